/** What is tried before an engine solves: a mate in one move needs none, a rook ending does (bench/LOG.md: 4.5 s), and one of three men is not searched first. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type QueryOptions, Solver, triedFor } from '../../src/solve/index.ts';

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

test('no position is searched before a kernel that is done as soon, in a hurry or not', async () => {
  const expanded = async (options: QueryOptions): Promise<number> => {
    const solver = new Solver({ game: chess });
    const { provenance } = await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1', options);
    solver.close();
    return provenance.positionsExpanded;
  };
  const byKernel = await expanded({});
  expect(byKernel).toBeGreaterThan(100_000);
  expect(await expanded({ bounds: true, seconds: 60 })).toBe(byKernel);
});
