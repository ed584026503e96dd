/**
 * The kernel's own description of the index spaces: king pairs, groups, parts. It must agree with src/specialize.
 */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { NO_KING_PAIR } from '../../src/kernel/abi.ts';
import { KING_PAIRS, SYMMETRIES, touching, TURNS } from '../../src/kernel/king-pairs.ts';
import { type StoredOrder, orderOf, transposed } from '../../src/kernel/stored-order.ts';
import { Random } from '../../src/specialize/index.ts';
import { chessSpec, classesOf, sliceNamed } from '../support/chess.ts';

const kinds = chess.schema.kinds.length;

function orderOfClass(table: string): StoredOrder {
  const { board } = chessSpec.materials.of(sliceNamed(table).signatures[0]);
  return orderOf([[...board.subarray(1, 1 + kinds)], [...board.subarray(1 + kinds, 1 + 2 * kinds)]]);
}

/** What an index stands for, by the mixed-radix numbers that order.ts draws; undefined if two men share a cell. */
function decode(
  order: StoredOrder,
  index: number,
): { men: Map<number, number>; turn: number; mark: number } | undefined {
  const part = order.parts.find(({ base, size }) => index >= base && index < base + size)!;
  let rest = index - part.base;
  const digit = (size: number): number => {
    const value = rest % size;
    rest = Math.floor(rest / size);
    return value;
  };
  const mark = digit(part.marks);
  const men = new Map<number, number>();
  const place = (cell: number, code: number): void => void men.set(cell, code);
  // The least digit comes last: black pawns, white pawns, then pieces from the weakest to the strongest.
  for (const group of [...order.pieces, ...order.pawnGroups].toReversed()) {
    const c = digit(group.size);
    for (let i = 0; i < group.men; i++) place(group.places[c * group.men + i], 1 + kinds * group.side + group.kind);
  }
  place(order.orbits[2 * rest], 1);
  place(order.orbits[2 * rest + 1], 1 + kinds);
  const count = 2 + [...order.pieces, ...order.pawnGroups].reduce((sum, { men }) => sum + men, 0);
  return men.size === count ? { men, turn: part.turn, mark } : undefined;
}

const FIVE_MEN = ['KQRvKB', 'KRRRvK', 'KBNvKN', 'KPPPvK', 'KPPvKP', 'KRPvKP', 'KQQvKQ'];

test('sizes and parts are those of the index spaces', () => {
  for (const table of [...[2, 3, 4].flatMap(classesOf), ...FIVE_MEN]) {
    const order = orderOfClass(table);
    const space = chessSpec.space(sliceNamed(table));
    expect(order.size, table).toBe(space.size);
    const parts = order.parts.map(({ turn, base, size }) => ({ turn, base, size }));
    expect(parts, table).toEqual(space.parts.map(({ turn, base, size }) => ({ turn, base, size })));
  }
});

test('an index stands for the same position in both accounts', () => {
  const random = new Random(99);
  const p = new Position(chess.schema);
  for (const table of [...[3, 4].flatMap(classesOf), ...FIVE_MEN]) {
    const order = orderOfClass(table);
    const space = chessSpec.space(sliceNamed(table));
    let compared = 0;
    for (let i = 0; i < 1_500; i++) {
      const index = random.below(space.size);
      if (!space.unrank(index, p)) continue;
      const found = decode(order, index)!;
      expect(found, `${table} ${index}`).toBeDefined();
      const men = new Map([...p.cells].flatMap((code, cell) => (code === 0 ? [] : [[cell, code] as const])));
      expect(new Map([...found.men].sort(([a], [b]) => a - b)), `${table} ${index}`).toEqual(men);
      expect(found.turn).toBe(p.turn);
      // The mark is the number of the pawn, in the order of cells, of the side that has just moved.
      const own = [...men].filter(([, code]) => code === 6 + kinds * (1 - p.turn)).map(([cell]) => cell);
      expect(found.mark === 0 ? 255 : own[found.mark - 1], `${table} ${index}`).toBe(p.mark);
      compared++;
    }
    expect(compared, table).toBeGreaterThan(700);
  }
});

test('462 heads: every pair of kings that do not touch is one of them, turned by the symmetry that is told', () => {
  expect(KING_PAIRS.count).toBe(462);
  const turn = (g: number, cell: number): number => TURNS[g * 64 + cell];
  let pairs = 0;
  const sizes = new Uint32Array(KING_PAIRS.count);
  for (let white = 0; white < 64; white++) {
    for (let black = 0; black < 64; black++) {
      const entry = KING_PAIRS.map[(white << 6) | black];
      expect(entry === NO_KING_PAIR, `${white} ${black}`).toBe(touching(white, black));
      if (entry === NO_KING_PAIR) continue;
      const head = entry & 0xffff;
      const g = entry >> 16;
      expect([turn(g, white), turn(g, black)]).toEqual([...KING_PAIRS.cells.subarray(2 * head, 2 * head + 2)]);
      sizes[head]++;
      pairs++;
    }
  }
  expect(pairs).toBe(3_612);
  // 21 pairs lie on one diagonal, and half of the symmetries do not distinguish their images.
  expect([...sizes].every((n, head) => n === (KING_PAIRS.mirrored[head] ? 4 : 8))).toBe(true);
  expect(KING_PAIRS.mirrored.reduce((a, b) => a + b, 0)).toBe(21);
});

test('the kings of a head move to the heads of the pairs one step away', () => {
  for (const side of [0, 1] as const) {
    const moves = KING_PAIRS.moves[side];
    for (let head = 0; head < KING_PAIRS.count; head++) {
      const [white, black] = KING_PAIRS.cells.subarray(2 * head, 2 * head + 2);
      const from = side === 0 ? white : black;
      const expected: number[] = [];
      for (let to = 0; to < 64; to++) {
        if (to === from || !touching(from, to) || touching(to, side === 0 ? black : white)) continue;
        expected.push(KING_PAIRS.map[side === 0 ? (to << 6) | black : (white << 6) | to]);
      }
      expect(moves.slice(moves[head], moves[head + 1]).sort()).toEqual(Uint32Array.from(expected).sort());
    }
  }
});

test('the symmetries are eight permutations of the board that keep neighbours', () => {
  const seen = new Set<string>();
  for (let g = 0; g < SYMMETRIES; g++) {
    const image = TURNS.subarray(g * 64, g * 64 + 64);
    expect(new Set(image).size).toBe(64);
    seen.add(image.join());
    for (let a = 0; a < 64; a++) for (let b = 0; b < 64; b++) expect(touching(image[a], image[b])).toBe(touching(a, b));
  }
  expect(seen.size).toBe(8);
});

test('groups hold every combination once, and the diagonal turns them into one another', () => {
  for (const [men, combinations] of [
    [1, 64],
    [2, 2_016],
    [3, 41_664],
  ] as const) {
    const { pieces } = orderOf([
      [1, 0, men, 0, 0, 0],
      [1, 0, 0, 0, 0, 0],
    ]);
    const [group] = pieces;
    expect(group.size).toBe(combinations);
    const seen = new Set<string>();
    for (let c = 0; c < group.size; c++) {
      const cells = [...group.places.subarray(c * men, c * men + men)];
      expect(cells).toEqual(cells.toSorted((a, b) => a - b));
      seen.add(cells.join());
    }
    expect(seen.size).toBe(combinations);
    const image = transposed(group);
    expect([...image].every((to, c) => image[to] === c)).toBe(true);
    const turned = [...group.places.subarray(0, men)].map((cell) => TURNS[4 * 64 + cell]).sort((a, b) => a - b);
    expect([...group.places.subarray(image[0] * men, image[0] * men + men)]).toEqual(turned);
  }
});
