/**
 * Drawings of men, in squares of 100 by 100, as contents of a group. Their fill and stroke come from the group's class;
 * what is drawn with class `d` is a line of detail.
 */

import type { Game } from '../game/index.ts';

const BASE = 'M24 86v-9q0-5 6-6h40q6 1 6 6v9z';

/** The chess men, drawn for this project. */
const CHESSMEN: Readonly<Record<string, string>> = {
  P: `<path d="M50 18a13 13 0 0 1 9 22q8 4 8 10h-9q1 13 11 21H31q10-8 11-21h-9q0-6 8-10a13 13 0 0 1 9-22z"/><path d="${BASE}"/>`,
  R: `<path d="M27 18h11v8h7v-8h10v8h7v-8h11v20l-8 6v20l6 7H29l6-7V44l-8-6z"/><path d="${BASE}"/><path class="d" d="M34 43h32M34 63h32"/>`,
  N: `<path d="M33 71q0-15 14-25-8 0-12 5-3 6-8 6-7-1-7-8 0-4 5-11 4-6 4-12l7 3 3-11 8 9q26 3 28 32 1 8-1 12z"/><path d="${BASE}"/><circle class="d" cx="38" cy="37" r="1.6"/><path class="d" d="M56 34q10 9 10 28"/>`,
  B: `<circle cx="50" cy="15" r="5"/><path d="M50 20q20 14 20 30 0 8-8 12l4 9H34l4-9q-8-4-8-12 0-16 20-30z"/><path d="${BASE}"/><path class="d" d="M50 32v16M42 40h16M38 62h24"/>`,
  Q: `<path d="M26 62 17 30l14 15 6-25 13 23 13-23 6 25 14-15-9 32-3 9H29z"/><path d="${BASE}"/><circle cx="17" cy="27" r="4.5"/><circle cx="37" cy="17" r="4.5"/><circle cx="63" cy="17" r="4.5"/><circle cx="83" cy="27" r="4.5"/><path class="d" d="M29 61q21-7 42 0"/>`,
  K: `<path d="M47 10h6v7h7v6h-7v9q4 2 5 5 9-7 17-3 13 7 5 20-5 7-10 17H30q-5-10-10-17-8-13 5-20 8-4 17 3 1-3 5-5v-9h-7v-6h7z"/><path d="${BASE}"/><path class="d" d="M50 42v16M31 61q19-6 38 0"/>`,
};

const DISC = '<circle cx="50" cy="50" r="33"/>';
const CROSS = '<path class="x" d="M27 27 73 73M73 27 27 73"/>';
const RING = '<circle class="x" cx="50" cy="50" r="26"/>';

/** Returns the drawing of the men of a kind of a side. */
export function glyphOf({ schema, chessmen }: Game, kind: number, side: number): string {
  const { letter } = schema.kinds[kind];
  const isChess = chessmen !== undefined || schema.kinds.every((each) => each.letter in CHESSMEN);
  if (isChess && letter in CHESSMEN) return CHESSMEN[letter];
  if (letter === 'X' && schema.stacks === undefined) return side === 0 ? CROSS : RING;
  const isPlain = schema.kinds.length === 1 || letter === 'M';
  return isPlain ? DISC : `${DISC}<text class="l" x="50" y="64">${escapeText(letter)}</text>`;
}

/** Returns a text for use in SVG or HTML, as content or in quotes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
