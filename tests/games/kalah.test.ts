import { beforeAll, describe, expect, test } from 'vitest';
import { kalah } from '../../games/kalah.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance } from '../support/conformance.ts';
import { plainKalah, turned } from '../support/plain-sowing.ts';
import { scatter, sownBy } from './sowing.ts';
import { valueOf } from '../../bench/answer-value.ts';

const board = kalah(3, 4);
const spec = specialize(board);
const slices = new SliceValues(spec, { memory: 1e9 });
beforeAll(async () => void (await slices.get(spec.sliceOf(14))));
conformance(board, spec, () => [0, 1, 4, 9, 14].map((seeds) => spec.sliceOf(seeds)));

/** Value of the start with n seeds in each pit, for each n. */
async function startValues(game: Game, most: number): Promise<number[]> {
  const solver = new Solver({ game, solver: 'compute', memory: 4e9 });
  const pits = game.schema.board.cells / 2;
  const values: number[] = [];
  for (let n = 1; n <= most; n++) {
    const row = Array.from({ length: pits }, () => n).join();
    values.push(valueOf(await solver.query(`${row}/${row} south`)));
  }
  return values;
}

describe('kalah', () => {
  test.each([
    [1, 6, false],
    [3, 6, false],
    [4, 4, true],
    [6, 4, false],
    [6, 4, true],
  ])(
    'moves with %i pits a side and %i seeds in each are those of independently written rules',
    (pits, seeds, opposite) => {
      const game = kalah(pits, seeds, { opposite });
      const p = new Position(game.schema);
      const random = new Random(pits);
      let again = 0;
      let captures = 0;
      for (let i = 0; i < 2000; i++) {
        scatter(p, 1 + random.below(game.schema.seeds!), random);
        if (game.ended(p) !== undefined) continue;
        const expected = plainKalah(turned([...p.cells], p.turn), opposite);
        expect(sownBy(game, p), game.format(p)).toEqual(expected);
        for (const sown of expected.values()) {
          if (sown.again) again++;
          if (sown.points > 4) captures++;
        }
      }
      expect(again).toBeGreaterThan(50);
      if (pits > 1) expect(captures).toBeGreaterThan(50);
    },
  );

  test('every value is that of a brute-force recursion over the game, and the verifier agrees', async () => {
    for (const game of [kalah(2, 3), kalah(3, 2), kalah(3, 2, { opposite: true })]) {
      const own = specialize(game);
      const values = new SliceValues(own, { memory: 1e9 });
      const p = new Position(game.schema);
      const truth = bruteForce(game, [game.initial]);
      expect(truth.size).toBeGreaterThan(30);
      for (const [text, value] of truth) {
        game.parse(p, text);
        const ended = game.ended(p);
        if (ended === undefined) {
          const slice = own.sliceOf(p.signature);
          expect((await values.get(slice)).at(own.space(slice).rank(p)), text).toBe(value);
        } else expect(value).toBe(ended);
      }
      const start = own.sliceOf(12);
      for (const slice of own.closure([start])) await values.get(slice);
      for (const slice of own.closure([start])) {
        await verifySlice(own, slice, (q) => {
          const s = own.sliceOf(q.signature);
          return values.peek(s)!.at(own.space(s).rank(q)) as never;
        });
      }
    }
  });

  test('the game is over when either side is bare, and each keeps its own', () => {
    const p = new Position(board.schema);
    board.parse(p, '0,0,0/1,2,0 south');
    expect(board.ended(p)).toBe(-3);
    board.parse(p, '0,4,0/0,0,0 north');
    expect(board.ended(p)).toBe(-4);
    board.parse(p, '0,4,0/0,0,0 south');
    expect(board.ended(p)).toBe(4);
    board.parse(p, '0,4,0/1,0,0 south');
    expect(board.ended(p)).toBeUndefined();
  });

  test('outcomes of small games are those of Irving, Donkers and Uiterwijk', async () => {
    // Solving Kalah (2000), the table of games with one to six holes and counters: D draw, W and L won and lost by who
    // begins, as that table is commonly quoted. The larger ones are in kalah.slow.test.ts.
    const outcomes = async (pits: number, most: number): Promise<string> =>
      (await startValues(kalah(pits, most), most)).map((v) => 'LDW'[Math.sign(v) + 1]).join('');
    expect(await outcomes(1, 6)).toBe('DLWLWD');
    expect(await outcomes(2, 6)).toBe('WLLLWW');
    expect(await outcomes(3, 3)).toBe('DWW');
    expect(await outcomes(4, 1)).toBe('W');
  });

  test('notation', () => {
    const p = new Position(board.schema);
    board.parse(p, '1,0,12/0,3,4  north');
    expect(board.format(p)).toBe('1,0,12/0,3,4 north');
    expect(board.draw(p)).toBe('    c  b  a\n    4  3  0\n    1  0 12\n    A  B  C\nnorth to move');
    expect(board.formatMove(p, 4)).toBe('b');
  });
});
