/** Which tables a file takes where nobody measured what they save: as many positions as possible are told at once. */

import type { Specialization } from '../specialize/index.ts';
import { uniformProfile } from '../plan/build.ts';
import type { Costs, TableCost } from '../plan/costs.ts';
import { planFor } from '../plan/planner.ts';

/** A table that a file could take. */
export interface OfferedTable {
  readonly table: string;
  /** Bytes of its file. */
  readonly bytes: number;
  readonly positions: number;
}

/** Seconds to compute a position, to read one of all, and to probe one: figures in order of magnitude, so that the same input gives the same plan. */
const COMPUTE = 1e-6;
const UNPACK = 1e-7;
const PROBE = 1e-6;

/**
 * Returns the tables that save most in so many bytes if every position is asked as often.
 * @param offered each after those below it
 */
export async function chooseTables(
  specialization: Specialization,
  offered: readonly OfferedTable[],
  bytes: number,
): Promise<string[]> {
  const { game } = specialization;
  const names = new Set(offered.map(({ table }) => table));
  const tables = offered.map((each): TableCost => {
    const slices = specialization.slicesOf(each.table);
    const below = new Set(
      slices.flatMap((slice) => specialization.below(slice).map((lower) => specialization.tableOf(lower))),
    );
    below.delete(each.table);
    return {
      table: each.table,
      positions: each.positions,
      below: [...below].filter((name) => names.has(name)),
      compute: each.positions * COMPUTE,
      options: [
        {
          representation: 'stored',
          codec: 'stored',
          bytes: each.bytes,
          probe: PROBE,
          cold: PROBE,
          unpack: each.positions * UNPACK,
        },
      ],
    };
  });
  const costs: Costs = {
    game: game.id,
    rules: game.version,
    metric: 'dtm',
    calibration: 1,
    node: '',
    decoders: {},
    tables,
  };
  const plan = await planFor(
    costs,
    uniformProfile(costs),
    { budget: Math.max(0, bytes) },
    { method: 'greedy', bounded: false },
  );
  return plan.kept.map(({ table }) => table);
}
