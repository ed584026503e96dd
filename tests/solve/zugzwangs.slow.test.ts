/** Mutual zugzwangs against the numbers of Scid (tcl/tb.tcl, summary data about tablebases). */

import { expect, test } from 'vitest';
import { counted, zugzwangsOf } from './zugzwangs-counted.ts';

test.each<[string, number, number, number]>([
  ['KRvKN', 18, 0, 0],
  ['KRvKP', 12, 0, 0],
  ['KBvKP', 0, 1, 0],
  ['KNvKP', 22, 7, 0],
  ['KBPvK', 6, 0, 0],
  ['KNPvK', 75, 0, 0],
  ['KPPvK', 43, 0, 0],
  ['KQvKP', 0, 0, 0],
  ['KNNvK', 0, 0, 0],
])('%s: %i, %i and %i', async (table, black, white, both) => {
  expect(await counted(table)).toEqual([black, white, both]);
});

test('KPvKP: 106 and 15, up to the exchange of sides', async () => {
  const list = await zugzwangsOf('KPvKP');
  const both = list.filter(({ outcomes }) => outcomes.join() === 'loss,loss');
  expect([list.length, both.length]).toEqual([121, 15]);
});
