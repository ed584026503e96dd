import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf, CodedValues, PlainValues, toArray, type Values } from '../../src/game/index.ts';
import { OutcomeValues } from '../../src/game/outcome-values.ts';
import { UNUSED, type Value, WDL } from '../../src/game/value.ts';

const MEANING = Int16Array.of(-32_766, -5, 0, 7, 32_766, UNUSED);
const codesOf = (n: number): Uint8Array =>
  Uint8Array.from({ length: n }, (_, i) => (i * 7 + (i >> 3)) % MEANING.length);
const truthOf = (n: number): number[] => Array.from(codesOf(n), (code) => MEANING[code]);
/** Threads share memory of this kind. */
const shared = (codes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(codes.length));
  copy.set(codes);
  return copy;
};

const kinds: [string, number, (n: number) => Values][] = [
  ['plain', 2, (n) => new PlainValues(Int16Array.from(truthOf(n)))],
  ['coded', 1, (n) => new CodedValues(codesOf(n), MEANING)],
  ['coded, in shared memory', 1, (n) => new CodedValues(shared(codesOf(n)), MEANING)],
  ['coded, a part of a buffer', 1, (n) => new CodedValues(codesOf(n + 3).subarray(0, n), MEANING)],
];

/** Only outcomes can be packed, so the others become outcomes. */
test('outcomes in two bits are the same one by one, by parts, and as codes', () => {
  for (const n of [0, 1, 7, 1000, 65_537]) {
    const truth = truthOf(n).map((v) => (v === UNUSED ? v : WDL.further(v as Value)));
    const values = OutcomeValues.of(new PlainValues(Int16Array.from(truthOf(n))));
    expect([values.length, values.byteLength]).toEqual([n, Math.ceil(n / 4)]);
    expect(Buffer.compare(Buffer.from(toArray(values).buffer), Buffer.from(Int16Array.from(truth).buffer))).toBe(0);
    for (let i = 0; i < n; i += 13) expect(values.at(i)).toBe(truth[i]);
    const { meaning, pieces } = values.stream();
    const told = Array.from(pieces, (piece) => Array.from(piece, (code) => meaning[code])).flat();
    expect(told).toEqual(truth);
    expect(OutcomeValues.of(values).packed).toEqual(values.packed);
  }
  expect(() => OutcomeValues.of(new PlainValues(new Int16Array(3))).read(2, new Int16Array(2))).toThrow(RangeError);
});

describe.each(kinds)('%s values', (_, width, make) => {
  test('are the same one by one, by parts and as a whole', () => {
    const truth = truthOf(1000);
    const values = make(1000);
    expect([values.length, values.byteLength]).toEqual([1000, 1000 * width]);
    expect(truth.map((_, i) => values.at(i))).toEqual(truth);
    expect([...toArray(values)]).toEqual(truth);
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const out = new Int16Array(to - from);
        values.read(from, out);
        expect([...out]).toEqual(truth.slice(from, to));
      }),
    );
  });

  test('beyond the end is the mistake of the caller', () => {
    const values = make(10);
    for (const [from, count] of [
      [-1, 2],
      [9, 2],
      [11, 0],
      [Number.NaN, 1],
    ] as const) {
      expect(() => values.read(from, new Int16Array(count))).toThrow(RangeError);
    }
    expect(() => values.read(10, new Int16Array(0))).not.toThrow();
  });

  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('%i of them come in pieces', (n) => {
    const values = make(n);
    const pieces = Array.from(chunksOf(values), (piece) => piece.slice());
    expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(65_536);
    const joined = Int16Array.from(pieces.flatMap((piece) => [...piece]));
    expect(Buffer.compare(Buffer.from(joined.buffer), Buffer.from(Int16Array.from(truthOf(n)).buffer))).toBe(0);
  });
});

test('an array of their own is no view', () => {
  const array = Int16Array.of(1, 2, 3);
  const values = new PlainValues(array);
  toArray(values)[0] = 9;
  for (const piece of chunksOf(values)) piece[1] = 9;
  expect([...array]).toEqual([1, 2, 3]);
});
