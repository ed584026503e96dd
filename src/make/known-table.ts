import { giveTurn } from '#platform/turn';
import { EndgameError } from '../game/errors.ts';
import { domainOf, type Metric, outcomesUnder } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { MOST_READS } from '../table/representation.ts';
import type { TableStore } from '../table/table-store.ts';
import { GENERATOR } from '../text/version.ts';
import { dontCaresOf } from './dont-cares.ts';
import { ExactValues, sourceOf } from './exact-values.ts';
import type { RepackRun } from './pack-options.ts';
import type { KnownSlice, KnownTable } from './represent.ts';
import { type Spoilt, spoiltIn } from './spoilt.ts';

/**
 * Gathers what encoding a table needs.
 * @param from holds the table and all tables below it
 * @param readsOf returns the values that a probe of a slice below reads on average
 * @param only slices of the table, as if it had no others
 */
export async function learn(
  specialization: Specialization,
  table: string,
  metric: Metric,
  from: TableStore,
  readsOf: (slice: Slice) => number,
  { signal, onProgress }: RepackRun = {},
  only: readonly Slice[] = specialization.slicesOf(table),
): Promise<KnownTable> {
  const { game } = specialization;
  const { header } = sourceOf(specialization, from, table, metric);
  const exact = new ExactValues(specialization, from, metric);
  // Where moves score points, the outcome after a move does not give the worth of the move.
  const blind = metric === 'wdl' && game.domain.name === 'score';
  const own = new Map<Slice, number>();
  const slices: KnownSlice[] = [];
  const spoilt = { ...NONE_SPOILT };
  for (const slice of only) {
    await pause(signal, table);
    const values = exact.values(slice);
    const dontCares = await dontCaresOf(
      specialization,
      slice,
      values,
      domainOf(game, metric),
      metric === 'dtz' || blind ? undefined : (p) => exact.at(p),
      { signal, onProgress: (share) => onProgress?.(`${slice.name} don't-cares`, share) },
    );
    let read = 0;
    for (const [target, count] of dontCares.targets) read += count * (own.get(target) ?? readsOf(target));
    const reads = 1 + read / Math.max(1, dontCares.positions);
    own.set(slice, reads > MOST_READS ? 1 : reads);
    const { cursedWins, blessedLosses } = metric === 'wdl50' ? spoiltIn(values, dontCares.illegal) : NONE_SPOILT;
    spoilt.cursedWins += cursedWins;
    spoilt.blessedLosses += blessedLosses;
    const divisible = slice.signatures.length === 1 && !blind && cursedWins + blessedLosses === 0;
    slices.push({ name: slice.name, space: specialization.space(slice), values, dontCares, reads, divisible });
  }
  const { longestWin: _, cursedWins: __, blessedLosses: ___, ...counts } = header.statistics;
  return {
    game: game.id,
    rules: game.version,
    table,
    domain: game.domain.name,
    schema: game.schema,
    slices,
    statistics: outcomesUnder(metric) ? { ...counts, ...(metric === 'wdl50' ? spoilt : {}) } : header.statistics,
    generator: GENERATOR,
  };
}

const NONE_SPOILT: Spoilt = { cursedWins: 0, blessedLosses: 0 };

/** Returns the values that a probe of a slice in a store reads on average, 1 if the slice is not stored. */
export function readsIn(specialization: Specialization, pack: TableStore, slice: Slice, metric: Metric): number {
  const { game } = specialization;
  const table = specialization.tableOf(slice);
  if (!pack.has(game.id, game.version, table, metric)) return 1;
  const { slices } = pack.table(game.id, game.version, table, metric).header;
  return slices.find(({ name }) => name === slice.name)?.reads ?? 1;
}

/**
 * Lets timers and signals run.
 * @throws EndgameError E_ABORTED
 */
export async function pause(signal: AbortSignal | undefined, table: string): Promise<void> {
  await giveTurn();
  if (signal?.aborted) throw packStopped(table);
}

/** Returns the error of a run that was stopped. */
export function packStopped(table: string): EndgameError {
  return new EndgameError('E_ABORTED', `stopped while packing ${table}`, 'run it again to go on');
}
