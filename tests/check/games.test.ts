/** Every game of the list has its conformance run; `games.slow.test.ts` makes it at full length. */

import { expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import { checkGame, POSITION_CHECKS, SLICE_CHECKS } from '../../src/check/index.ts';

/** Games whose slices are too large to be looked at; their other sizes have them. */
const RULES_ONLY = ['connect-four'];

test.each(games.map((game) => ({ id: game.id, game })))('$id keeps the contract', async ({ id, game }) => {
  const report = await checkGame(game, { seconds: 60, effort: 0.1 });
  expect(report.findings).toEqual([]);
  expect(report.looks).toBeGreaterThan(50);
  const concerned = POSITION_CHECKS.filter(({ concerns }) => concerns === undefined || concerns(game));
  const made = [...concerned, ...(RULES_ONLY.includes(id) ? [] : SLICE_CHECKS)].map(({ name }) => name);
  expect(report.checks).toEqual(expect.arrayContaining(made));
  const left = RULES_ONLY.includes(id) ? 'slices and solving' : 'solving';
  expect(report.unfinished.map(({ check }) => check)).toEqual([left]);
});
