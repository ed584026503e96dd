/** One conformance suite for every coder. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admits, type Cells } from '../../../src/store/coder.ts';
import { CODERS } from '../../../src/store/coders/index.ts';

function cellsOf(codes: readonly number[], colours: number, free: readonly boolean[] = []): Cells {
  const bits = new Uint8Array((codes.length + 7) >> 3);
  free.forEach((isFree, i) => {
    if (isFree && i < codes.length) bits[i >> 3] |= 1 << (i & 7);
  });
  return {
    length: codes.length,
    colours,
    codes: colours > 256 ? Uint16Array.from(codes) : Uint8Array.from(codes),
    ...(free.length > 0 ? { free: bits } : {}),
  };
}

/** Codes with runs and repetitions, as tables have them, or without rhyme or reason. */
function codes(colours: number): fc.Arbitrary<number[]> {
  const code = fc.nat(colours - 1);
  const runs = fc
    .array(fc.tuple(code, fc.integer({ min: 1, max: 200 })), { maxLength: 20 })
    .map((list) => list.flatMap(([value, length]) => Array<number>(length).fill(value)));
  const periodic = fc
    .tuple(
      fc.array(code, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(code, { maxLength: 9 }),
    )
    .map(([period, times, rest]) => [...Array.from({ length: times }, () => period).flat(), ...rest]);
  return fc.oneof(fc.array(code, { maxLength: 400 }), runs, periodic);
}

const arbitrary: fc.Arbitrary<Cells> = fc.integer({ min: 1, max: 300 }).chain((colours) =>
  fc.tuple(codes(colours), fc.option(fc.array(fc.boolean(), { minLength: 1, maxLength: 400 }))).map(([list, mask]) => {
    const free = mask === null ? [] : list.map((_, i) => mask[i % mask.length]);
    return cellsOf(list, colours, free);
  }),
);

/** What is wrong with the cells after encoding and reading; empty if nothing is. */
function roundTripFault(id: string, cells: Cells): string {
  const bytes = CODERS[id].encode(cells);
  const reader = CODERS[id].open(bytes, cells.length, cells.colours);
  const out = new Uint16Array(cells.length);
  reader.read(0, out);
  for (let i = 0; i < cells.length; i++) {
    if (!admits(cells, i, out[i])) return `cell ${i}: ${out[i]} for ${cells.codes[i]}`;
    if (reader.at(i) !== out[i]) return `cell ${i}: read gives ${out[i]}, at ${reader.at(i)}`;
  }
  return '';
}

/** A generator of numbers below `limit` that is the same on every run. */
function numbers(seed: number): (limit: number) => number {
  let x = seed;
  return (limit) => {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((x / 2 ** 32) * limit);
  };
}

/** What these two promise beyond the suite of all coders (tests/store/coders.test.ts): single cells are checked too. */
const STRICT = [CODERS.pairs, CODERS['run-length']].map((coder) => [coder.id, coder] as const);

describe.each(STRICT)('coder %s', (id, coder) => {
  test('is registered under its id', () => expect(coder.id).toBe(id));

  test('gives back every cell or a code that a free cell admits, and does the same twice', () => {
    fc.assert(
      fc.property(arbitrary, (cells) => {
        const before = cells.codes.slice();
        expect(roundTripFault(id, cells)).toBe('');
        expect(coder.encode(cells)).toEqual(coder.encode(cells));
        expect(cells.codes).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  const next = numbers(7);
  const adversarial: readonly (readonly [string, Cells])[] = [
    ['no cells', cellsOf([], 3)],
    ['one cell', cellsOf([2], 3)],
    ['10,000 equal cells', cellsOf(Array<number>(10_000).fill(1), 3)],
    [
      '10,000 alternating cells',
      cellsOf(
        Array.from({ length: 10_000 }, (_, i) => i % 2),
        2,
      ),
    ],
    [
      '10,000 random cells of 2 colours',
      cellsOf(
        Array.from({ length: 10_000 }, () => next(2)),
        2,
      ),
    ],
    [
      '10,000 random cells of 300 colours',
      cellsOf(
        Array.from({ length: 10_000 }, () => next(300)),
        300,
      ),
    ],
    [
      'all 65,536 colours',
      cellsOf(
        Array.from({ length: 65_536 }, (_, i) => i),
        65_536,
      ),
    ],
    [
      'all cells free',
      cellsOf(
        Array.from({ length: 5_000 }, () => next(3)),
        3,
        Array<boolean>(5_000).fill(true),
      ),
    ],
    [
      'one code that is not free',
      cellsOf(
        Array.from({ length: 5_000 }, () => 2),
        3,
        Array.from({ length: 5_000 }, (_, i) => i !== 777),
      ),
    ],
    [
      'random cells, a third of them free',
      cellsOf(
        Array.from({ length: 10_000 }, () => next(3)),
        3,
        Array.from({ length: 10_000 }, () => next(3) === 0),
      ),
    ],
  ];
  test.each(adversarial)('%s', (_, cells) => {
    expect(roundTripFault(id, cells)).toBe('');
  });

  test('reads any stretch', () => {
    const cells = cellsOf(
      Array.from({ length: 9_000 }, (_, i) => (next(50) === 0 ? next(3) : (i >> 6) % 3)),
      3,
    );
    const reader = coder.open(coder.encode(cells), cells.length, 3);
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(500), (from, size) => {
        const out = new Uint8Array(Math.min(size, 9_000 - from));
        reader.read(from, out);
        expect(out).toEqual(cells.codes.slice(from, from + out.length));
      }),
      { numRuns: 100 },
    );
    expect(() => reader.at(9_000)).toThrow(RangeError);
    expect(() => reader.read(8_999, new Uint8Array(2))).toThrow(RangeError);
  });

  const small = cellsOf(
    Array.from({ length: 900 }, (_, i) => (next(12) === 0 ? next(3) : (i >> 5) % 3)),
    3,
  );

  /** Opens and reads everything: an error, or codes in range. */
  function tryReading(bytes: Uint8Array, length: number): void {
    const out = new Uint8Array(length);
    try {
      const reader = coder.open(bytes, length, 3);
      reader.read(0, out);
      for (let i = 0; i < length; i++) out[i] = Math.max(out[i], reader.at(i));
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      return;
    }
    expect(out.every((code) => code < 3)).toBe(true);
  }

  test('any changed byte gives an error or codes in range', () => {
    const bytes = coder.encode(small);
    expect(bytes.length).toBeGreaterThan(20);
    for (let i = 0; i < bytes.length; i++) {
      for (const change of [1, 128]) {
        const damaged = bytes.slice();
        damaged[i] ^= change;
        tryReading(damaged, small.length);
      }
    }
  });

  test('cut bytes, other lengths and rubbish give an error or codes in range', () => {
    const bytes = coder.encode(small);
    for (let length = 0; length < bytes.length; length++) tryReading(bytes.subarray(0, length), small.length);
    for (const length of [0, 1, 899, 901, 10_000]) {
      expect(() => coder.open(bytes, length, 3)).toThrow(Error);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(2_000), (rubbish, length) => tryReading(rubbish, length)),
      { numRuns: 300 },
    );
  });
});

test('pairs: free cells cost nothing where they can follow their neighbours', () => {
  const next = numbers(3);
  const list = Array.from({ length: 20_000 }, (_, i) => ((i >> 4) + (i >> 9)) % 3);
  const free = list.map(() => next(4) === 0);
  const noisy = list.map((code, i) => (free[i] ? Math.max(code, next(3)) : code));
  const clean = CODERS.pairs.encode(cellsOf(list, 3)).length;
  expect(CODERS.pairs.encode(cellsOf(noisy, 3, free)).length).toBeLessThan(3 * clean);
  expect(CODERS.pairs.encode(cellsOf(noisy, 3)).length).toBeGreaterThan(20 * clean);
});

test('pairs: a constant table takes three bytes, whatever its free cells were', () => {
  const cells = cellsOf([1, 2, 1, 2], 3, [false, true, false, true]);
  expect(CODERS.pairs.encode(cells)).toHaveLength(3);
});
