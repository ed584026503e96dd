/**
 * Re-encodes the tables of one store for another: in another representation, by another codec or coder, with
 * don't-cares where moves give the value. Named tables come with all tables below them, because probes of don't-cares
 * depend on those.
 */

import { type Job, runJobs } from '../jobs/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { type Encoding, RepresentationSpec } from '../table/representation.ts';
import type { Table } from '../table/table.ts';
import type { TableStore } from '../table/table-store.ts';
import type { WantedTable } from '../plan/plan.ts';
import { sourceOf } from './exact-values.ts';
import type {
  PackTablesOptions,
  PackWantedOptions,
  RepackedTable,
  RepackOptions,
  RepackOutcome,
  RepackRun,
  TablePackers,
} from './pack-options.ts';
import { TablePacker } from './table-packer.ts';

/**
 * Re-encodes the named tables and all tables below them.
 * @throws EndgameError E_TABLE_UNKNOWN, E_TABLE_MISSING (in `from`, of a named table or one below), E_TABLE_DAMAGED,
 *   E_TABLE_FOREIGN, E_VALUE_WRONG, E_ABORTED, E_FILE, E_DISK_FULL; tables written before the error stay
 */
export async function repack(
  specialization: Specialization,
  tables: readonly string[],
  from: TableStore,
  to: TableStore,
  options: RepackOptions,
): Promise<RepackOutcome> {
  const { game } = specialization;
  const { encodings, force, keepGoing, onTable } = options;
  const { metric } = encodings[0].representation;
  const packers = options.packers ?? new TablePacker(specialization, from, to, options);
  const source = (table: string): Table => sourceOf(specialization, from, table, metric);
  const order = tablesBelow(specialization, tables);
  // A missing table fails before hours go into the tables below it.
  if (!keepGoing) for (const table of order) source(table);
  const missing: string[] = [];
  for (const table of order) {
    const isWanted = force && tables.includes(table);
    if (to.has(game.id, game.version, table, metric) && !isWanted) onTable?.({ table });
    else missing.push(table);
  }
  const pack = async ({ id: table }: Job, run: RepackRun): Promise<RepackedTable> => {
    const start = performance.now();
    const { encoded, why } = await packers.pack(table, run);
    return {
      table,
      entry: to.put(encoded),
      representation: RepresentationSpec.of(encoded.header),
      ...(why === undefined ? {} : { why }),
      before: source(table).size,
      seconds: secondsSince(start),
    };
  };
  const jobs = missing.map((table) => ({
    ...packJob(specialization, packers, table),
    needs: tablesBelow(specialization, [table]).filter((each) => each !== table),
  }));
  return await packAll(jobs, pack, packers, options);
}

/**
 * Brings the wanted tables to another store, and no others. A file that is encoded as wanted is copied after its
 * checksum was tested; other tables are re-encoded.
 * @throws EndgameError as `repack`
 */
export async function packWanted(
  specialization: Specialization,
  wanted: readonly WantedTable[],
  from: TableStore,
  to: TableStore,
  options: PackWantedOptions,
): Promise<RepackOutcome> {
  const { game } = specialization;
  const { files, keepGoing, onTable } = options;
  const packers = options.packers ?? new TablePacker(specialization, from, to);
  const hasFile = (store: TableStore, { table, encoding, bytes }: WantedTable): boolean => {
    const { metric } = encoding.representation;
    return (
      store.has(game.id, game.version, table, metric) &&
      isKept(store.table(game.id, game.version, table, metric), encoding, bytes)
    );
  };
  // The first store that has the file, else the first one, which has the values.
  const storeOf = (each: WantedTable): TableStore =>
    files !== undefined && !hasFile(from, each) && hasFile(files, each) ? files : from;
  const source = (each: WantedTable): Table =>
    sourceOf(specialization, storeOf(each), each.table, each.encoding.representation.metric);
  if (!keepGoing) for (const each of wanted) source(each);
  const isThere = (each: WantedTable): boolean => hasFile(to, each);
  for (const { table } of wanted.filter(isThere)) onTable?.({ table });
  const pack = async ({ wanted: each }: WantedJob, run: RepackRun): Promise<RepackedTable> => {
    const start = performance.now();
    const { table, encoding, bytes } = each;
    const found = source(each);
    const isFile = isKept(found, encoding, bytes);
    const entry = isFile
      ? to.take(storeOf(each), game.id, game.version, table, encoding.representation.metric)
      : to.put((await packers.encode(table, encoding.representation.metric, [encoding], run))[0]);
    return {
      table,
      entry,
      representation: encoding.representation,
      ...(isFile ? { why: 'copied' } : {}),
      before: found.size,
      seconds: secondsSince(start),
    };
  };
  const jobs = wanted
    .filter((each) => !isThere(each))
    .map((each) => ({ ...packJob(specialization, packers, each.table), wanted: each }));
  return await packAll(jobs, pack, packers, options);
}

interface WantedJob extends Job {
  readonly wanted: WantedTable;
}

/** Bytes for each index of a table that is packed: its values, what is open, and what the hungriest coder holds. */
const BYTES_PER_INDEX = 32;
/** Bytes for each index of a table that moves lead to. */
const BYTES_PER_INDEX_BELOW = 2;
/** What a table takes beside its indices, as if it had so many more. */
const LEAST_INDICES = 10_000;

/** Returns the job that encodes a table, without what it needs. */
export function packJob(specialization: Specialization, { memory }: TablePackers, table: string): Job {
  const own = specialization.slicesOf(table);
  const below = new Set(own.flatMap((slice) => specialization.below(slice)));
  const size = (slices: Iterable<Slice>): number =>
    [...slices].reduce((sum, slice) => sum + specialization.space(slice).size, 0);
  const bytes = BYTES_PER_INDEX * size(own) + BYTES_PER_INDEX_BELOW * size(below);
  return { id: table, needs: [], bytes: Math.min(bytes, memory), seconds: size(own) + LEAST_INDICES };
}

/** Packs tables as a graph of jobs. */
async function packAll<J extends Job>(
  jobs: readonly J[],
  pack: (job: J, run: RepackRun) => Promise<RepackedTable>,
  packers: TablePackers,
  options: PackTablesOptions,
): Promise<RepackOutcome> {
  const { keepGoing, signal, onProgress, onTable, onWhole } = options;
  const work = async (job: J, report: () => void): Promise<void> => {
    const onShare = (what: string, share: number): void => {
      report();
      onProgress?.(what, share);
    };
    const packed = await pack(job, { signal, onProgress: onShare });
    onTable?.(packed);
  };
  const limits = { memory: packers.memory, cores: packers.count };
  const { failed, left } = await runJobs(jobs, work, { limits, keepGoing, signal, onProgress: onWhole });
  if (failed.length > 0 && !keepGoing) throw failed[0].error;
  return { failed: failed.map(({ job, error }) => ({ table: job.id, error })), left: left.map(({ id }) => id) };
}

/** Returns the named tables and all below them, each after those below it. */
function tablesBelow(specialization: Specialization, tables: readonly string[]): string[] {
  const named = tables.flatMap((table) => specialization.slicesOf(table));
  return [...new Set(specialization.closure(named).map((slice) => specialization.tableOf(slice)))];
}

function isKept({ header, size }: Table, { representation, codec }: Encoding, bytes: number): boolean {
  const { name } = RepresentationSpec.of(header);
  return name === representation.name && header.codec === codec && size === bytes;
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
