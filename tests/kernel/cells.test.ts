/** Cells of whole classes, streamed straight from the kernel, against index spaces, values and moves. */

import { expect, test } from 'vitest';
import { compareCells, solve } from '../support/cells.ts';
import { classesOf } from '../support/chess.ts';
import { strength } from '../support/strength.ts';

// Like men, sides that are alike, pawns of one side, and of both, with marks.
const FOUR_MEN = strength([], ['KRRvK', 'KRvKR', 'KBvKN', 'KPPvK', 'KPvKP']);

for (const table of [...classesOf(2), ...classesOf(3), ...FOUR_MEN]) {
  test(`${table}: every position once, with its outcome and whether exits settle it`, async () => {
    const { cells, settled } = await compareCells(table, 'wdl');
    expect(cells).toBeGreaterThan(400);
    if (table !== 'KvK') expect(settled).toBeGreaterThan(100);
  });
}

for (const table of ['KQvK', 'KPvK', ...strength([], ['KQvKR'])]) {
  test(`${table}: the same with distances to mate`, async () => {
    const { settled } = await compareCells(table, 'dtm');
    expect(settled).toBeGreaterThan(100);
  });
}

test('a side to move whose positions are those of the other is refused', async () => {
  const { cells } = await solve('KRvKR', 'wdl', false);
  expect(() => cells!(1)).toThrow(RangeError);
});

test('nothing is told of exits unless it is asked for', async () => {
  for (const [metric, asked] of [
    ['wdl', false],
    ['dtz', true],
  ] as const) {
    const { cells } = await solve('KPvK', metric, asked);
    let count = 0;
    for (const chunk of cells!(0)) {
      expect(chunk.settled).toBeUndefined();
      count += chunk.count;
    }
    expect(count).toBeGreaterThan(50_000);
  }
});
