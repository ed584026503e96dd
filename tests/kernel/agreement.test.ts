/** The kernel against the generic engine, against the rules one move further, and against itself under other metrics. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray, type Value } from '../../src/game/index.ts';
import { chunksOf, type Metric, METRICS, type Values } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { kernelOf } from '../../src/kernel/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Random, type Slice } from '../../src/specialize/index.ts';
import { chessSpec, classesOf, sliceNamed, solved } from '../support/chess.ts';
import { difference } from '../support/compare.ts';
import { fiveOf, fromMoves, type LocalMetric } from '../support/local.ts';
import { strength } from '../support/strength.ts';

const generic = new SliceValues(chessSpec, { memory: 1e9, engine: 'generic' });
const all = [...classesOf(2), ...classesOf(3), ...classesOf(4)];

test('every class of two to four men is supported', () => {
  expect(all).toHaveLength(36);
  const kernel = kernelOf(chessSpec)!;
  for (const table of all) expect(kernel.supports(sliceNamed(table)), table).toBe(true);
});

// The other classes of four men are in agreement.slow.test.ts; here one that holds only one side to move.
for (const table of [...classesOf(2), ...classesOf(3), 'KQvKQ']) {
  test(`${table}: distances to mate are those of the generic engine, index by index`, async () => {
    const slice = sliceNamed(table);
    expect(difference(await solved.dtm.get(slice), await generic.get(slice))).toBe('');
  });
}

test('outcomes are the signs of distances, and distances to captures and pawn moves are no longer than those to mate', async () => {
  let shorter = 0;
  const some = ['KQvKQ', 'KQvKR', 'KRRvK', 'KBvKN', 'KBNvK', ...strength(['KNvKP'], ['KRPvK', 'KPPvK', 'KPvKP'])];
  for (const table of [...classesOf(2), ...classesOf(3), ...some]) {
    const slice = sliceNamed(table);
    const { length } = await solved.dtm.get(slice);
    const [dtm, dtz, wdl] = [new Int16Array(1 << 16), new Int16Array(1 << 16), new Int16Array(1 << 16)];
    const values = await Promise.all(METRICS.map((metric) => solved[metric].get(slice)));
    let wrong = '';
    for (let from = 0; from < length && wrong === ''; from += dtm.length) {
      const n = Math.min(dtm.length, length - from);
      for (const [i, array] of [dtm, dtz, wdl].entries()) values[i].read(from, array.subarray(0, n));
      for (let i = 0; i < n; i++) {
        const [m, z, w] = [dtm[i], dtz[i], wdl[i]];
        // The longest distances of four men to a capture or pawn move are below 100, so no win is cursed.
        const fits =
          m === 0 || m === UNUSED
            ? z === m && w === m
            : m > 0
              ? w === 32_766 && z >= m && z >= 32_666 && z < 32_766
              : w === -32_766 && z <= m && z <= -32_666 && z >= -32_766;
        if (z !== m) shorter++;
        if (!fits) {
          wrong = `${table} ${from + i}: dtm ${m}, dtz ${z}, wdl ${w}`;
          break;
        }
      }
    }
    expect(wrong).toBe('');
  }
  expect(shorter).toBeGreaterThan(1_000_000);
});

/** Values of the positions of a slice and of all below it. */
async function lookup(slice: Slice, metric: Metric): Promise<(p: Position) => Value> {
  const tables = new Map<number, Values>();
  for (const lower of chessSpec.closure([slice])) {
    const values = await solved[metric].get(lower);
    for (const signature of lower.signatures) {
      tables.set(signature, values);
      tables.set(chessSpec.materials.swap(signature), values);
    }
  }
  return (p) => tables.get(p.signature)!.at(chessSpec.space(chessSpec.sliceOf(p.signature)).rank(p)) as Value;
}

/** Returns what the moves of a position give under a metric; `valueAt` looks up what `countedBy` says. */
function expectedOf(metric: Metric, p: Position, moves: Int32Array, valueAt: (p: Position) => Value): Value {
  return metric === 'wdl50'
    ? fiveOf(fromMoves(chess, 'dtz', p, moves, valueAt))
    : fromMoves(chess, metric, p, moves, valueAt);
}

/** The metric whose values the moves count in. */
function countedBy(metric: Metric): LocalMetric {
  return metric === 'wdl50' ? 'dtz' : metric;
}

for (const metric of METRICS) {
  test(`${metric}: an index has a value if it stands for a legal position, and that value is what its moves give`, async () => {
    const random = new Random(2_026);
    const p = new Position(chess.schema);
    const moves = new Int32Array(chess.maxMoves);
    for (const table of all) {
      const slice = sliceNamed(table);
      const space = chessSpec.space(slice);
      const values = await solved[metric].get(slice);
      const valueAt = await lookup(slice, countedBy(metric));
      let compared = 0;
      for (let i = 0; i < 2_000; i++) {
        const index = random.below(space.size);
        const legal = space.unrank(index, p) && chess.legal!(p);
        const found = values.at(index);
        expect(found !== UNUSED, `${table} ${index}`).toBe(legal);
        if (!legal || compared >= 400) continue;
        compared++;
        expect(space.rank(p), `${table} ${index}`).toBe(index);
        const text = chess.format(p);
        expect(found, text).toBe(expectedOf(metric, p, moves, valueAt));
      }
      expect(compared, table).toBeGreaterThan(table === 'KvK' ? 300 : 390);
    }
  });
}

test('five men: outcomes are what the moves give, captures by men that others stand in the way of among them', async () => {
  const slice = sliceNamed('KRNvKB');
  const space = chessSpec.space(slice);
  const values = await solved.wdl.get(slice);
  const valueAt = await lookup(slice, 'wdl');
  const random = new Random(5);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  let compared = 0;
  while (compared < 10_000) {
    const index = random.below(space.size);
    if (!space.unrank(index, p) || !chess.legal!(p)) continue;
    compared++;
    if (values.at(index) !== fromMoves(chess, 'wdl', p, moves, valueAt)) expect.fail(chess.format(p));
  }
  expect(compared).toBe(10_000);
});

test('en passant: every position with that right, and no other index with a mark, has the value that its moves give', async () => {
  const slice = sliceNamed('KPvKP');
  const space = chessSpec.space(slice);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  for (const metric of METRICS) {
    const valueAt = await lookup(slice, countedBy(metric));
    const values = toArray(await solved[metric].get(slice));
    let marked = 0;
    let changed = 0;
    let wrong = '';
    // The least digits: mark (0 none, 1 the black pawn), black pawn, white pawn; only White to move is stored.
    for (let index = 1; index < values.length && wrong === ''; index += 2) {
      const black = ((index >> 1) % 48) + 8;
      const white = (Math.floor(index / 96) % 48) + 8;
      const beside = black >> 3 === 4 && white >> 3 === 4 && Math.abs(white - black) === 1;
      const legal = beside && space.unrank(index, p) && chess.legal!(p);
      if (!legal) {
        if (values[index] !== UNUSED) wrong = `${index} stands for nothing and has the value ${values[index]}`;
        continue;
      }
      const expected = expectedOf(metric, p, moves, valueAt);
      if (values[index] !== expected) wrong = `${chess.format(p)}: ${values[index]} instead of ${expected}`;
      marked++;
      if (values[index] !== values[index - 1]) changed++;
    }
    expect(wrong).toBe('');
    expect(marked).toBeGreaterThan(20_000);
    expect(changed).toBeGreaterThan(1_000);
  }
});

test('values are read the same at once, in pieces and one by one, and not beyond the end', async () => {
  const random = new Random(5);
  for (const table of ['KvK', 'KPvK', 'KQvKQ', 'KRRvK', 'KPPvK', 'KPvKP', 'KNvKP']) {
    const values = await solved.dtz.get(sliceNamed(table));
    const whole = toArray(values);
    expect(whole).toHaveLength(values.length);
    let at = 0;
    for (const chunk of chunksOf(values)) {
      expect(Buffer.compare(bytes(chunk), bytes(whole.subarray(at, at + chunk.length))), table).toBe(0);
      at += chunk.length;
    }
    expect(at).toBe(values.length);
    for (let i = 0; i < 300; i++) {
      const from = random.below(values.length);
      const part = new Int16Array(Math.min(1 + random.below(5_000), values.length - from));
      values.read(from, part);
      expect(Buffer.compare(bytes(part), bytes(whole.subarray(from, from + part.length))), `${table} ${from}`).toBe(0);
      expect(values.at(from)).toBe(whole[from]);
    }
    values.read(values.length, new Int16Array(0));
    expect(() => values.read(values.length, new Int16Array(1))).toThrow(RangeError);
    expect(() => values.read(-1, new Int16Array(1))).toThrow(RangeError);
  }
});

test('values come as codes in the same order, four outcomes in a byte', async () => {
  for (const [table, ...metrics] of [
    ['KvK', 'wdl', 'dtm'],
    ['KPvK', 'wdl', 'dtz'],
    ['KQvKR', 'wdl', 'dtm'],
    ['KQvKQ', 'wdl', 'dtm'],
    ['KRRvK', 'wdl', 'dtm'],
    ['KPvKP', 'wdl'],
    ['KNvKP', 'wdl', 'dtz'],
  ] as const) {
    for (const metric of metrics) {
      const values = await solved[metric].get(sliceNamed(table));
      const { bits, meaning, pieces } = values.stream!();
      expect(bits, table).toBe(metric === 'wdl' && table !== 'KvK' ? 2 : 8);
      const buffer = new Int16Array(1 << 20);
      let from = 0;
      for (const piece of pieces) {
        const count = bits === 2 ? 4 * piece.length : piece.length;
        values.read(from, buffer.subarray(0, count));
        const codes =
          bits === 2 ? Uint8Array.from({ length: count }, (_, i) => (piece[i >> 2] >> (2 * (i & 3))) & 3) : piece;
        const wrong = codes.findIndex((code, i) => meaning[code] !== buffer[i]);
        if (wrong >= 0) expect.fail(`${table} ${metric} ${from + wrong}`);
        from += count;
      }
      expect(from).toBe(values.length);
    }
  }
});

function bytes(array: Int16Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

test('threads change nothing', async () => {
  for (const table of ['KBNvK', 'KPPvK']) {
    const two = new SliceValues(chessSpec, { memory: 2e9, metric: 'dtz', engine: 'kernel', threads: 2 });
    const slice = sliceNamed(table);
    expect(difference(await two.get(slice), await solved.dtz.get(slice)), table).toBe('');
  }
});
