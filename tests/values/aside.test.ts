/** Bytes that tables hold beyond what was expected: what is cached makes room for them, and no question is refused. */

import { expect, test, vi } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { BlockCache, shippedOutcomes } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';

function parsed(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

test('what is cached makes room', async () => {
  const memory = 200e6;
  let aside = 0;
  const values = new SliceValues(specialize(chess), { memory, metric: 'wdl', aside: () => aside });
  const first = parsed('8/8/8/3k4/8/8/5r2/K6R w - - 0 1');
  const second = parsed('8/8/8/3k4/8/8/5r2/KQ6 w - - 0 1');
  const third = parsed('8/8/8/3k4/8/8/5b2/KR6 w - - 0 1');
  await values.value(first);
  await values.value(second);
  expect(values.isCached(first)).toBe(true);
  aside = memory;
  const { value } = await values.value(third);
  expect(values.isCached(first)).toBe(false);
  expect(values.isCached(second)).toBe(false);
  aside = 0;
  expect((await values.value(third)).value).toBe(value);
});

test('decoded trees count, beyond the bound of the cache', async () => {
  const store = shippedOutcomes({ cache: new BlockCache(4_000_000) })!;
  const solver = new Solver({ game: chess, solver: 'lookup', metric: 'wdl', store });
  expect(store.bytesBeyondCache).toBe(0);
  const counts: number[] = [];
  for (const fen of ['8/8/4k1K1/8/r5P1/7R/8/8 w - - 0 1', '8/3BK3/8/8/5r2/3R4/6k1/8 b - - 0 1']) {
    await solver.query(fen);
    counts.push(store.bytesBeyondCache);
  }
  // The tree of KRPvKR has some million nodes of twelve bytes; a few pages of it are decoded here.
  expect(counts[0]).toBeGreaterThan(0);
  expect(counts[1]).toBeGreaterThan(counts[0]);
  solver.close();
  expect(store.bytesBeyondCache).toBe(0);
});

test('a solver asks its store for them before it computes', async () => {
  const store = shippedOutcomes({ cache: new BlockCache(4_000_000) })!;
  const held = vi.spyOn(store, 'bytesBeyondCache', 'get');
  const solver = new Solver({ game: chess, metric: 'wdl', store, only: new Set(['KQvK']) });
  await solver.query('8/8/8/3k4/8/8/5r2/K6R w - - 0 1');
  expect(held).toHaveBeenCalled();
  solver.close();
});
