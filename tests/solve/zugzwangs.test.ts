/** Mutual zugzwangs against counts that were published. */

import { expect, test } from 'vitest';
import { dodgem3 } from '../../games/dodgem.ts';
import { muTorere } from '../../games/mu-torere.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { Solver } from '../../src/solve/index.ts';
import { zugzwangs } from '../../src/solve/zugzwangs.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { counted, zugzwangsOf } from './zugzwangs-counted.ts';

/** Numbers of Scid (tcl/tb.tcl, summary data about tablebases): only Black loses by moving, only White, both. */
test.each<[string, number, number, number]>([
  ['KQvK', 0, 0, 0],
  ['KPvK', 80, 0, 0],
  ['KRvKB', 5, 0, 0],
])('%s: %i, %i and %i', async (table, black, white, both) => {
  expect(await counted(table)).toEqual([black, white, both]);
});

test('the five of rook and bishop are those that Scid lists', async () => {
  const placements = (await zugzwangsOf('KRvKB')).map(({ positions }) => positions[0].split(' ')[0]);
  const listed =
    '4R3/8/8/8/8/b1K5/8/3k4 8/5R2/7b/8/8/2K5/8/1k6 8/8/1b6/5R2/8/3K4/8/2k5 8/8/8/8/8/1k6/b7/R1K5 8/8/8/8/8/2K5/4k3/R2b4';
  expect(placements.map(orbit).sort()).toEqual(listed.split(' ').map(orbit).sort());
});

/** Returns the same text for all turns and reflections of a placement. */
function orbit(placement: string): string {
  const rows = placement.split('/').map((row) => row.replaceAll(/\d/g, (gap) => '.'.repeat(Number(gap))).split(''));
  const turned = (board: string[][]): string[][] => board.map((_, y) => board.map((row) => row[y]).reverse());
  const mirrored = (board: string[][]): string[][] => board.map((row) => row.toReversed());
  const all: string[] = [];
  for (let board = rows, i = 0; i < 4; i++, board = turned(board)) {
    for (const each of [board, mirrored(board)]) all.push(each.map((row) => row.join('')).join('/'));
  }
  return all.sort()[0];
}

test.each([muTorere, dodgem3])('$id: each side gets what the solver says', async (game) => {
  const own = specialize(game);
  const solver = new Solver({ game });
  let mutual = 0;
  for (const slice of own.slicesOf('all')) {
    for await (const { positions, outcomes } of zugzwangs(own, slice, new SliceValues(own, { memory: 1e8 }))) {
      mutual++;
      const answers = await Promise.all(positions.map((position) => solver.query(position)));
      expect(answers.map(({ outcome }) => outcome)).toEqual(outcomes);
    }
  }
  expect(mutual).toBeGreaterThan(0);
});

test('a game in which men are put has none', async () => {
  const other = specialize(ticTacToe);
  const list = zugzwangs(other, other.slicesOf('all')[0], new SliceValues(other, { memory: 1e8 }));
  await expect(list.next()).rejects.toMatchObject({ code: 'E_USAGE' });
});
