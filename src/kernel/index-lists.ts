/** Ascending indices of positions as text, and files of such lists. */

import { inflate } from '../platform/inflate.ts';
import type { Problem } from './problem.ts';

/**
 * Lists by `${key of a problem} ${side to move}`: the steps from one index to the next, to the base of 36, with commas.
 */
export type IndexLists = Readonly<Record<string, string>>;

/** Indices by side to move. */
export type IndicesBySide = readonly [Uint32Array, Uint32Array];

const NO_INDICES = new Uint32Array(0);
/** No index for either side to move. */
export const NEITHER: IndicesBySide = [NO_INDICES, NO_INDICES];

/** Returns the indices that lists have of a problem. */
export function indicesIn(lists: IndexLists, { key }: Problem): IndicesBySide {
  const [white, black] = [lists[`${key} 0`], lists[`${key} 1`]];
  return white === undefined && black === undefined ? NEITHER : [indicesOf(white), indicesOf(black)];
}

function indicesOf(steps: string | undefined): Uint32Array {
  if (steps === undefined) return NO_INDICES;
  let index = 0;
  return Uint32Array.from(steps.split(','), (step) => (index += Number.parseInt(step, 36)));
}

/** Returns whether an index is among others, which ascend. */
export function includes(indices: Uint32Array, index: number): boolean {
  let [from, to] = [0, indices.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (indices[middle] < index) from = middle + 1;
    else to = middle;
  }
  return indices[from] === index;
}

/** Returns the steps between ascending indices, as the lists hold them. */
export function stepsOf(indices: ArrayLike<number>): string {
  return Array.from(indices, (index, i) => (index - (indices[i - 1] ?? 0)).toString(36)).join();
}

/** A text that was deflated and written in base64. */
export interface DeflatedText {
  /** Its length in UTF-8. */
  readonly bytes: number;
  readonly base64: string;
}

/** Returns the text as it was. */
export function inflatedText({ base64, bytes }: DeflatedText): string {
  const deflated = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(inflate(deflated, bytes));
}
