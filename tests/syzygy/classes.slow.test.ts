/** Every position of the classes of four men whose files there are, en passant included. */

import { describe, expect, test } from 'vitest';
import { haveShared } from '../support/oracles.ts';
import { compareClass, SYZYGY } from '../support/syzygy.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';

const classes = new SyzygyTables([SYZYGY]).names.filter((name) => name.length === 5);

test.skipIf(!haveShared)('there are files of fifteen classes of four men', () => {
  expect(classes).toHaveLength(15);
});

describe.skipIf(!haveShared)('every position has the outcome and the plies to zeroing of the kernel', () => {
  test.each(classes)('%s', async (table) => {
    const { positions, wrong } = await compareClass(table, 1);
    expect(wrong).toEqual([]);
    expect(positions).toBeGreaterThan(100_000);
  });
});
