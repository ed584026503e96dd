/**
 * The values of successors in the order of the problem that the moves leave. Each entry must be the code of the
 * successor, which the test finds man by man.
 */

import { expect, test } from 'vitest';
import { type Successor, exitsOf, stridesOf } from '../../src/kernel/exits.ts';
import { NO_KING_PAIR } from '../../src/kernel/abi.ts';
import { KING_PAIRS, TURNS } from '../../src/kernel/king-pairs.ts';
import { Machine } from '../../src/kernel/machine.ts';
import type { RankTables } from '../../src/kernel/metric.ts';
import { PackedCodes } from '../../src/kernel/packed.ts';
import { type Man, type Problem, Problems, type Resolved } from '../../src/kernel/problem.ts';
import { SlabFiller } from '../../src/kernel/slab.ts';
import { type Codes, positionsOfProblem } from '../../src/kernel/solved.ts';
import { Random } from '../../src/specialize/index.ts';

const IDENTITY = Uint8Array.from({ length: 256 }, (_, i) => i);
const RANKS: RankTables = { metric: IDENTITY, five: IDENTITY, rank: IDENTITY, packed: IDENTITY.slice(0, 4) };

const man = (letter: string): Man => ({
  kind: 'KQRBN'.indexOf(letter.toUpperCase()),
  side: letter < 'a' ? 0 : 1,
});
const cell = (name: string): number => name.charCodeAt(0) - 97 + 8 * (Number(name[1]) - 1);

/** Men but pawns, upper case for White; pawns of White and of Black. */
const PROBLEMS: readonly (readonly [string, string, string])[] = [
  ['Kk', 'e7', ''],
  ['Kk', 'a7 h7', ''],
  ['Kkq', 'b6 g7', ''],
  ['Kkr', 'b7 d7', 'c2'],
  ['Kkn', 'c7 g7', ''],
  ['KQk', 'e7', 'e2'],
  ['KRk', '', 'b2 g2'],
  ['KNk', 'd7', 'd2'],
  ['KQkq', 'g7', ''],
  ['KRkr', '', 'b2'],
  ['KQkr', '', ''],
  ['KBNk', '', ''],
  ['KRBkn', '', ''],
];

/** Bytes without a pattern (multiplicative hashing). */
function scattered(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Math.imul(i + 1, 0x9e3779b1) >>> 24;
  return bytes;
}

/** Codes of one byte or of two bits, and what they say of a position. */
const FORMS = [
  (bytes: Uint8Array): { codes: Codes; at: (index: number) => number } => ({ codes: bytes, at: (i) => bytes[i] }),
  (bytes: Uint8Array): { codes: Codes; at: (index: number) => number } => {
    const codes = new PackedCodes(bytes.subarray(0, bytes.length / 4));
    return { codes, at: (i) => (bytes[i >> 2] >> (2 * (i & 3))) & 3 };
  },
];

/** Index of a position in a problem. */
function indexOf({ problem, flip, digits, kings }: Resolved, cells: readonly number[]): number {
  let index = 0;
  let g = 0;
  if (problem.hasKingPair) {
    const entry = KING_PAIRS.map[((cells[kings[0]] ^ flip) << 6) | (cells[kings[1]] ^ flip)];
    if ((entry & 0xffff) === NO_KING_PAIR) return -1;
    index = entry & 0xffff;
    g = entry >> 16;
  }
  for (const m of digits) index = index * 64 + TURNS[g * 64 + (cells[m] ^ flip)];
  return index;
}

/** Offset in a slab: where the men of the problem that is left stand, without the one that is taken. */
function offsetOf(left: Problem, behind: Successor, head: number, cells: readonly number[]): number {
  const strides = stridesOf(left, behind.taken);
  return cells.reduce((at, c, digit) => at + c * strides.digits[digit], head * strides.head);
}

test.each(PROBLEMS.flatMap((problem) => FORMS.map((form, i) => [...problem, ['bytes', 'two bits'][i], form] as const)))(
  '%s, pawns %s against %s: entries are the codes of the positions behind, which are %s',
  async (men, white, black, _, form) => {
    const problems = new Problems();
    const pawns = [white, black].map((list) =>
      list
        .split(' ')
        .filter((name) => name !== '')
        .map(cell),
    );
    const left = problems.resolve(Array.from(men, man), [pawns[0], pawns[1]]).problem;
    const machine = await Machine.make();
    const random = new Random(left.rows + 1);
    const codes = new Map<string, Uint8Array>();
    const codesOf = (problem: Problem): Uint8Array => {
      const known = codes.get(problem.key) ?? scattered(positionsOfProblem(problem));
      codes.set(problem.key, known);
      return known;
    };
    const behinds = new Map(
      [...exitsOf(left, 0), ...exitsOf(left, 1)].map(({ successor }) => [successor.key, successor]),
    );
    expect(behinds.size).toBeGreaterThan(0);
    for (const behind of behinds.values()) {
      machine.clear();
      const { bytes: length } = stridesOf(left, behind.taken);
      const at = machine.take(length + 64);
      machine.bytes.fill(7, at + length, at + length + 64);
      const filler = new SlabFiller(machine, RANKS);
      const resolved = problems.resolve(behind.men, behind.pawns);
      const expected = form(codesOf(resolved.problem));
      filler.fill(at, left, behind, resolved, expected.codes, 'metric');
      let wrong = 0;
      for (let i = 0; i < 500; i++) {
        const head = left.hasKingPair ? random.below(KING_PAIRS.count) : 0;
        const cells = left.digits.map((_, digit) => (digit === behind.taken ? 0 : random.below(64)));
        const placed = behind.men.map(({ place }) =>
          'cell' in place
            ? place.cell
            : 'digit' in place
              ? cells[place.digit]
              : KING_PAIRS.cells[2 * head + place.king],
        );
        const index = indexOf(resolved, placed);
        const entry = machine.bytes[at + offsetOf(left, behind, head, cells)];
        if (entry !== (index < 0 ? 0 : expected.at(index))) wrong++;
      }
      expect(wrong, behind.key).toBe(0);
      // Nothing was written beyond its end.
      expect(machine.bytes.subarray(at + length, at + length + 64).every((byte) => byte === 7)).toBe(true);
    }
  },
);
