/** Answers at random clocks against Syzygy and Gaviota tables; all classes are in told.slow.test.ts. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Solver } from '../../src/solve/index.ts';
import { checkTold } from './told.ts';

test('answers, moves and the answers after them agree with published tables, at any clock', async () => {
  const solver = new Solver({ game: chess, solver: 'compute', memory: 2e9 });
  const told = await checkTold(solver, ['KQvK', 'KRvK', 'KPvK', 'KBNvK'], 40);
  expect(told).toEqual(new Set(['win', 'cursed-win', 'draw', 'blessed-loss', 'loss']));
});
