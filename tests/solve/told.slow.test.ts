/** Answers at random clocks against Syzygy and Gaviota tables, in every class of three and four men that is shared. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Solver } from '../../src/solve/index.ts';
import { checkTold } from './told.ts';

const TABLES = (
  'KQvK KRvK KBvK KNvK KPvK KQvKR KRvKB KBNvK KPvKP KRvKP KQvKQ KBPvK ' +
  'KRRvK KQPvK KNNvK KRPvK KBvKN KQNvK KNvKP KPPvK'
).split(' ');

test('answers, moves and the answers after them agree with published tables, at any clock', {
  timeout: 600_000,
}, async () => {
  const solver = new Solver({ game: chess, solver: 'compute', memory: 2e9 });
  const told = await checkTold(solver, TABLES, 100);
  expect(told.size).toBe(5);
});
