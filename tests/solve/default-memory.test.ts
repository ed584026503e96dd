/** How much memory a solver takes if nobody says how much, and what fits into it. */

import { freemem } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import type { Successors } from '../../src/engine/index.ts';
import { Position } from '../../src/game/index.ts';
import { isLegal } from '../../src/game/rules.ts';
import { WordKernel } from '../../src/kernel/word-kernel.ts';
import { defaultMemory } from '../../src/solve/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { chessSpec } from '../support/chess.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['at most 1 GB', 4e9, 1e9],
  ['half', 1.5e9, 0.75e9],
  ['what every outcome fits into', 0.8e9, 0.512e9],
  ['less where there is less', 0.4e9, 0.3e9],
])('of a container: %s', (_, limit, expected) => {
  // where the machine itself has less, that counts
  const free = Math.min(limit, freemem());
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(limit);
  expect(defaultMemory()).toBeLessThanOrEqual(expected);
  if (free === limit) expect(defaultMemory()).toBe(expected);
});

test('every outcome of up to five men fits into 512 MB, without any table', async () => {
  const classes = chessSpec.tablesWithMen(3, 5);
  expect(classes.length).toBe(145);
  const kernel = new WordKernel(chessSpec);
  const random = new Random(9);
  const p = new Position(chessSpec.game.schema);
  const successors: Successors = {
    values: () => Promise.reject(new Error('nothing is below')),
    available: () => undefined,
    planes: () => undefined,
  };
  const tooLarge: string[] = [];
  for (const table of classes) {
    const space = chessSpec.space(chessSpec.slicesOf(table)[0]);
    while (!space.unrank(random.below(space.size), p) || !isLegal(chessSpec.game, p));
    // a kernel that gets nothing says what it needs, before it does anything
    const refused = kernel.value(p, { metric: 'wdl', memory: 1, threads: 1, successors });
    const told = await refused.catch((error: Error) => /needs ([\d.]+) MB/.exec(error.message)?.[1]);
    if (!(Number(told) <= 512)) tooLarge.push(`${table} ${Number(told)} MB`);
  }
  expect(tooLarge).toEqual([]);
});
