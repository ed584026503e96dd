import { EndgameError } from '../game/errors.ts';
import { isLegal } from '../game/rules.ts';
import { cpuSeconds } from '#platform/process';
import { type EncodedTable, joinChunks } from '../table/encode.ts';
import { Position } from '../game/position.ts';
import type { Metric } from '../game/values.ts';
import { Random, type Slice, type Space, type Specialization } from '../specialize/index.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import type { SyzygySource } from '../syzygy/source.ts';
import { BlockCache } from '../table/cache.ts';
import { metricOf } from '../table/format.ts';
import { locate } from '../table/located.ts';
import type { TableStore } from '../table/table-store.ts';
import { Prober, TableAbsent, TableFailure } from '../table/prober.ts';
import { seeds } from '../table/representation.ts';
import { MemoryByteSource } from '../table/memory-byte-source.ts';
import { Table } from '../table/table.ts';

/** What probes of a table cost. */
export interface Cost {
  /**
   * CPU nanoseconds of an exact warm probe, of random legal positions (`random`) and of successive indices
   * (`sequential`).
   */
  readonly random: number;
  readonly sequential: number;
  /**
   * Bytes of the file that a warm probe of the table's own cell reads, on average; absent if its coder cannot count
   * them.
   */
  readonly touched?: number;
  /** Bytes that the first probe after opening reads from the table. */
  readonly cold: number;
  /** CPU seconds of opening the table and of that probe, the least of some rounds. */
  readonly coldSeconds: number;
  /**
   * CPU seconds of reading all values; absent if cells alone do not give them, so that probes depend on tables below.
   */
  readonly unpack?: number;
}

/** Enough for a mean; the seed makes them the same positions for every table. */
const PROBES = 10_000;
const ROUNDS = 7;
const COLD_ROUNDS = 3;
const SEED = 2026;

/**
 * Measures probes of a table in memory.
 * @param below holds the tables below, in any representation
 * @throws EndgameError E_TABLE_MISSING if the table depends on one that `below` lacks
 */
export function costOf(specialization: Specialization, encoded: EncodedTable, below: TableStore): Cost {
  try {
    const bytes = joinChunks(encoded);
    const { header } = encoded;
    const open = (): Table => Table.open(new MemoryByteSource(bytes, header.table), new BlockCache());
    const metric = metricOf(header.representation);
    const lower = (name: string): Table => tableIn(below, specialization, name, metric);
    return measured(specialization, header.table, metric, lower, open);
  } catch (error) {
    throw error instanceof TableFailure ? error.failure : error;
  }
}

/**
 * Measures probes of a table of a store, as it is stored. Positions that need a table which the store lacks are left out.
 * @throws EndgameError E_TABLE_MISSING if the store lacks the table
 */
export function costOfStored(specialization: Specialization, table: string, metric: Metric, pack: TableStore): Cost {
  const { game } = specialization;
  const lower = (name: string): Table | undefined =>
    pack.answering(game.id, game.version, name, metric) && tableIn(pack, specialization, name, metric);
  return measured(specialization, table, metric, lower, () => {
    pack.close(); // opening reads everything again
    return tableIn(pack, specialization, table, metric);
  });
}

/**
 * Measures outcomes of a class from Syzygy's file. Positions that need a class without a file are left out.
 * @returns undefined if no position is told
 */
export function costOfSyzygy(
  specialization: Specialization,
  table: string,
  metric: Metric,
  syzygy: SyzygyTables,
): Pick<Cost, 'random' | 'coldSeconds'> | undefined {
  const p = new Position(specialization.game.schema);
  const source = (): SyzygySource => syzygy.source(specialization.game, { metric, tolerant: false });
  const warm = source();
  const tells = ({ space, index }: Place): boolean => {
    space.unrank(index, p);
    return typeof warm.probe(p) === 'number';
  };
  const random = pick(specialization, table, p).filter(tells);
  const [first] = random;
  if (first === undefined) return undefined;
  const own = nanoseconds((each) => warm.probe(each), p, random);
  let coldSeconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < COLD_ROUNDS; round++) {
    syzygy.close();
    first.space.unrank(first.index, p);
    const start = cpuSeconds();
    source().probe(p);
    coldSeconds = Math.min(coldSeconds, cpuSeconds() - start);
  }
  return { random: own, coldSeconds };
}

function measured(
  specialization: Specialization,
  name: string,
  metric: Metric,
  lower: (name: string) => Table | undefined,
  open: () => Table,
): Cost {
  const { game } = specialization;
  const p = new Position(game.schema);
  let table = open();
  let prober = proberOf(specialization, metric, table, lower);
  const random = answerable(prober, p, pick(specialization, name, p));
  const [first] = random;
  if (first === undefined) {
    const hint = 'generate the tables below it, or copy them into the store';
    throw new EndgameError('E_TABLE_MISSING', `no position of ${name} can be probed without tables below it`, hint);
  }
  let cold = 0;
  let coldSeconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const start = cpuSeconds();
    table = open();
    prober = proberOf(specialization, metric, table, lower);
    first.space.unrank(first.index, p);
    const before = table.bytesRead;
    prober.value(p);
    cold = table.bytesRead - before;
    coldSeconds = Math.min(coldSeconds, cpuSeconds() - start);
  }
  const successive = random.slice(0, PROBES / 50).flatMap(({ slice, space, index }) => {
    const run: Place[] = [];
    for (let i = index; i < space.size && run.length < 50; i++) {
      if (space.unrank(i, p) && isLegal(game, p)) run.push({ slice, space, index: i });
    }
    return run;
  });
  return {
    random: nanoseconds((each) => prober.value(each), p, random),
    sequential: nanoseconds((each) => prober.value(each), p, answerable(prober, p, successive)),
    ...touchedOf(table, random),
    cold,
    coldSeconds,
    ...unpackOf(specialization, table),
  };
}

function unpackOf(specialization: Specialization, table: Table): { unpack?: number } {
  const { header } = table;
  if (!header.slices.every((_, i) => seeds(header, i))) return {};
  locate(specialization, table);
  const start = cpuSeconds();
  for (let i = 0; i < header.slices.length; i++) table.readSlice(i);
  return { unpack: cpuSeconds() - start };
}

function proberOf(
  specialization: Specialization,
  metric: Metric,
  table: Table,
  lower: (name: string) => Table | undefined,
): Prober {
  return new Prober(specialization, metric, (slice) => {
    const name = specialization.tableOf(slice);
    return name === table.header.table ? table : lower(name);
  });
}

/** Returns the places whose values the tables tell. */
function answerable(prober: Prober, p: Position, places: readonly Place[]): Place[] {
  return places.filter(({ space, index }) => {
    space.unrank(index, p);
    try {
      prober.value(p);
      return true;
    } catch (error) {
      if (error instanceof TableAbsent) return false;
      throw error;
    }
  });
}

function tableIn(pack: TableStore, { game }: Specialization, table: string, metric: Metric): Table {
  const found = pack.answering(game.id, game.version, table, metric);
  return pack.table(game.id, game.version, table, found ?? metric);
}

interface Place {
  readonly slice: Slice;
  readonly space: Space;
  readonly index: number;
}

/** Returns random legal positions of a table that go on, or index 0 if there are none. */
function pick(specialization: Specialization, table: string, p: Position): Place[] {
  const { game } = specialization;
  const slices = specialization.slicesOf(table);
  const spaces = slices.map((slice) => specialization.space(slice));
  const total = spaces.reduce((sum, space) => sum + space.size, 0);
  const random = new Random(SEED);
  const places: Place[] = [];
  for (let tries = 0; places.length < PROBES && tries < 100 * PROBES; tries++) {
    let index = random.below(total);
    let s = 0;
    while (index >= spaces[s].size) index -= spaces[s++].size;
    const space = spaces[s];
    if (space.unrank(index, p) && isLegal(game, p) && game.ended(p) === undefined)
      places.push({ slice: slices[s], space, index });
  }
  return places.length > 0 ? places : [{ slice: slices[0], space: spaces[0], index: 0 }];
}

/**
 * Returns CPU nanoseconds per probe, without setting up the positions: the least of some rounds, the first of which
 * warm up.
 */
function nanoseconds(probe: (p: Position) => unknown, p: Position, places: readonly Place[]): number {
  let probing = Number.POSITIVE_INFINITY;
  let setting = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = cpuSeconds();
    for (const { space, index } of places) space.unrank(index, p);
    const middle = cpuSeconds();
    for (const { space, index } of places) {
      space.unrank(index, p);
      probe(p);
    }
    const end = cpuSeconds();
    setting = Math.min(setting, middle - start);
    probing = Math.min(probing, end - middle);
  }
  return (1e9 * Math.max(0, probing - setting)) / places.length;
}

function touchedOf(table: Table, places: readonly Place[]): { touched?: number } {
  let sum = 0;
  let count = 0;
  for (const { slice, index } of places) {
    const place = table.sliceIndex(slice.name);
    if (!table.holds(place, index)) continue;
    const bytes = table.touched(place, index);
    if (bytes === undefined) return {};
    sum += bytes;
    count++;
  }
  return count === 0 ? {} : { touched: sum / count };
}
