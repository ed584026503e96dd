/** What a table holds, counted over legal positions up to symmetry. */

import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import type { Slice, Specialization } from '../specialize/index.ts';

export interface Statistics {
  positions: number;
  wins: number;
  draws: number;
  losses: number;
  /** A win that takes longest (outcome domain); absent if nothing is won. */
  longestWin?: { plies: number; position: string };
  /** The highest score (score domain). */
  bestScore?: { score: number; position: string };
}

export function statisticsOf(
  specialization: Specialization,
  slices: readonly { slice: Slice; values: Int16Array }[],
): Statistics {
  const { game } = specialization;
  const found: Statistics = { positions: 0, wins: 0, draws: 0, losses: 0 };
  const outcome = game.domain.name === 'outcome';
  // The longest win has the least positive value, the best score the greatest.
  let extreme: { slice: Slice; index: number; value: number } | undefined;
  for (const { slice, values } of slices) {
    for (let index = 0; index < values.length; index++) {
      const v = values[index];
      if (v === UNUSED) continue;
      found.positions++;
      if (v === 0) found.draws++;
      else if (v < 0) found.losses++;
      else found.wins++;
      if (v > 0 && (extreme === undefined || (outcome ? v < extreme.value : v > extreme.value)))
        extreme = { slice, index, value: v };
    }
  }
  if (extreme) {
    const p = new Position(game.schema);
    specialization.space(extreme.slice).unrank(extreme.index, p);
    const position = game.format(p);
    if (outcome) found.longestWin = { plies: game.domain.plies(extreme.value as Value), position };
    else found.bestScore = { score: extreme.value, position };
  }
  return found;
}
