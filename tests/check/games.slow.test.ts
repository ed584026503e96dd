/** The conformance run of every game, as `endgame check` makes it. */

import { expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import { checkGame } from '../../src/check/index.ts';

test.each(games.map((game) => ({ id: game.id, game })))('$id keeps the contract', async ({ game }) => {
  const report = await checkGame(game, { seconds: 120 });
  expect(report.findings).toEqual([]);
  expect(report.unfinished.filter(({ why }) => why.includes('time was up'))).toEqual([]);
});
