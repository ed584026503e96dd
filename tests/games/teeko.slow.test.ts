/** Teeko solved whole, beside published values and a search that shares nothing with the project. */

import { describe, expect, test } from 'vitest';
import { advancedTeeko, teeko } from '../../games/teeko.ts';
import { DRAW, OUTCOME, win } from '../../src/game/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { bruteTeeko } from '../support/brute-teeko.ts';
import { solveAll } from '../support/table.ts';

const DEPTH = 3;

const text = (board: string, side: string): string => {
  const hand = ['B', 'R']
    .map((letter) => letter.repeat(4 - Array.from(board).filter((c) => c === letter).length))
    .join('');
  return `${board.match(/.{5}/g)!.join('/')} ${side} ${hand || '-'}`;
};

// G. L. Steele Jr., Summary of the Solving of the Game of Teeko (1999): standard Teeko is a draw; advanced Teeko is won
// by the side that begins, and a draw if its first man may not go to the centre. MathWorld, "Teeko": won in 13 turns.
describe.each([
  { game: teeko, advanced: false, start: DRAW, centre: DRAW },
  { game: advancedTeeko, advanced: true, start: win(13), centre: win(13) },
])('$game.id', ({ game, advanced, start, centre }) => {
  test('has the published value, which hangs on the first man in the centre', async () => {
    const { valueOf } = await solveAll(game);
    expect(valueOf(game.initial)).toBe(start);
    for (let at = 0; at < 25; at++) {
      const board = `${'.'.repeat(at)}B${'.'.repeat(24 - at)}`;
      // Seen by the other side, one ply later.
      const value = at === 12 && centre !== DRAW ? OUTCOME.plies(centre) : 0;
      const after = valueOf(text(board, 'R'));
      expect(OUTCOME.outcome(after)).toBe(value > 0 ? 'loss' : 'draw');
      if (value > 0) expect(OUTCOME.plies(after)).toBe(value - 1);
    }
  });

  test(`a search of ${DEPTH} plies finds what the table has, and nothing else`, async () => {
    const { valueOf } = await solveAll(game);
    const other = bruteTeeko(advanced);
    const random = new Random(3);
    const found = { win: 0, draw: 0, loss: 0 };
    for (let i = 0; i < 600; i++) {
      const board = Array.from({ length: 25 }, () => '.');
      for (const man of 'BBBBRRRR') {
        const free = board.flatMap((c, cell) => (c === '.' ? [cell] : []));
        board[free[random.below(free.length)]] = man;
      }
      const letters = board.join('');
      if (other.hasGoal(letters, 'B') || other.hasGoal(letters, 'R')) continue;
      const value = valueOf(text(letters, 'B'));
      const plies = OUTCOME.plies(value);
      const outcome = OUTCOME.outcome(value);
      const near = outcome !== 'draw' && plies <= DEPTH;
      expect(other.search(letters, 'B', DEPTH)).toBe(near ? (outcome === 'win' ? plies : -1 - plies) : undefined);
      if (near) found[outcome]++;
    }
    expect(found.win).toBeGreaterThan(20);
    expect(found.loss).toBeGreaterThan(0);
  });
});
