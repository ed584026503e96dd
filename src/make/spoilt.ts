import { isSpoilt, type Value } from '../game/value.ts';
import { chunksOf, type Values } from '../game/values.ts';
import type { Statistics } from '../table/statistics.ts';

/** Cursed wins and blessed losses. */
export type Spoilt = Required<Pick<Statistics, 'cursedWins' | 'blessedLosses'>>;

/**
 * Counts the cursed wins and blessed losses of a slice.
 * @param values under wdl50 or dtz
 * @param illegal one bit per index that stands for no legal position that goes on
 */
export function spoiltIn(values: Values, illegal: Uint8Array): Spoilt {
  const found = { cursedWins: 0, blessedLosses: 0 };
  let index = 0;
  for (const chunk of chunksOf(values)) {
    for (let i = 0; i < chunk.length; i++, index++) {
      const v = chunk[i] as Value;
      if (isSpoilt(v) && ((illegal[index >> 3] >> (index & 7)) & 1) === 0) {
        found[v > 0 ? 'cursedWins' : 'blessedLosses']++;
      }
    }
  }
  return found;
}
