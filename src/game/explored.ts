import type { Game } from './contract.ts';

/**
 * What exploring a game finds of its default tables and all below (specialize/exploration.ts): materials with the same
 * symmetries in one list. Its first element has the numbers of these among the candidates. A material is its signature,
 * then the signatures that moves lead to, all of them canonical.
 */
export type Explored = readonly (readonly (readonly number[])[])[];

/**
 * As text, which takes half the bytes: numbers to the base of 36, commas between them, blanks between the elements of a
 * list, semicolons between lists.
 */
const BASE = 36;

/** By the game itself: a copy may have other rules, even under the same name, and nothing is known of it. */
const known = new WeakMap<Game, string>();

/** Records what exploring a game of the toolkit finds, so that a first probe need not explore it. */
export function recordExplored(game: Game, text: string): void {
  known.set(game, text);
}

/** Returns what was recorded of a game: nothing, unless it comes with the toolkit. */
export function exploredOf(game: Game): Explored {
  const text = known.get(game);
  return text === undefined ? [] : text.split(';').map((list) => list.split(' ').map(numbers));
}

function numbers(text: string): number[] {
  return text.split(',').map((digits) => Number.parseInt(digits, BASE));
}
