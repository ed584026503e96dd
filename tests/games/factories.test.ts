/** Sizes that are not in the list of games: each factory makes one, which is generated and verified. */

import { describe, expect, test } from 'vitest';
import {
  breakthrough,
  checkersOn,
  connectFour,
  dawsonsChess,
  dodgem,
  games,
  hexapawn,
  hunt,
  kalah,
  kayles,
  millGame,
  mnk,
  nim,
  othello,
  pawnGame,
  ringBoard,
  smallChess,
} from '../../games/index.ts';
import { type Game, grid, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { specialize } from '../../src/specialize/index.ts';

const twoSquares = { version: 1, board: ringBoard(2), flying: false, mixed: false, tables: 'each' } as const;

/** A game of a fresh size, and a table of it that is small. */
const fresh: readonly (readonly [Game, string])[] = [
  [mnk({ columns: 3, rows: 4, inRow: 3 }), 'all'],
  [connectFour(4, 3), 'all'],
  [hexapawn(2, 5), 'all'],
  [dawsonsChess(4), 'all'],
  [breakthrough(3, 4), 'all'],
  [pawnGame({ id: 'forced-pawns', title: 'Forced pawns', width: 3, height: 4, ranks: 1, forced: true }), 'all'],
  [nim([2, 3, 4]), 'all'],
  [kayles(7), 'all'],
  [kalah(2, 3), '7'],
  [dodgem(2, 'dodgem-2x2', 'Dodgem on 2 x 2 squares'), 'all'],
  [othello(4, 2), 'all'],
  [millGame({ ...twoSquares, id: 'three-men', title: 'Three men on two squares', men: 3 }), '3-2'],
  [checkersOn({ id: 'checkers-4x4', title: 'Checkers 4 x 4', size: 4, initial: 'B:W7,8:B1,2' }), 'KMvM'],
  [
    smallChess({
      id: 'chess-4x4',
      title: 'Chess 4 x 4',
      width: 4,
      height: 4,
      initial: '2k1/4/4/KR2 w - - 0 1',
      most: [3, 3, 3, 3, 0],
    }),
    'KRvK',
  ],
  [
    hunt({
      id: 'two-hounds',
      title: 'Two hounds',
      board: grid(3, 3),
      depth: (cell) => cell % 3,
      hunters: 2,
      letters: ['D', 'H'],
      initial: 'D../..h/D.. D',
    }),
    'all',
  ],
];

describe('factories make games of other sizes', () => {
  test.each(fresh.map(([game, table]) => ({ id: game.id, game, table })))('$id', async ({ game, table }) => {
    expect(games.map(({ id }) => id)).not.toContain(game.id);
    const spec = specialize(game);
    const values = new SliceValues(spec, { memory: 1e8 });
    let positions = 0;
    for (const slice of spec.closure(spec.slicesOf(table))) await values.get(slice);
    for (const slice of spec.slicesOf(table)) {
      const report = await verifySlice(spec, slice, (p) => {
        const target = spec.sliceOf(p.signature);
        return values.peek(target)!.at(spec.space(target).rank(p)) as Value;
      });
      positions += report.positions;
    }
    expect(positions).toBeGreaterThan(10);
  });

  test('the 3,4,3-game is the 4,3,3-game turned', async () => {
    // Uiterwijk and van den Herik, The advantage of the initiative (2000): three in a row on 4 x 3 is a win for x.
    const game = mnk({ columns: 3, rows: 4, inRow: 3 });
    const turned = games.find(({ id }) => id === 'mnk-4-3-3')!;
    expect(await outcomeOf(game)).toBe('win');
    expect(await outcomeOf(game)).toBe(await outcomeOf(turned));
  });
});

describe('factories refuse sizes out of their limits', () => {
  test.each([
    ['columns must be', () => mnk({ columns: 27, rows: 1, inRow: 3 })],
    ['rows must be', () => connectFour(8, 9)],
    ['inRow must be', () => mnk({ columns: 3, rows: 3, inRow: 4 })],
    ['height must be', () => hexapawn(3, 1)],
    ['ranks must be', () => breakthrough(4, 8, 3)],
    ['a heap must be', () => nim([3, 0])],
    ['the counters of all heaps', () => nim([200, 56])],
    ['pins must be', () => kayles(27)],
    ['seeds must be', () => kalah(6, 22)],
    ['n must be', () => dodgem(1, 'x', 'X')],
    ['half the width', () => othello(5, 4)],
    ['half the size', () => checkersOn({ id: 'x', title: 'X', size: 10, initial: '' })],
    ['men must be', () => millGame({ ...twoSquares, id: 'x', title: 'X', men: 13 })],
    ['a board of 3 x 100', () => grid(3, 100)],
  ])('%s', (words, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(words);
  });
});

async function outcomeOf(game: Game): Promise<string> {
  const spec = specialize(game);
  const values = new SliceValues(spec, { memory: 1e8 });
  const slices = spec.slicesOf('all');
  for (const slice of slices) await values.get(slice);
  const start = slices.at(-1)!;
  return game.domain.outcome(values.peek(start)!.at(0) as Value);
}
