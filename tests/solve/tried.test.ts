/** What is answered before an engine solves anything: a mate in one move, but not a rook ending (bench/LOG.md: 4.5 s). */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Solver, triedFor } from '../../src/solve/index.ts';

const MATE = 'k7/7r/1K6/8/8/8/7P/2R5 w - - 0 1';
const ENDING = '8/8/3k4/8/4P3/8/1R3K2/7r w - - 0 1';

test('questions are asked until one must be solved', async () => {
  const solver = new Solver({ game: chess, metric: 'wdl', memory: 1e9 });
  const mate = await triedFor(solver, [MATE]);
  expect(mate).toEqual({ seconds: expect.any(Number), isComputed: false });
  const both = await triedFor(solver, [MATE, ENDING, 'no position']);
  expect(both.isComputed).toBe(true);
  await expect(triedFor(solver, ['no position'])).rejects.toMatchObject({ code: 'E_POSITION' });
  solver.close();
});
