/** Positions with castling rights, in which pawns move and promote while the right lives. */

import { expect, test } from 'vitest';
import type { Metric } from '../../src/game/index.ts';
import { mistakes } from './rights-iterated.ts';

test.each<[string, Metric]>([
  ['8/8/8/8/3k4/P7/8/1R1K4 w Q - 0 1', 'dtm'],
  ['8/8/8/8/3k4/P7/8/4K2R w K - 0 1', 'dtz'],
  ['8/8/8/8/3k4/P7/8/4K2R b K - 0 1', 'wdl'],
  ['r3k3/8/8/8/8/8/7P/4K3 b q - 0 1', 'dtm'],
])('value iteration gives the same: %s %s', async (fen, metric) => {
  expect(await mistakes(fen, metric)).toEqual([]);
});
