/** Answers in one line: what the entries of the package offer beside solvers. */

import { describe, expect, test } from 'vitest';
import { probe, probeSync } from '../src/chess.ts';
import { solve, solveSync } from '../src/any-game.ts';
import { ticTacToe } from '../games/tic-tac-toe.ts';

describe('probe', () => {
  test('tells both outcomes, both distances, and every move; then probeSync tells the same', async () => {
    const fen = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
    expect(probeSync(fen)).toBeUndefined();
    const { provenance: _provenance, ...answer } = await probe(fen);
    expect(answer).toMatchObject({ outcome: 'win', outcome50: 'win', dtm: 19, dtz: 19 });
    expect(answer.moves.map(({ san }) => san).slice(0, 2)).toEqual(['Rc1', 'Kb1']);
    const { provenance, ...known } = probeSync(fen)!;
    expect(known).toEqual(answer);
    expect(provenance.positionsExpanded).toBe(0);
    expect(probeSync(fen, { moves: false })!.moves).toEqual([]);
  });

  test('tells who is mated, and what is no position', async () => {
    expect(probeSync('k6R/8/1K6/8/8/8/8/8 b - - 0 1')).toMatchObject({ outcome: 'loss', dtm: 0, moves: [] });
    await expect(probe('8/8')).rejects.toMatchObject({ code: 'E_POSITION' });
  });
});

test('solve takes a game by its id, or the game', async () => {
  const position = 'xx./oo./... x';
  const byId = await solve('tic-tac-toe', position);
  expect(byId).toMatchObject({ outcome: 'win', plies: 1 });
  expect(byId.moves).toHaveLength(5);
  expect((await solve(ticTacToe, position)).outcome).toBe('win');
  expect(solveSync(ticTacToe, position)).toMatchObject({ outcome: 'win', plies: 1 });
  await expect(solve('tic-tac-toes', position)).rejects.toMatchObject({ code: 'E_GAME_UNKNOWN' });
});
