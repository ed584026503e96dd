/** What goes first under each policy. */

import { expect, test } from 'vitest';
import { CostAwareCache } from '../../src/values/cost-aware-cache.ts';

const cost = (seconds: number) => () => seconds;

test('lru: what was used longest ago goes first', () => {
  const kept = new CostAwareCache<string>(30);
  for (const key of ['a', 'b', 'c']) kept.set(key, key, 10, cost(1));
  kept.get('a');
  kept.set('d', 'd', 10, cost(1));
  expect(['a', 'b', 'c', 'd'].filter((key) => kept.has(key))).toEqual(['a', 'c', 'd']);
  expect(kept.bytes).toBe(30);
  expect(kept.evicted).toBe(1);
});

test('greedy-dual: what is cheap a byte goes first, however lately used, but nothing stays for ever', () => {
  const kept = new CostAwareCache<string>(30, 'greedy-dual');
  kept.set('dear', 'dear', 10, cost(10));
  kept.set('cheap', 'cheap', 10, cost(1));
  kept.set('large', 'large', 20, cost(4));
  expect(['dear', 'cheap', 'large'].filter((key) => kept.has(key))).toEqual(['dear', 'large']);
  for (let i = 0; i < 100; i++) kept.set(`new-${i}`, 'new', 10, cost(3));
  expect(kept.has('dear')).toBe(false);
});

test('what fits nowhere is not kept, and what is there stays', () => {
  const kept = new CostAwareCache<string>(10);
  kept.set('a', 'a', 10, cost(1));
  kept.set('b', 'b', 11, cost(1));
  expect(kept.get('a')).toBe('a');
  expect(kept.get('b')).toBeUndefined();
  kept.set('a', 'again', 4, cost(1));
  expect(kept.bytes).toBe(4);
  kept.clear();
  expect(kept.bytes).toBe(0);
});
