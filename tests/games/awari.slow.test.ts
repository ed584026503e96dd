/** Awari against the published database; 22 million positions. */

import { expect, test } from 'vitest';
import { awari } from '../../games/awari.ts';
import { Solver } from '../../src/solve/index.ts';

test('a position of 16 seeds and its moves are worth what the database of Romein and Bal says', async () => {
  // README of the Awari game score database (Vrije Universiteit Amsterdam, 2024, doi:10.48338/vu01-11wjke): the board
  // 1 1 1 1 1 2 4 2 3 0 0 0 has score 0, and its moves, from the leftmost pit, are worth -1 -1 -2 -2 -2 0 to the mover.
  const solver = new Solver({ game: awari, solver: 'compute', memory: 4e9 });
  const answer = await solver.query('1,1,1,1,1,2/4,2,3,0,0,0 south', { moves: true });
  expect(answer.score).toBe(0);
  const worth = new Map(answer.moves.map(({ move, score }) => [move, score]));
  expect(['A', 'B', 'C', 'D', 'E', 'F'].map((move) => worth.get(move))).toEqual([-1, -1, -2, -2, -2, 0]);
});
