/** Positions of a solved problem whose best exit attains the value. */

import { alike, atLeast } from './bytes';
import { raiseAll } from './out';
import { clearRow } from './row';
import { enter, scratch } from './rows';
import { ranksOfWord } from './slab';

/**
 * Writes for each position of rows `from` to `to` - 1 with `side` to move whether the best of the exits has the rank of
 * the position's value, a bit each, to `out`.
 * @param codes of the positions, in a form of `ranksOfWord`
 * @param ranks of the codes, as values of the side to move; 0 for illegal positions
 */
export function settle(
  side: u32, moves: usize, count: u32, from: u32, to: u32, codes: usize, ranks: usize, form: u32, out: usize,
): void {
  const own = scratch;
  const best = scratch + 4096;
  for (let row = from; row < to; row++) {
    const words = out + (<usize>row << 9);
    clearRow(words);
    if (!enter(row)) continue;
    memory.fill(best, 0, 4096);
    raiseAll(side, moves, count, best);
    for (let inner: u32 = 0; inner < 64; inner++) {
      const v = best + (<usize>inner << 6);
      const some = atLeast(v, 1);
      if (some == 0) continue;
      ranksOfWord(own, codes, (row << 12) | (inner << 6), ranks, form);
      store<u64>(words + (<usize>inner << 3), alike(v, own) & some);
    }
  }
}
