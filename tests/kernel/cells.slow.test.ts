/** Cells of classes of four men one by one, and of some of five men by samples; about five minutes, most of it for KNPvKP. */

import { expect, test } from 'vitest';
import { compareCells, sampleCells } from '../support/cells.ts';

// Like men, sides that are alike, pawns of one side, and of both, with marks.
for (const table of ['KRRvK', 'KRvKR', 'KBvKN', 'KPPvK', 'KRvKP', 'KPvKP']) {
  test(`${table}: every position once, with its outcome and whether exits settle it`, async () => {
    const { cells, settled } = await compareCells(table, 'wdl');
    expect(cells).toBeGreaterThan(1_000_000);
    expect(settled).toBeGreaterThan(100_000);
  });
}

test('KQvKR: every position once, with its distance to mate and whether exits settle it', async () => {
  const { settled } = await compareCells('KQvKR', 'dtm');
  expect(settled).toBeGreaterThan(100_000);
});

for (const table of ['KRBvKR', 'KRRRvK', 'KNPvKP']) {
  test(`${table}: as many positions as values, and some of them one by one`, async () => {
    const { settled, marked } = await sampleCells(table, 50_000);
    expect(settled).toBeGreaterThan(1_000);
    expect(marked > 0).toBe(table === 'KNPvKP');
  });
}
