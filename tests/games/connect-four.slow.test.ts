import { expect, test } from 'vitest';
import { connectFour, connectFour5x4, connectFour5x5, connectFour6x4 } from '../../games/connect-four.ts';
import { OUTCOME } from '../../src/game/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { valueOfStart } from '../support/census.ts';
import { conformance } from '../support/conformance.ts';
import { reached, total } from '../support/reached.ts';

const spec5x4 = specialize(connectFour5x4);
conformance(connectFour5x4, spec5x4, () => spec5x4.slicesOf('all').filter((_, i) => i % 6 === 0));

test.each([
  // J. Tromp, "John's Connect Four Playground" (4 x 4 and larger); M. Böck, Connect4-PositionCount (GitHub), for all.
  [5, 3, 158_911],
  [5, 4, 3_945_711],
  [4, 5, 1_706_255],
])('%i columns and %i rows: %i positions can be reached', (columns, rows, positions) => {
  expect(total(reached(new Specialization(connectFour(columns, rows)))).positions).toBe(positions);
});

test.each([
  // J. Tromp (outcomes); C. Steininger, c4 (GitHub): the second player wins on 6 x 4 with the last man, the 24th.
  [connectFour5x4, 'draw', 0],
  [connectFour5x5, 'draw', 0],
  [connectFour6x4, 'loss', 24],
] as const)('$id: the value of the empty board is the published one', async (game, outcome, plies) => {
  const value = await valueOfStart(game);
  expect({ outcome: OUTCOME.outcome(value), plies: OUTCOME.plies(value) }).toEqual({ outcome, plies });
});
