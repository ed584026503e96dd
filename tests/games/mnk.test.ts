import { describe, expect, test } from 'vitest';
import { mnk, mnk433 } from '../../games/mnk.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { OUTCOME, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { notationOf, solveRows } from '../support/brute-rows.ts';
import { census, valueOfStart } from '../support/census.ts';
import { conformance } from '../support/conformance.ts';
import { reached, total } from '../support/reached.ts';

const spec433 = specialize(mnk433);
conformance(mnk433, spec433, () => spec433.slicesOf('all').filter((_, i) => i % 2 === 0));

describe('published counts', () => {
  test('of won and ended positions of tic-tac-toe by ply', async () => {
    // Á. Ibeas, OEIS A317573 (x wins), A317574 (o wins), A317576 (ended), third rows: positions up to rotation and
    // reflection after 0 to 9 plays, those in which the game has ended included.
    const { x, o, ended } = await census(ticTacToe);
    expect(x).toEqual([0, 0, 7, 9, 85, 67, 139, 70, 23, 12]);
    expect(o).toEqual([0, 0, 0, 8, 5, 72, 38, 56, 23, 0]);
    expect(ended).toEqual([0, 0, 0, 0, 0, 21, 21, 58, 23, 15]);
  });

  test('of positions of tic-tac-toe that can be reached, and up to symmetry', () => {
    // OEIS A008907 by ply; 765 and 5,478 are the usual sums.
    const counts = reached(specialize(ticTacToe));
    expect(counts.map(({ orbits }) => orbits)).toEqual([1, 3, 12, 38, 108, 174, 204, 153, 57, 15]);
    expect(total(counts)).toEqual({ positions: 5_478, orbits: 765 });
  });
});

test('legal is reachable', async () => {
  const { positions } = await census(mnk433);
  expect(positions).toBe(total(reached(spec433)).orbits);
});

test('the values of the empty boards are the published ones', async () => {
  // J. W. H. M. Uiterwijk and H. J. van den Herik, "The advantage of the initiative", Information Sciences 122 (2000):
  // three in a row is a draw on 3 x 3 and a win for the first player on every larger board.
  expect(OUTCOME.outcome(await valueOfStart(ticTacToe))).toBe('draw');
  expect(OUTCOME.outcome(await valueOfStart(mnk433))).toBe('win');
});

test.each([
  [4, 3],
  [3, 4],
])('all values of the %i,%i,3-game are those of plain recursion', async (columns, rows) => {
  const game = mnk({ columns, rows, inRow: 3 });
  const oracle = { columns, rows, inRow: 3, gravity: false };
  const truth = solveRows(oracle);
  const spec = new Specialization(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  for (const slice of spec.slicesOf('all')) await slices.get(slice);
  const p = new Position(game.schema);
  let wrong = 0;
  for (const [board, { result, plies }] of truth) {
    game.parse(p, notationOf(oracle, board));
    const slice = spec.sliceOf(p.signature);
    const v = (game.ended(p) ?? slices.peek(slice)!.at(spec.space(slice).rank(p))) as never;
    if (OUTCOME.outcome(v) !== result || OUTCOME.plies(v) !== plies) wrong++;
  }
  expect(wrong).toBe(0);
  expect(truth.size).toBe(total(reached(spec)).positions);
});

test('notation, names and errors', () => {
  const p = new Position(mnk433.schema);
  mnk433.parse(p, '..../.x../..o. x');
  expect(mnk433.format(p)).toBe('..../.x../..o. x');
  expect(mnk433.draw(p)).toBe('. . . .\n. x . .\n. . o .\nx to move');
  expect(mnk433.formatMove(p, 7)).toBe('d2');
  for (const [text, what] of [
    ['..../.x../.... x', 'leads there'],
    ['xxx./ooo./xxx. o', 'leads there'],
    // Two rows that no single man can have filled.
    ['xxxo/oo.o/xxx. o', 'leads there'],
    ['..../.... x', '2 rows'],
    ['.../.../... x', 'has not 4 cells'],
    ['..../.z../.... x', 'unknown letter'],
  ] as const) {
    expect(() => mnk433.parse(p, text), text).toThrow(what);
  }
  // One man has filled both.
  mnk433.parse(p, 'xoo./xoo./xxx. o');
  expect(mnk433.ended(p)).toBeLessThan(0);
});
