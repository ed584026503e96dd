import type { PlacedCells } from '../engine/index.ts';
import type { Statistics } from '../table/index.ts';

/** Counts the outcomes of streamed positions, as `statisticsOf` counts those of values. */
export function countOutcomes(
  cells: Iterable<PlacedCells>,
): Pick<Statistics, 'positions' | 'wins' | 'draws' | 'losses'> {
  let positions = 0;
  let wins = 0;
  let losses = 0;
  for (const { count, values } of cells) {
    positions += count;
    for (let i = 0; i < count; i++) {
      const v = values[i];
      if (v > 0) wins++;
      else if (v < 0) losses++;
    }
  }
  return { positions, wins, draws: positions - wins - losses, losses };
}
