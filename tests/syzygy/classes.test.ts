/** Every position of classes of three men, and some of four, as Syzygy's files tell them and as the kernel solves them. */

import { describe, expect, test } from 'vitest';
import { haveShared } from '../support/oracles.ts';
import { compareClass } from '../support/syzygy.ts';

describe('every position has the outcome and the plies to zeroing of the kernel', () => {
  test.each(['KQvK', 'KRvK', 'KPvK'])('%s', async (table) => {
    const { positions, won, wrong } = await compareClass(table, 1);
    expect(wrong).toEqual([]);
    expect(won).toBeGreaterThan(positions / 2);
  });
});

// Primes, so that no man and no mark is left out.
describe.skipIf(!haveShared)('so have some positions of four men', () => {
  test.each([
    ['KPvKP', 997],
    ['KRvKP', 997],
    ['KQvKR', 499],
    ['KBNvK', 1999],
    ['KNNvK', 499],
  ])('%s', async (table, stride) => {
    const { positions, marked, wrong } = await compareClass(table, stride);
    expect(wrong).toEqual([]);
    expect(positions).toBeGreaterThan(1000);
    if (table === 'KPvKP') expect(marked).toBeGreaterThan(10);
  });
});
