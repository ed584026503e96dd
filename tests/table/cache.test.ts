import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockCache, cacheBeside, DEFAULT_CACHE_BYTES } from '../../src/table/index.ts';

test('never holds more bytes than its bound, nor a wrong block', () => {
  const step = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 400 }));
  fc.assert(
    fc.property(fc.nat(1000), fc.array(step, { maxLength: 100 }), (maxBytes, steps) => {
      const cache = new BlockCache(maxBytes);
      const latest = new Map<number, Uint8Array>();
      for (const [key, length] of steps) {
        const found = cache.get(key);
        expect([undefined, latest.get(key)]).toContain(found);
        const block = new Uint8Array(length);
        cache.set(key, block);
        latest.set(key, length <= maxBytes ? block : (latest.get(key) ?? block));
        expect(cache.bytes).toBeLessThanOrEqual(maxBytes);
      }
      expect(cache.hits + cache.misses).toBe(steps.length);
    }),
  );
});

test('the block that was not used for longest leaves first', () => {
  const cache = new BlockCache(300);
  for (const key of [0, 1, 2]) cache.set(key, new Uint8Array(100));
  cache.get(0);
  cache.set(3, new Uint8Array(100));
  expect([0, 1, 2, 3].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true, true]);
});

test('ranges of keys do not overlap and are released one by one', () => {
  const cache = new BlockCache(1000);
  const a = cache.claim(3);
  const b = cache.claim(2);
  const c = cache.claim(1);
  expect(new Set([a, a + 1, a + 2, b, b + 1, c]).size).toBe(6);
  for (const key of [a, a + 2, b, b + 1, c]) cache.set(key, new Uint8Array(10));
  cache.release(b, 2);
  expect([a, a + 2, b, b + 1, c].map((key) => cache.get(key) !== undefined)).toEqual([true, true, false, false, true]);
  expect(cache.claim(1)).not.toBe(b);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a bound of %d bytes makes no sense', (bytes) => {
  expect(() => new BlockCache(bytes)).toThrow(RangeError);
});

test('beside more memory there is more room, and never less than by default', () => {
  expect(cacheBeside(0).maxBytes).toBe(DEFAULT_CACHE_BYTES);
  expect(cacheBeside(8e9).maxBytes).toBe(1e9);
});
