/**
 * Reading trees by rows and planes: the codes of single reads, at every cell. Most trees here are random and mean nothing, so that all kinds
 * of questions, links and alphabets meet in trees of any size.
 */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chess, gameOf } from '../../games/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { toArray } from '../../src/game/values.ts';
import { specialize } from '../../src/specialize/index.ts';
import type { CellPositions, Cells, CellReader } from '../../src/table/coder.ts';
import type { Features } from '../../src/table/coders/features.ts';
import { forest } from '../../src/table/coders/forest-encoder.ts';
import { cellPositions, numberedCells } from '../../src/table/coders/positions.ts';
import { encodeSteps, joinPieces } from '../../src/table/trees/encoder.ts';
import { finished } from '../../src/table/trees/steps.ts';
import { LEAF_NODE, THRESHOLD_SHIFT } from '../../src/table/trees/program-layout.ts';
import { cellShapes } from '../../src/table/trees/shapes.ts';
import { generateTables, repack } from '../../src/make/index.ts';
import { locate, MemoryFiles, parseRepresentation, TableStore } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { strength } from '../support/strength.ts';

function positionsOf(id: string, tables: readonly string[]): CellPositions {
  const game = gameOf(id);
  const specialization = specialize(game);
  const slices = tables.flatMap((table) => specialization.slicesOf(table));
  return cellPositions(
    game.schema,
    slices.map((slice) => specialization.space(slice)),
  );
}

/** Numbers below `limit`, the same for a seed. */
function numbers(seed: number): (limit: number) => number {
  let x = seed >>> 0;
  return (limit) => {
    x = (x + 0x6d2b79f5) >>> 0;
    let t = Math.imul(x ^ (x >>> 15), x | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** A tree of at most so many inner nodes, in preorder. No question is asked whose answer the path tells. */
function randomTree(
  { count, sizes }: Features,
  alphabetSize: number,
  inner: number,
  next: (limit: number) => number,
): Uint32Array {
  const nodes: number[] = [];
  const low = new Int32Array(count);
  const high = Int32Array.from(sizes, (size) => size - 1);
  const grow = (most: number): void => {
    let question = next(count);
    for (let i = 0; i < 20 && low[question] === high[question]; i++) question = next(count);
    if (most === 0 || low[question] === high[question]) {
      nodes.push(LEAF_NODE + next(alphabetSize));
      return;
    }
    const [from, to] = [low[question], high[question]];
    const threshold = from + 1 + next(to - from);
    nodes.push((question | (threshold << THRESHOLD_SHIFT)) >>> 0);
    const left = Math.floor(((most - 1) * (1 + next(3))) / 4);
    high[question] = threshold - 1;
    grow(left);
    high[question] = to;
    low[question] = threshold;
    grow(most - 1 - left);
    low[question] = from;
  };
  grow(inner);
  return Uint32Array.from(nodes);
}

interface RandomTable {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly alphabetSize: number;
  readonly positions: CellPositions;
}

function randomTable(positions: CellPositions, alphabetSize: number, inner: number, seed: number): RandomTable {
  const next = numbers(seed);
  const pieces = cellShapes(positions).map(({ features, groups }) =>
    finished(
      encodeSteps(
        features,
        alphabetSize,
        groups.map(({ size }) => randomTree(features, alphabetSize, Math.min(inner, size >> 1), next)),
      ),
    ),
  );
  const last = positions.groups.at(-1)!;
  return { bytes: joinPieces(pieces), length: last.base + last.size, alphabetSize, positions };
}

function opened({ bytes, length, alphabetSize, positions }: RandomTable): CellReader {
  return forest.open(bytes, length, alphabetSize, positions);
}

/** Cells from `from` on that `read` tells otherwise than `at`; one in `step` is compared. */
function differences({ alphabetSize }: RandomTable, reader: CellReader, from: number, count: number, step = 1): number {
  const codes = alphabetSize > 256 ? new Uint16Array(count) : new Uint8Array(count);
  reader.read(from, codes);
  let wrong = 0;
  for (let i = 0; i < count; i += step) if (codes[i] !== reader.at(from + i)) wrong++;
  return wrong;
}

describe('cells in their order are those of single reads', () => {
  test.each([
    ['chess', ['KvK']],
    ['chess', ['KRvK']],
    ['chess', ['KPvK']],
    ['chess', ['KRvKN']],
    ['chess', ['KRRvK']],
    ['chess', ['KPPvK']],
    ['chess', ['KPvKP']],
    ['chess', ['KRvK', 'KQvKR']],
    ['chess-5x5', ['KRvKN']],
    ['dobutsu-shogi', ['LGvL', 'LGEvL']],
    ['nine-mens-morris', ['3-3', '4-3']],
    ['connect-four-4x4', ['all']],
    ['awari', ['4', '5']],
    ['tic-tac-toe', ['all']],
  ])('%s %j', (id, tables) => {
    const table = randomTable(positionsOf(id, tables), 3, 3000, 7);
    const step = Math.ceil(table.length / 200_000);
    expect(differences(table, opened(table), 0, table.length, step)).toBe(0);
  });

  test('numbers without positions', () => {
    const table = randomTable(numberedCells(100_000), 5, 3000, 3);
    expect(differences(table, opened(table), 0, table.length)).toBe(0);
  });

  test('of tables from learning: the values of the kernel', async () => {
    const specialization = specialize(chess);
    const slices = specialization.slicesOf('KRvK');
    const values = toArray(await new SliceValues(specialization, { memory: 2e9, metric: 'dtm' }).get(slices[0]));
    const palette = [...new Set(values)].filter((v) => v !== UNUSED).sort((a, b) => a - b);
    const codes = Uint8Array.from(values, (v) => (v === UNUSED ? palette.length - 1 : palette.indexOf(v)));
    const free = new Uint8Array((values.length + 7) >> 3);
    values.forEach((v, i) => {
      if (v === UNUSED) free[i >> 3] |= 1 << (i & 7);
    });
    const cells: Cells = { length: values.length, alphabetSize: palette.length, codes, dontCare: free };
    const positions = positionsOf('chess', ['KRvK']);
    const out = new Uint8Array(values.length);
    forest.open(forest.encode(cells, positions), cells.length, cells.alphabetSize, positions).read(0, out);
    expect(values.filter((v, i) => v !== UNUSED && palette[out[i]] !== v)).toEqual(new Int16Array(0));
    expect(palette.length).toBeGreaterThan(20);
  });
});

test('any trees, alphabets and stretches', () => {
  const spaces = [
    positionsOf('chess', ['KPvK']),
    positionsOf('chess', ['KRRvK']),
    positionsOf('chess', ['KPvKP']),
    positionsOf('nine-mens-morris', ['3-3']),
  ];
  const arbitrary = fc.record({
    space: fc.constantFrom(...spaces),
    alphabetSize: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(255, 256, 257, 1000, 65_536)),
    inner: fc.integer({ min: 0, max: 2000 }),
    seed: fc.nat(),
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    count: fc.integer({ min: 1, max: 40_000 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ space, alphabetSize, inner, seed, start, count }) => {
      const table = randomTable(space, alphabetSize, inner, seed);
      const from = Math.floor(start * (table.length - 1));
      const reader = opened(table);
      expect(differences(table, reader, from, Math.min(count, table.length - from))).toBe(0);
    }),
    { numRuns: strength(40, 400) },
  );
});

describe('rows and planes of chosen men', () => {
  const table = randomTable(positionsOf('chess', ['KPvKP']), 3, 20_000, 11);
  const reader = opened(table);
  const [shape] = cellShapes(table.positions);
  const tree = randomTree(shape.features, 3, 20_000, numbers(11));

  /** By node: the first node after all below it. */
  const ends = new Uint32Array(tree.length);
  for (let i = tree.length - 1; i >= 0; i--) ends[i] = tree[i] >= LEAF_NODE ? i + 1 : ends[ends[i + 1]];

  /** The code at places, from the tree itself. */
  function codeAt(places: Uint8Array): number {
    let node = 0;
    while (tree[node] < LEAF_NODE) {
      const question = tree[node] & ((1 << THRESHOLD_SHIFT) - 1);
      const isLeft = shape.features.value(question, places) < tree[node] >>> THRESHOLD_SHIFT;
      node = isLeft ? node + 1 : ends[node + 1];
    }
    return tree[node] - LEAF_NODE;
  }

  test.each([0, 1, 2, 3])('man %i is the lane', (lane) => {
    const [group] = table.positions.groups;
    const places = new Uint8Array(5);
    const row = new Uint8Array(64);
    const plane = new Uint8Array(4096);
    const wrong: string[] = [];
    let seen = 0;
    for (let index = 5; index < group.size; index += Math.floor(group.size / 7)) {
      places[4] = group.place(index, places);
      expect(reader.row!(group.base, places, lane, row)).toBe(true);
      const p = Uint8Array.from(places);
      for (p[lane] = 0; p[lane] < 64; p[lane]++) if (row[p[lane]] !== codeAt(p)) wrong.push(`row ${p.join()}`);
      const rowMan = (lane + 1 + (index % 3)) % 4;
      expect(reader.plane!(group.base, places, rowMan, lane, plane)).toBe(true);
      for (let i = 0; i < 4096; i += 5) {
        p[rowMan] = i >> 6;
        p[lane] = i & 63;
        if (plane[i] !== codeAt(p)) wrong.push(`plane ${p.join()}`);
        seen |= 1 << plane[i];
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBe(7);
  });

  test('boards of more places than a row has are read cell by cell', () => {
    const squares = Array.from({ length: 100 }, (_, i) => i);
    const positions: CellPositions = {
      places: 100,
      x: Uint8Array.from(squares, (i) => i % 10),
      y: Uint8Array.from(squares, (i) => Math.floor(i / 10)),
      links: squares.filter((i) => i % 10 > 0).map((i) => [i - 1, i]),
      groups: [
        {
          base: 0,
          size: 10_000,
          men: 2,
          marks: 1,
          digits: [100, 100],
          place: (index, out) => {
            out[0] = Math.floor(index / 100);
            out[1] = index % 100;
            return 0;
          },
        },
      ],
    };
    const large = randomTable(positions, 2, 500, 1);
    expect(opened(large).row!(0, new Uint8Array(3), 0, new Uint8Array(64))).toBe(false);
    expect(differences(large, opened(large), 0, large.length)).toBe(0);
  });
});

test('an opened table gives rows and planes, of one-sided tables too', async () => {
  const specialization = specialize(chess);
  const store = new TableStore(new MemoryFiles());
  await generateTables(specialization, ['KPvK'], store, { metric: 'wdl' });
  const to = new TableStore(new MemoryFiles());
  const representation = parseRepresentation('wdl-one-side', 'outcome');
  await repack(specialization, ['KPvK'], store, to, { encodings: [{ representation, codec: 'forest' }] });
  const table = to.table('chess', chess.version, 'KPvK', 'wdl');
  const slice = specialization.slicesOf('KPvK')[0];
  const space = specialization.space(slice);
  locate(specialization, table);
  const first = table.header.slices[0].kept?.[0][0] ?? 0;
  const { groups } = cellPositions(chess.schema, [space]);
  const group = groups.find(({ base }) => base === first)!;
  const places = new Uint8Array(4);
  const row = new Uint8Array(64);
  const plane = new Uint8Array(4096);
  const wrong: number[] = [];
  for (let index = 0; index < group.size; index += 97) {
    places[3] = group.place(index, places);
    const value = table.value(0, first + index);
    if (!table.row(0, first, places, 2, row)) break;
    table.plane(0, first, places, 1, 2, plane);
    const { palette } = table.header;
    if (palette[row[places[2]]] !== value || palette[plane[64 * places[1] + places[2]]] !== value) wrong.push(index);
  }
  expect(wrong).toEqual([]);
  expect(new Set(row).size + new Set(plane).size).toBeGreaterThan(3);
  expect(() => table.row(0, -1, places, 2, row)).toThrow(RangeError);
  const plain = store.table('chess', chess.version, 'KPvK', 'wdl');
  expect(plain.row(0, first, places, 2, row)).toBe(false);
});

describe('pages', () => {
  const table = randomTable(positionsOf('chess', ['KRvKN']), 3, 80_000, 5);

  test('are opened where rows come to them', () => {
    expect(table.bytes[0]).toBeGreaterThan(1); // pages of the tree
    expect(differences(table, opened(table), 0, table.length, 11)).toBe(0);
    const reader = opened(table);
    reader.at(0); // opens some of them
    expect(differences(table, reader, 300_000, 100_000)).toBe(0);
  });

  test('that are damaged throw, again and again', () => {
    const bytes = table.bytes.slice();
    bytes.fill(0, bytes.length >> 2); // the top comes first
    const codes = new Uint8Array(table.length);
    const reader = opened({ ...table, bytes });
    expect(() => reader.read(0, codes)).toThrow('aborted');
    expect(() => reader.read(0, codes)).toThrow('aborted');
  });
});
