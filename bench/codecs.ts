/**
 * `npm run bench:codecs [classes]`: bytes of chess WDL tables, both sides to move, as pairs in the best order of digits,
 * against the published sizes of the Syzygy tables (R. de Man), and the time of a random probe. Without classes: all of 3
 * and 4 men. Every cell is read back and compared.
 */

import Table from 'cli-table3';
import { chess } from '../games/index.ts';
import { Position } from '../src/game/position.ts';
import { UNUSED } from '../src/game/value.ts';
import type { Values } from '../src/game/values.ts';
import { SliceValues } from '../src/retrograde/index.ts';
import { type Slice, type Space, specialize } from '../src/specialize/index.ts';
import { ArrangedReader, encodeParts } from '../src/store/arranged.ts';
import { admits, type Cells } from '../src/store/coder.ts';
import { CODERS } from '../src/store/coders/index.ts';
import { expectEqual } from './rows.ts';

/** Bytes of the Syzygy WDL files. */
const SYZYGY: Readonly<Record<string, number>> = {
  KBvK: 80,
  KNvK: 80,
  KPvK: 7824,
  KQvK: 272,
  KRvK: 208,
  KBBvK: 58000,
  KBNvK: 7632,
  KBPvK: 81424,
  KBvKB: 1232,
  KBvKN: 2256,
  KBvKP: 107472,
  KNNvK: 1360,
  KNPvK: 93200,
  KNvKN: 1168,
  KNvKP: 148048,
  KPPvK: 25104,
  KPvKP: 245328,
  KQBvK: 4944,
  KQNvK: 3600,
  KQPvK: 12496,
  KQQvK: 7056,
  KQRvK: 4560,
  KQvKB: 6672,
  KQvKN: 10064,
  KQvKP: 58064,
  KQvKQ: 16528,
  KQvKR: 20496,
  KRBvK: 2832,
  KRNvK: 2320,
  KRPvK: 5136,
  KRRvK: 1936,
  KRvKB: 32912,
  KRvKN: 100048,
  KRvKP: 179408,
  KRvKR: 12944,
  KRBvKR: 2035280,
  KRPvKR: 16378576,
};

const MEMORY = 4e9;
const PROBES = 100_000;
const BATCH = 1_000;

const specialization = specialize(chess);
const slices = new SliceValues(specialization, { memory: MEMORY, metric: 'wdl' });

/** The cells of a slice: outcomes, free where a move out of the slice attains the value (store/coder.ts). */
async function cellsOf(slice: Slice): Promise<Cells> {
  const space = specialization.space(slice);
  const values = await slices.get(slice);
  const below = new Map<number, { space: Space; values: Values }>();
  for (const lower of specialization.below(slice)) await slices.get(lower);
  const present = new Set<number>();
  for (let i = 0; i < space.size; i++) present.add(values.at(i));
  present.delete(UNUSED);
  const palette = [...present].sort((a, b) => a - b);
  const codes = new Uint8Array(space.size);
  const free = new Uint8Array((space.size + 7) >> 3);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  for (let index = 0; index < space.size; index++) {
    const value = values.at(index);
    let isFree = value === UNUSED;
    codes[index] = isFree ? palette.length - 1 : palette.indexOf(value);
    if (!isFree && codes[index] > 0 && space.unrank(index, p)) {
      const count = chess.moves(p, moves);
      for (let m = 0; m < count && !isFree; m++) {
        const time = p.time;
        chess.play(p, moves[m]);
        if (!space.holds(p.signature) && chess.legal!(p)) {
          let to = below.get(p.signature);
          if (to === undefined) {
            const lower = specialization.sliceOf(p.signature);
            to = { space: specialization.space(lower), values: await slices.get(lower) };
            below.set(p.signature, to);
          }
          isFree = -to.values.at(to.space.rank(p)) === value;
        }
        p.rewind(time);
      }
    }
    if (isFree) free[index >> 3] |= 1 << (index & 7);
  }
  return { length: space.size, colours: palette.length, codes, free };
}

/** Median time of random probes in nanoseconds, over batches. */
function probeTime(reader: ArrangedReader, size: number): number {
  const indices = Int32Array.from({ length: PROBES }, () => Math.floor(Math.random() * size));
  const times: number[] = [];
  let sum = 0;
  for (let round = 0; round < 2; round++) {
    times.length = 0;
    for (let from = 0; from < PROBES; from += BATCH) {
      const start = performance.now();
      for (let i = from; i < from + BATCH; i++) sum += reader.at(indices[i]);
      times.push(((performance.now() - start) * 1e6) / BATCH);
    }
  }
  if (sum < 0) throw new Error('no codes');
  return times.sort((a, b) => a - b)[times.length >> 1];
}

const named = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const classes = named.length > 0 ? named : specialization.tablesWithMen(3, 4);
const table = new Table({
  head: ['class', 'bytes', 'Syzygy', 'ratio', 'orders', 'encode s', 'probe ns'],
  colAligns: ['left', 'right', 'right', 'right', 'left', 'right', 'right'],
  style: { head: [], border: [], compact: true },
});
let ours = 0;
let theirs = 0;
for (const name of classes) {
  process.stderr.write(`${name}\n`);
  const [slice] = specialization.slicesOf(name);
  const { parts } = specialization.space(slice);
  const cells = await cellsOf(slice);
  const start = process.cpuUsage();
  const stored = encodeParts(CODERS.pairs, cells, parts);
  const seconds = process.cpuUsage(start).user / 1e6;
  const reader = new ArrangedReader(CODERS.pairs, stored, parts, cells.colours);
  let wrong = 0;
  for (let index = 0; index < cells.length; index++) if (!admits(cells, index, reader.at(index))) wrong++;
  expectEqual(`${name}, wrong cells`, wrong, 0);
  // an order is a few small numbers; a byte each and one for the length of the payload are a fair charge
  const bytes = stored.reduce((sum, part) => sum + part.bytes.length + part.order.length + 4, 0);
  const syzygy = SYZYGY[name] ?? Number.NaN;
  ours += bytes;
  theirs += syzygy;
  const orders = stored.map((part) => part.order.join('')).join(' ');
  const probe = Math.round(probeTime(reader, cells.length));
  table.push([name, bytes, syzygy, (bytes / syzygy).toFixed(3), orders, seconds.toFixed(1), probe]);
}
table.push(['total', ours, theirs, (ours / theirs).toFixed(3), '', '', '']);
process.stdout.write(`${table.toString()}\n`);
