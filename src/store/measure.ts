/** What a kept table costs: bytes on the one hand, time and bytes of a probe on the other. */

import type { EncodedTable } from './encode.ts';
import { Position } from '../game/position.ts';
import type { Metric } from '../game/values.ts';
import { Random, type Slice, type Space, type Specialization } from '../specialize/index.ts';
import { BlockCache } from './cache.ts';
import { joinChunks } from './encode.ts';
import { metricOf } from './format.ts';
import type { Pack } from './pack.ts';
import { Prober, TableFailure } from './prober.ts';
import { answeredBy } from './representation.ts';
import { MemorySource } from './memory.ts';
import { Table } from './table.ts';

export interface Cost {
  /** CPU nanoseconds of an exact warm probe of a random legal position, and of the positions of successive indices. */
  readonly random: number;
  readonly sequential: number;
  /** Bytes of the file that a warm probe of the table's own cell looks at, on average; absent if its coder cannot tell. */
  readonly touched?: number;
  /** Bytes read from the table for the first probe after opening it. */
  readonly cold: number;
}

/** Enough for a mean; the same positions whatever is measured. */
const PROBES = 10_000;
const ROUNDS = 7;
const SEED = 2026;

/**
 * Measures probes of a table in memory. Tables below come from `below`, which holds them in any representation.
 * @throws EndgameError E_TABLE_MISSING if the table counts on one that is not there
 */
export function costOf(specialization: Specialization, encoded: EncodedTable, below: Pack): Cost {
  try {
    return measured(specialization, encoded, below);
  } catch (error) {
    throw error instanceof TableFailure ? error.failure : error;
  }
}

function measured(specialization: Specialization, encoded: EncodedTable, below: Pack): Cost {
  const { game } = specialization;
  const { header } = encoded;
  const metric = metricOf(header.representation);
  const table = Table.open(new MemorySource(joinChunks(encoded), header.table), new BlockCache());
  const prober = new Prober(specialization, metric, (slice) => {
    const name = specialization.tableOf(slice);
    return name === header.table ? table : tableIn(below, specialization, name, metric);
  });
  const p = new Position(game.schema);
  const random = pick(specialization, header.table, p);
  const [first] = random;
  first.space.unrank(first.index, p);
  const before = table.bytesRead;
  prober.value(p);
  const cold = table.bytesRead - before;
  const successive = random.slice(0, PROBES / 50).flatMap(({ slice, space, index }) => {
    const run: Place[] = [];
    for (let i = index; i < space.size && run.length < 50; i++) {
      if (space.unrank(i, p) && (!game.legal || game.legal(p))) run.push({ slice, space, index: i });
    }
    return run;
  });
  return {
    random: nanoseconds(prober, p, random),
    sequential: nanoseconds(prober, p, successive),
    ...touchedOf(table, random),
    cold,
  };
}

function tableIn(pack: Pack, { game }: Specialization, table: string, metric: Metric): Table {
  const found = answeredBy(metric).find((each) => pack.has(game.id, game.version, table, each));
  return pack.table(game.id, game.version, table, found ?? metric);
}

interface Place {
  readonly slice: Slice;
  readonly space: Space;
  readonly index: number;
}

/** Random legal positions of a table that go on, or, if there is none, any index. */
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
    if (space.unrank(index, p) && (!game.legal || game.legal(p)) && game.ended(p) === undefined)
      places.push({ slice: slices[s], space, index });
  }
  return places.length > 0 ? places : [{ slice: slices[0], space: spaces[0], index: 0 }];
}

/** CPU time of probing, less that of setting up the positions; the least of some rounds, the first of which warm up. */
function nanoseconds(prober: Prober, p: Position, places: readonly Place[]): number {
  let probing = Number.POSITIVE_INFINITY;
  let setting = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage().user;
    for (const { space, index } of places) space.unrank(index, p);
    const middle = process.cpuUsage().user;
    for (const { space, index } of places) {
      space.unrank(index, p);
      prober.value(p);
    }
    const end = process.cpuUsage().user;
    setting = Math.min(setting, middle - start);
    probing = Math.min(probing, end - middle);
  }
  return (1000 * Math.max(0, probing - setting)) / places.length;
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
