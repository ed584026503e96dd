import type { Game } from './contract.ts';

/**
 * What exploring a game finds of its default tables and all below (specialize/exploration.ts): materials with the same
 * symmetries in one list. Its first element has the numbers of these among the candidates. A material is its signature,
 * then the signatures that moves lead to, all of them canonical.
 */
export type Explored = readonly (readonly [symmetries: readonly number[], ...materials: (readonly number[])[]])[];

/** By the game itself: a copy may have other rules, even under the same name, and nothing is known of it. */
const known = new WeakMap<Game, Explored>();

/** Records what exploring a game of the toolkit finds, so that a first probe need not explore it. */
export function recordExplored(game: Game, explored: Explored): void {
  known.set(game, explored);
}

/** Returns what was recorded of a game: nothing, unless it comes with the toolkit. */
export function exploredOf(game: Game): Explored {
  return known.get(game) ?? [];
}
