/**
 * How often each class of positions is asked: from a profile of real games where there is one, else uniformly over
 * positions. Weights of the classes studied sum to 1; what share of all questions they stand for is said beside them.
 */

import type { Profile, ProfileClass } from '../plan/profile.ts';

/** What the study needs of a profile. */
export type Counts = Pick<Profile, 'games'> & {
  readonly classes: readonly Pick<ProfileClass, 'table' | 'positions'>[];
};

export interface Weighting {
  /** By class name; they sum to 1. */
  readonly weights: ReadonlyMap<string, number>;
  /** One sentence for readers. */
  readonly source: string;
  /** Share of the profile's questions with at most `men` men that the classes studied cover. */
  readonly coverage?: { readonly men: number; readonly share: number };
}

/** Men of a class like KQvKR. */
function menOf(table: string): number {
  return table.replace('v', '').length;
}

/** Weights of `names` by their share of the profile's positions; undefined if none of them occurred. */
export function profileWeights(profile: Counts, names: readonly string[]): Weighting | undefined {
  const counts = new Map(profile.classes.map((c) => [c.table, c.positions]));
  const total = names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  if (total === 0) return undefined;
  const men = Math.max(...names.map(menOf));
  const all = profile.classes.reduce((sum, c) => sum + (menOf(c.table) <= men ? c.positions : 0), 0);
  return {
    weights: new Map(names.map((name) => [name, (counts.get(name) ?? 0) / total])),
    source: `share of the positions of each class in ${profile.games.toLocaleString('en-US')} real games, restricted to the classes studied`,
    coverage: { men, share: total / all },
  };
}

/** Weights proportional to `positions`, the number of positions of each class that can be asked. */
export function uniformWeights(positions: ReadonlyMap<string, number>): Weighting {
  const total = [...positions.values()].reduce((sum, n) => sum + n, 0);
  return {
    weights: new Map([...positions].map(([name, n]) => [name, n / total])),
    source: 'uniform over the legal positions, up to symmetry, in which the game is not over',
  };
}
