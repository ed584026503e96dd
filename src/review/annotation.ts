/** What is written beside a move of a PGN, and where: after its glyphs, and inside the comment that follows them. */

import type { Outcome } from '../game/value.ts';

/** What a position is worth to the side to move. */
export interface Appraisal {
  readonly outcome: Outcome;
  /** Plies to mate, if known; 0 if the side to move is mated. */
  readonly dtm?: number | undefined;
  /** Plies to the next capture or pawn move, or to mate, if known. */
  readonly dtz?: number | undefined;
}

/** Good and bad half-moves: `!`, `?` and `??`. */
export type Glyph = '!' | '?' | '??';

/** Numeric annotation glyph of each sign. */
const NAGS: ReadonlyMap<string, number> = new Map([
  ['!', 1],
  ['?', 2],
  ['!!', 3],
  ['??', 4],
  ['!?', 5],
  ['?!', 6],
]);
const RESULTS = { win: ['1-0', '0-1'], draw: ['1/2-1/2', '1/2-1/2'], loss: ['0-1', '1-0'] } as const;

/**
 * Returns the commands that tell the value of a position: `[%eval #9]`, which other programs show, from White's view,
 * and `[%tb 1-0,dtm=17]`, the result of best play and the distances.
 * @param turn 0 if White is to move
 */
export function commandsOf({ outcome, dtm, dtz }: Appraisal, turn: number): { evaluation: string; table: string } {
  const result = RESULTS[outcome][turn];
  const distances = [dtm === undefined ? '' : `,dtm=${dtm}`, dtz === undefined ? '' : `,dtz=${dtz}`].join('');
  if (outcome === 'draw') return { evaluation: '[%eval 0.00]', table: `[%tb ${result}]` };
  // Mate on the board is no mate in so many moves.
  const moves = dtm === undefined || dtm === 0 ? '' : `[%eval #${result === '1-0' ? '' : '-'}${Math.ceil(dtm / 2)}]`;
  return { evaluation: moves, table: `[%tb ${result}${distances}]` };
}

/** A text to put before the byte at the offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What is to be written beside a move. */
export interface Note {
  readonly commands: { readonly evaluation: string; readonly table: string };
  readonly glyph?: Glyph | undefined;
}

/** A NAG, or a sign or "e.p." that stands alone. "--" is a null move. */
const GLYPH = /\s*(?:\$(\d+)|(?!--(?:\s|$))([!?+=/#-]+|e\.?p\.?)(?=[\s$({;]|$))/y;
const COMMENT = /\s*\{/y;

/**
 * Returns what to insert after a move: a NAG after those that are there, and the commands at the beginning of the
 * comment that follows, or in a comment of their own. What is there already is not written again.
 * @param text what follows the move, in ISO 8859-1: one letter a byte
 * @param begin offset of the text
 * @param own the signs that the move's word ends in
 */
export function insertionsOf({ commands, glyph }: Note, text: string, begin: number, own: string): Insertion[] {
  const known = new Set([NAGS.get(own)]);
  let end = 0;
  GLYPH.lastIndex = 0;
  for (let match = GLYPH.exec(text); match !== null; match = GLYPH.exec(text)) {
    end = GLYPH.lastIndex;
    known.add(match[1] === undefined ? NAGS.get(match[2]) : Number(match[1]));
  }
  COMMENT.lastIndex = end;
  const inside = COMMENT.test(text) ? COMMENT.lastIndex : undefined;
  const old = inside === undefined ? '' : text.slice(inside, text.indexOf('}', inside));
  const { evaluation, table } = commands;
  const written = [old.includes('[%eval') ? '' : evaluation, old.includes('[%tb') ? '' : table];
  const joined = written.filter((command) => command !== '').join(' ');
  const nag = glyph === undefined ? undefined : NAGS.get(glyph);
  const after = [
    nag === undefined || known.has(nag) ? '' : ` $${nag}`,
    inside === undefined && joined !== '' ? ` {${joined}}` : '',
  ].join('');
  const insertions: Insertion[] = [];
  if (after !== '') {
    const isApart = end === text.length || /\s/.test(text[end]);
    insertions.push({ at: begin + end, text: isApart ? after : `${after} ` });
  }
  if (inside !== undefined && joined !== '') {
    insertions.push({ at: begin + inside, text: old === '' || /^\s/.test(old) ? joined : `${joined} ` });
  }
  return insertions;
}
