/** One conformance suite for every coder. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeMensMorris } from '../../games/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { admits, type CellPositions, type CellReader, type Cells, type Coder } from '../../src/table/coder.ts';
import { CODERS } from '../../src/table/coders/index.ts';
import { cellPositions } from '../../src/table/coders/positions.ts';
import { strength } from '../support/strength.ts';

/** Codes that look like a table's: runs, repetition, and some noise. */
function cellsOf(length: number): fc.Arbitrary<Cells> {
  return fc
    .record({
      alphabetSize: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 300 })),
      runs: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 30 }),
      noise: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }),
      free: fc.oneof(fc.constant(undefined), fc.array(fc.tuple(fc.nat(), fc.nat(50)), { maxLength: 40 })),
    })
    .map(({ alphabetSize, runs, noise, free }) => {
      const codes = alphabetSize <= 256 ? new Uint8Array(length) : new Uint16Array(length);
      for (let at = 0, run = 0; at < length; run++) {
        const [code, count] = runs[run % runs.length];
        codes.fill(code % alphabetSize, at, at + count);
        at += count;
      }
      if (length > 0) for (const [at, code] of noise) codes[at % length] = code % alphabetSize;
      return { length, alphabetSize, codes, dontCare: free && length > 0 ? freeOf(length, free) : undefined };
    });
}

function freeOf(length: number, runs: readonly (readonly [number, number])[]): Uint8Array {
  const free = new Uint8Array((length + 7) >> 3);
  for (const [start, count] of runs) {
    for (let i = start % length; i < Math.min(length, (start % length) + count); i++) free[i >> 3] |= 1 << (i & 7);
  }
  return free;
}

function cellsFrom(codes: readonly number[], alphabetSize: number, free: readonly boolean[] = []): Cells {
  const bits = new Uint8Array((codes.length + 7) >> 3);
  free.forEach((isFree, i) => {
    if (isFree && i < codes.length) bits[i >> 3] |= 1 << (i & 7);
  });
  return {
    length: codes.length,
    alphabetSize: alphabetSize,
    codes: alphabetSize > 256 ? Uint16Array.from(codes) : Uint8Array.from(codes),
    ...(free.length > 0 ? { dontCare: bits } : {}),
  };
}

/** A generator of numbers below `limit` that is the same on every run. */
function numbers(seed: number): (limit: number) => number {
  let x = seed;
  return (limit) => {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((x / 2 ** 32) * limit);
  };
}

const next = numbers(7);
/** Cells that are hard on one coder or another. */
const adversarial: readonly (readonly [string, Cells])[] = [
  ['no cells', cellsFrom([], 3)],
  ['one cell', cellsFrom([2], 3)],
  ['10,000 equal cells', cellsFrom(Array<number>(10_000).fill(1), 3)],
  ['65,536 equal cells', cellsFrom(Array<number>(65_536).fill(1), 3)],
  [
    '10,000 alternating cells',
    cellsFrom(
      Array.from({ length: 10_000 }, (_, i) => i % 2),
      2,
    ),
  ],
  [
    '10,000 random cells, alphabet of 2',
    cellsFrom(
      Array.from({ length: 10_000 }, () => next(2)),
      2,
    ),
  ],
  [
    '10,000 random cells, alphabet of 300',
    cellsFrom(
      Array.from({ length: 10_000 }, () => next(300)),
      300,
    ),
  ],
  [
    'an alphabet of 65,536',
    cellsFrom(
      Array.from({ length: strength(2_048, 65_536) }, (_, i) => strength(32, 1) * (i + 1) - 1),
      65_536,
    ),
  ],
  [
    'all cells free',
    cellsFrom(
      Array.from({ length: 5_000 }, () => next(3)),
      3,
      Array<boolean>(5_000).fill(true),
    ),
  ],
  [
    'one code that is not free',
    cellsFrom(
      Array.from({ length: 5_000 }, () => 2),
      3,
      Array.from({ length: 5_000 }, (_, i) => i !== 777),
    ),
  ],
  [
    'random cells, a third of them free',
    cellsFrom(
      Array.from({ length: 10_000 }, () => next(3)),
      3,
      Array.from({ length: 10_000 }, () => next(3) === 0),
    ),
  ],
];

const small = fc.oneof(fc.nat(40), fc.nat(700)).chain(cellsOf);

function open(coder: Coder, bytes: Uint8Array, { length, alphabetSize }: Cells, positions?: CellPositions): CellReader {
  return coder.open(bytes, length, alphabetSize, positions);
}

/** Numbers of cells for which the reader's code will not do. */
function wrong(cells: Cells, reader: CellReader): number[] {
  const all = Array.from({ length: cells.length }, (_, cell) => cell);
  return all.filter((cell) => !admits(cells, cell, reader.at(cell)));
}

function outFor({ length, alphabetSize }: Cells): Uint8Array | Uint16Array {
  return alphabetSize <= 256 ? new Uint8Array(length) : new Uint16Array(length);
}

/** Opens and reads what may be anything: whether that gives an Error, or codes of the alphabet. */
function survives(coder: Coder, bytes: Uint8Array, cells: Cells): boolean {
  const out = outFor(cells);
  try {
    const reader = open(coder, bytes, cells);
    reader.read(0, out);
    for (let cell = 0; cell < cells.length; cell++) out[cell] = Math.max(out[cell], reader.at(cell));
  } catch (error) {
    return error instanceof Error;
  }
  return out.every((code) => code < cells.alphabetSize);
}

describe.each(Object.entries(CODERS))('coder %s', (id, coder) => {
  test('is registered under its id', () => {
    expect(coder.id).toBe(id);
  });

  test('gives every cell a code that will do, the same in one go as one by one', () => {
    fc.assert(
      fc.property(small, fc.nat(), (cells, start) => {
        const before = { codes: cells.codes.slice(), dontCare: cells.dontCare?.slice() };
        const reader = open(coder, coder.encode(cells), cells);
        expect({ codes: cells.codes, dontCare: cells.dontCare }).toEqual(before);
        expect(wrong(cells, reader)).toEqual([]);
        const from = cells.length === 0 ? 0 : start % cells.length;
        const out = outFor({ ...cells, length: cells.length - from });
        reader.read(from, out);
        expect(Array.from(out)).toEqual(Array.from(out, (_, i) => reader.at(from + i)));
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test.each(adversarial)('%s', (_, cells) => {
    const reader = open(coder, coder.encode(cells), cells);
    expect(wrong(cells, reader)).toEqual([]);
    const out = outFor(cells);
    reader.read(0, out);
    expect(out.findIndex((code, cell) => code !== reader.at(cell))).toBe(-1);
  });

  test('reads any stretch', () => {
    const runs = numbers(9);
    const list = Array.from({ length: 9_000 }, (_, i) => (runs(50) === 0 ? runs(3) : (i >> 6) % 3));
    const cells = cellsFrom(list, 3);
    const reader = open(coder, coder.encode(cells), cells);
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(500), (from, size) => {
        const out = new Uint8Array(Math.min(size, 9_000 - from));
        reader.read(from, out);
        expect(out).toEqual(cells.codes.slice(from, from + out.length));
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  test('noise without free cells', () => {
    for (const alphabetSize of [1, 2, 3, 255, 256, 257, 300]) {
      const codes = outFor({ length: 1000, alphabetSize: alphabetSize, codes: new Uint8Array(0) }).map(
        (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 16) % alphabetSize,
      );
      const cells = { length: 1000, alphabetSize, codes };
      expect(wrong(cells, open(coder, coder.encode(cells), cells))).toEqual([]);
    }
  });

  test('cells that are all free, and no cells', () => {
    for (const length of [0, 1, 2, 1000]) {
      const codes = new Uint8Array(length).fill(2);
      const cells = { length, alphabetSize: 3, codes, dontCare: new Uint8Array((length + 7) >> 3).fill(255) };
      expect(wrong(cells, open(coder, coder.encode(cells), cells))).toEqual([]);
    }
  });

  test('same cells, same bytes', () => {
    fc.assert(
      fc.property(small, (cells) => {
        const copy = { ...cells, codes: cells.codes.slice(), dontCare: cells.dontCare?.slice() };
        expect(coder.encode(copy)).toEqual(coder.encode(cells));
      }),
      { numRuns: 10, seed: 5 },
    );
  });

  test('cells of positions', () => {
    const { cells, positions } = morrisCells();
    const reader = open(coder, coder.encode(cells, positions), cells, positions);
    expect(wrong(cells, reader)).toEqual([]);
  });

  test('reading beyond the end is a RangeError', () => {
    const cells: Cells = { length: 10, alphabetSize: 2, codes: new Uint8Array(10).fill(1, 4) };
    const reader = open(coder, coder.encode(cells), cells);
    for (const from of [-1, 1, 10]) expect(() => reader.read(from, new Uint8Array(10))).toThrow(RangeError);
  });

  test('damaged and truncated bytes: an Error or codes of the alphabet, and soon', () => {
    const failed: string[] = [];
    for (const cells of fc.sample(fc.nat(60).chain(cellsOf), { numRuns: 5, seed: 11 })) {
      const bytes = coder.encode(cells);
      for (let at = 0; at < bytes.length; at++) {
        if (!survives(coder, bytes.subarray(0, at), cells)) failed.push(`cut to ${at} of ${bytes.length}`);
        for (const flip of [0xff, 1 << (at & 7)]) {
          const damaged = bytes.slice();
          damaged[at] ^= flip;
          if (!survives(coder, damaged, cells)) failed.push(`byte ${at} of ${bytes.length}`);
        }
      }
    }
    expect(failed).toEqual([]);
  });

  test('bytes of another number of cells: an Error or codes of the alphabet', () => {
    const [cells] = fc.sample(cellsOf(900), { numRuns: 1, seed: 7 });
    const bytes = coder.encode(cells);
    for (const length of [0, 1, 899, 901, 10_000]) expect(survives(coder, bytes, { ...cells, length })).toBe(true);
  });

  test('rubbish: an Error or codes of the alphabet', () => {
    const sizes = fc.record({ length: fc.nat(300), alphabetSize: fc.integer({ min: 1, max: 300 }) });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), sizes, (bytes, { length, alphabetSize }) => {
        expect(survives(coder, bytes, { length, alphabetSize: alphabetSize, codes: new Uint8Array(0) })).toBe(true);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

test('pairs: free cells cost nothing where they can follow their neighbours', () => {
  const next = numbers(3);
  const list = Array.from({ length: 20_000 }, (_, i) => ((i >> 4) + (i >> 9)) % 3);
  const free = list.map(() => next(4) === 0);
  const noisy = list.map((code, i) => (free[i] ? Math.max(code, next(3)) : code));
  const clean = CODERS.pairs.encode(cellsFrom(list, 3)).length;
  expect(CODERS.pairs.encode(cellsFrom(noisy, 3, free)).length).toBeLessThan(3 * clean);
  expect(CODERS.pairs.encode(cellsFrom(noisy, 3)).length).toBeGreaterThan(20 * clean);
});

test('pairs: a constant table takes three bytes, whatever its free cells were', () => {
  const cells = cellsFrom([1, 2, 1, 2], 3, [false, true, false, true]);
  expect(CODERS.pairs.encode(cells)).toHaveLength(3);
});

/** The indices of all slices of three men's morris, with codes that are no values but depend on the places of the men. */
function morrisCells(): { cells: Cells; positions: CellPositions } {
  const specialization = specialize(threeMensMorris);
  const spaces = specialization.slicesOf('all').map((slice) => specialization.space(slice));
  const positions = cellPositions(threeMensMorris.schema, spaces);
  const length = positions.groups.reduce((sum, group) => sum + group.size, 0);
  const codes = new Uint8Array(length);
  const places = new Uint8Array(10);
  for (const group of positions.groups) {
    for (let i = 0; i < group.size; i++) {
      group.place(i, places);
      codes[group.base + i] = group.men === 0 ? 0 : (places[0] + 2 * places[group.men - 1]) % 3;
    }
  }
  return { cells: { length, alphabetSize: 3, codes }, positions };
}
