/** Parts of tables of one side to move, what comes of a promotion or a placement of pawns: the same as solving them. */

import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { isLegal } from '../../src/game/rules.ts';
import { Position } from '../../src/game/index.ts';
import { allExits } from '../../src/kernel/problem-solver.ts';
import type { Target } from '../../src/kernel/task.ts';
import type { PackedCodes } from '../../src/kernel/packed.ts';
import type { KernelTask } from '../../src/kernel/task.ts';
import { KING_PAIRS } from '../../src/kernel/king-pairs.ts';
import { materialOf, type Successor } from '../../src/kernel/exits.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { PAWN_KIND, type Man, type Problem, type Resolved } from '../../src/kernel/problem.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { readingPositions, storedPartOf, type StoredClass } from '../../src/kernel/stored-part.ts';
import { orderOf } from '../../src/kernel/stored-order.ts';
import { loadUnderpromotions } from '../../src/kernel/underpromotions.ts';
import { StoredSource } from '../../src/solve/stored-source.ts';
import { Random } from '../../src/specialize/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { chessSpec, classesOf } from '../support/chess.ts';
import { strength } from '../support/strength.ts';

const KINDS = 6;
const ILLEGAL = 255;
const store = TableStore.open(join(import.meta.dirname, '../../tables/outcomes'));
const source = new StoredSource(chessSpec, store, { tolerant: false, metric: 'wdl' });
afterAll(() => store.close());

const newCache = (): ProblemCache => new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl });

/** Returns the table of a class that comes with the toolkit, and counts what is read. */
function stored(read: Set<string>): NonNullable<KernelTask['stored']> {
  return (men: readonly Man[], pawns: Problem['pawns']): StoredClass | undefined => {
    const counts = [0, 1].map((side) => {
      const row = Array<number>(KINDS).fill(0);
      for (const man of men) if (man.side === side) row[man.kind]++;
      row[PAWN_KIND] = pawns[side].length;
      return row;
    });
    const p = new Position(chess.schema);
    let cell = 0;
    counts.forEach((row, side) =>
      row.forEach((count, kind) => {
        for (let i = 0; i < count; i++) p.set(8 + cell++, 1 + side * KINDS + kind);
      }),
    );
    const slice = chessSpec.sliceOf(p.signature);
    const planes = source.planes(slice);
    const { board } = chessSpec.materials.of(slice.signatures[0]);
    const order = orderOf([[...board.subarray(1, 1 + KINDS)], [...board.subarray(1 + KINDS, 1 + 2 * KINDS)]]);
    return planes && { order, planes, onRead: () => read.add(slice.name) };
  };
}

/** Returns the problem of a position. */
function problemAt(cache: ProblemCache, fen: string): Problem {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return cache.locator.locate(p).problem;
}

test('promotions to a class without pawns, for both sides to move, with a man like the new one', async () => {
  const cache = newCache();
  const random = new Random(11);
  const p = new Position(chess.schema);
  const turns = new Set<string>();
  // The others may stand anywhere: pawns on the edge, in the middle and of both sides.
  for (const [fen, material, name] of [
    ['8/P7/8/3k4/8/8/1N3K2/7n w - - 0 1', '00,01,40,40,41 0 0', 'KNNvKN'],
    ['8/3P4/8/8/5k2/8/1N3K2/7n w - - 0 1', '00,01,40,40,41 0 0', 'KNNvKN'],
    ['8/8/3k4/8/8/8/1p3K2/N6B w - - 0 1', '00,01,30,31,40 0 0', 'KBNvKB'],
  ]) {
    const exits = allExits(problemAt(cache, fen));
    const wanted = ([, successor]: [string, Successor]): boolean => materialOf(successor) === material;
    const successors = new Map([...exits.successors].filter(wanted));
    expect(successors.size).toBeGreaterThan(0);
    const read = new Set<string>();
    const find = stored(read);
    const targets = await newCache().targets({ lists: [[], []], successors }, { stored: find });
    expect([...read]).toEqual([name]);
    for (const [key, successor] of successors) {
      const { problem, pinned, turn, isBackedUp } = storedPartOf(successor, find)!;
      turns.add(`${turn} ${isBackedUp}`);
      const codes = (targets.get(key) as Target).codes() as PackedCodes;
      const onDiagonal = Array.from(KING_PAIRS.mirrored.keys()).filter((pair) => KING_PAIRS.mirrored[pair] === 1);
      let compared = 0;
      let mirrored = 0;
      for (let tries = 0; tries < strength(20_000, 400_000); tries++) {
        // Every other one has both kings on the diagonal: of such positions and their images the table has one.
        const head = tries % 2 === 1 ? onDiagonal[random.below(onDiagonal.length)] : random.below(KING_PAIRS.count);
        const cells = [pinned![random.below(pinned!.length)], random.below(64), random.below(64)];
        if (!put(p, problem, head, cells) || !isLegal(chess, setTurn(p, turn))) continue;
        const index = ((head * 64 + cells[0]) * 64 + cells[1]) * 64 + cells[2];
        const at = cache.locator.locate(p);
        const whole = await cache.solved(at.problem, {});
        const expected = whole.code(cache.locator.turnIn(at, turn), cache.locator.indexIn(at));
        expect(codes.code(index), chess.format(p)).toBe(expected);
        compared++;
        mirrored += KING_PAIRS.mirrored[head];
      }
      expect(compared).toBeGreaterThan(5000);
      expect(mirrored).toBeGreaterThan(1000);
    }
  }
  // One side is read, the other is backed up by a ply.
  expect(turns.size).toBe(2);
});

/** Draws cells of pawns, men of one side together, that share no cell and stand on no last rank. */
function pawnCells(random: Random, counts: readonly number[]): [number[], number[]] {
  const drawn = new Set<number>();
  while (drawn.size < counts[0] + counts[1]) drawn.add(8 + random.below(48));
  const all = [...drawn];
  const own = (from: number, to: number): number[] => all.slice(from, to).sort((a, b) => a - b);
  return [own(0, counts[0]), own(counts[0], all.length)];
}

test.each(
  strength(
    ['KPvKP', 'KRvKP', 'KNPvK', 'KQPvK', 'KPPvK'],
    [...classesOf(3), ...classesOf(4), 'KPPvKP', 'KRPvKR', 'KPPvKR'].filter((name) => name.includes('P')),
  ),
)('a placement of pawns of %s, both sides to move', async (name) => {
  const [white, black] = name.split('v');
  const men = [white, black].flatMap((letters, side) =>
    Array.from(letters, (letter) => 'KQRBN'.indexOf(letter))
      .filter((kind) => kind >= 0)
      .map((kind) => ({ kind, side: side as 0 | 1 })),
  );
  const pawnsOf = (letters: string): number => letters.split('P').length - 1;
  const random = new Random(name.length + pawnsOf(white));
  const plain = newCache();
  const read = new Set<string>();
  const find = stored(read);
  let parts = 0;
  const sides = new Set<string>();
  for (let n = 0; n < 4; n++) {
    const pawns = pawnCells(random, [pawnsOf(white), pawnsOf(black)]);
    const placed = men.map((man, digit) => ({ ...man, place: { digit } }));
    const whole = plain.problems.resolve(
      men.map((man) => ({ ...man, place: { digit: 0 } })),
      pawns,
    );
    const solved = await plain.solved(whole.problem, {});
    for (const turn of [0, 1] as const) {
      const behind: Successor = { men: placed, pawns, turn, taken: -1, key: '' };
      const target = await newCache().read(behind, { stored: find });
      if (target === undefined) continue;
      parts++;
      sides.add(`${turn} ${storedPartOf(behind, find)!.isBackedUp}`);
      const codes = target.codes() as PackedCodes;
      let wrong = 0;
      let legal = 0;
      for (let tries = 0; tries < 20_000; tries++) {
        const cells = men.map(() => random.below(64));
        const indexIn = ({ digits, flip }: Resolved): number =>
          digits.reduce((index, man) => 64 * index + (cells[man] ^ flip), 0);
        const expected = solved.code(whole.swap ? ((1 - turn) as 0 | 1) : turn, indexIn(whole));
        const index = indexIn(target.resolved);
        const found = codes.code(index);
        if (found !== expected) wrong++;
        if (expected !== ILLEGAL) legal++;
      }
      expect([name, turn, wrong]).toEqual([name, turn, 0]);
      expect(legal).toBeGreaterThan(1000);
    }
  }
  expect(parts).toBeGreaterThan(3);
  // One side is read, the other is backed up by a ply, which reads what lies behind pawn moves too.
  expect(new Set([...sides].map((side) => side.split(' ')[1])).size).toBe(2);
});

test.each([
  ['8/4P3/8/3k4/8/2P5/8/5K2 w - - 0 1'],
  ['8/8/8/3k4/8/2p5/5p2/4K3 w - - 0 1'],
  ['8/P7/8/3k4/8/8/2p5/5K2 w - - 0 1'],
  ['8/2P5/8/4k3/8/2N5/8/5K2 w - - 0 1'],
])('%s is the same with and without tables', async (fen, ...names) => {
  const [plain, fed] = [newCache(), newCache()];
  const read = new Set<string>();
  const underpromotions = await loadUnderpromotions(5);
  const one = await plain.solved(problemAt(plain, fen), {});
  const other = await fed.solved(problemAt(fed, fen), { underpromotions, stored: stored(read) });
  for (const side of [0, 1] as const) {
    expect(other.codes[side].byteLength).toBe(one.codes[side].byteLength);
    for (let index = 0; index < 4 * one.codes[side].byteLength; index++) {
      if (one.code(side, index) !== other.code(side, index)) expect(`${side} ${index}`).toBe('the same');
    }
  }
  for (const name of names) expect([...read]).toContain(name);
});

test('what is read counts less than what would be solved', async () => {
  const cache = newCache();
  const underpromotions = await loadUnderpromotions(5);
  const problem = problemAt(cache, '8/P7/8/3k4/8/8/1N3K2/7n w - - 0 1');
  const most = 1e12;
  const all = cache.outstanding.positions([problem], most);
  const listed = cache.outstanding.positions([problem], most, { underpromotions });
  const fed = cache.outstanding.positions([problem], most, { underpromotions, stored: stored(new Set()) });
  const own = 2 * 64 ** 4;
  // Without the list four classes of five men are solved, with it two, and tables have both.
  expect(listed).toBeLessThan(0.65 * all);
  expect(fed).toBeLessThan(0.3 * listed);
  expect(fed).toBeGreaterThan(own);
});

test('what is read counts with what it needs: where the other side is backed up, what its exits lead to', () => {
  const cache = newCache();
  const find = stored(new Set());
  const problem = problemAt(cache, '8/5k2/8/7P/1p4K1/8/P7/8 b - - 0 1');
  const parts = [...allExits(problem).successors.values()].flatMap((exit) => storedPartOf(exit, find) ?? []);
  const [backedUp, told] = [true, false].map((is) => parts.filter(({ isBackedUp }) => isBackedUp === is));
  expect(backedUp.length).toBeGreaterThan(0);
  expect(told.length).toBeGreaterThan(0);
  const most = Number.POSITIVE_INFINITY;
  for (const part of told) expect(cache.outstanding.reading(part, most, { stored: find })).toBe(readingPositions(part));
  for (const part of backedUp) {
    const own = readingPositions(part);
    const fed = cache.outstanding.reading(part, most, { stored: find });
    const alone = cache.outstanding.reading(part, most, {});
    expect(fed).toBeGreaterThan(own);
    expect(alone).toBeGreaterThan(own);
  }
});

/** Sets men up; returns false if two share a cell. */
function put(p: Position, { digits }: Problem, head: number, cells: readonly number[]): boolean {
  const all = [KING_PAIRS.cells[2 * head], KING_PAIRS.cells[2 * head + 1], ...cells];
  if (new Set(all).size < all.length) return false;
  p.clear();
  p.set(all[0], 1);
  p.set(all[1], 1 + KINDS);
  digits.forEach(({ kind, side }, i) => p.set(cells[i], 1 + side * KINDS + kind));
  return true;
}

function setTurn(p: Position, turn: 0 | 1): Position {
  p.turn = turn;
  p.forget();
  return p;
}
