/**
 * Every coder on stored tables: bytes, bits per legal position, times of probes. Every cell is compared first.
 *
 *   node dist/bench/coders.js DIR GAME:TABLE:METRIC ...
 *
 * `DIR` is a directory of tables, with the tables that their moves lead to. Times are CPU times of the process.
 */

import './one-line.ts';
import { gameOf } from '../games/index.ts';
import { METRICS, type Metric } from '../src/game/values.ts';
import { Random } from '../src/specialize/index.ts';
import { admits, type CellReader } from '../src/table/coder.ts';
import { boundCells } from '../src/table/coders/bits.ts';
import { fillSlots } from '../src/table/coders/hash.ts';
import { CODERS } from '../src/table/coders/index.ts';
import { TableStore } from '../src/table/index.ts';
import { type TableCells, tableCells } from './table-cells.ts';

const PROBES = 1 << 19;
/** Slots that a growing table starts with; it doubles when three quarters are taken. */
const SMALLEST = 16;

/** Returns milliseconds of CPU. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed<T>(work: () => T): [T, number] {
  const start = clock();
  const result = work();
  return [result, clock() - start];
}

let sink = 0;

/** Returns nanoseconds per probe. */
function probe(reader: CellReader, cells: Uint32Array): number {
  const [sum, ms] = timed(() => {
    let sum = 0;
    for (let i = 0; i < cells.length; i++) sum += reader.at(cells[i]);
    return sum;
  });
  sink += sum;
  return (ms / cells.length) * 1e6;
}

function legalCells({ cells, legal, legalCount }: TableCells): Uint32Array {
  const found = new Uint32Array(legalCount);
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) if (legal[cell] === 1) found[at++] = cell;
  return found;
}

function row(...columns: readonly (string | number)[]): void {
  const widths = [28, 10, 13, 9, 9, 9, 11, 9];
  const text = columns.map((c, i) => (i < 2 ? String(c).padEnd(widths[i]) : String(c).padStart(widths[i])));
  process.stdout.write(`${text.join('')}\n`);
}

function measure(name: string, work: TableCells): void {
  const { cells, positions, legalCount } = work;
  const all = legalCells(work);
  const random = new Random(7);
  const drawn = Uint32Array.from({ length: PROBES }, () => all[random.below(all.length)]);
  const following = all.subarray(0, PROBES);
  const plain: CellReader = {
    at: (cell) => cells.codes[cell],
    read: (from, out) => out.set(cells.codes.subarray(from, from + out.length)),
  };
  row(name, 'array', cells.codes.byteLength, '', probe(plain, drawn).toFixed(0), probe(plain, following).toFixed(0));
  for (const [id, coder] of Object.entries(CODERS)) {
    const [bytes, encoding] = timed(() => coder.encode(cells, positions));
    const [reader, opening] = timed(() => coder.open(bytes, cells.length, cells.alphabetSize, positions));
    for (let cell = 0; cell < cells.length; cell++) {
      if (!admits(cells, cell, reader.at(cell))) throw new Error(`${id} ${name}: cell ${cell} is wrong`);
    }
    const bits = ((8 * bytes.length) / legalCount).toFixed(4);
    const times = [probe(reader, drawn), probe(reader, following), encoding, opening].map((time) => time.toFixed(0));
    row(name, id, bytes.length, bits, ...times);
  }
  measureHash(name, work);
}

/**
 * Measures what a hash table's load costs in slots read, and what growing costs against the right size from the start.
 */
function measureHash(name: string, { cells }: TableCells): void {
  const keys = boundCells(cells);
  for (const load of [0.5, 0.75, 0.9]) {
    const capacity = Math.ceil(keys.length / load) + 1;
    const [, ms] = timed(() => fillSlots(keys, capacity));
    row(name, `hash ${load}`, capacity * 5, '', '', '', ms.toFixed(0));
  }
  const [capacity, ms] = timed(() => {
    let slots = SMALLEST;
    for (; slots * 0.75 < keys.length; slots *= 2) fillSlots(keys.subarray(0, Math.floor(slots * 0.75)), slots);
    fillSlots(keys, slots);
    return slots;
  });
  row(name, 'growing', capacity * 5, '', '', '', ms.toFixed(0));
}

const [directory, ...wanted] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: coders DIR GAME:TABLE:METRIC ...');
const pack = TableStore.open(directory);
row('table', 'coder', 'bytes', 'bits/pos', 'random ns', 'next ns', 'encode ms', 'open ms');
for (const name of wanted) {
  const [game, table, metric] = name.split(':');
  if (!METRICS.includes(metric as Metric)) throw new Error(`no metric "${metric}"`);
  measure(name, tableCells(pack, gameOf(game), table, metric as Metric));
}
if (!Number.isFinite(sink)) throw new Error('a probe gave no number');
