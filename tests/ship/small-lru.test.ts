/** What stands for lru-cache in shipped files does what lru-cache does. */

import * as fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { expect, test } from 'vitest';
import { LRUCache as SmallLru } from '../../src/bundle/small-lru.ts';

const key = fc.integer({ min: 0, max: 9 });
const value = fc.integer({ min: 1, max: 40 });
const operation = fc.oneof(
  fc.record({ what: fc.constant('set' as const), key, value }),
  fc.record({ what: fc.constantFrom('get' as const, 'peek' as const, 'has' as const, 'delete' as const), key }),
  fc.record({ what: fc.constantFrom('pop' as const, 'clear' as const) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

interface Cache {
  get(key: number): unknown;
  peek(key: number): unknown;
  has(key: number): boolean;
  set(key: number, value: number): unknown;
  delete(key: number): boolean;
  pop(): unknown;
  clear(): void;
}

function perform(cache: Cache, each: Operation): unknown {
  switch (each.what) {
    case 'set':
      cache.set(each.key, each.value);
      return undefined;
    case 'pop':
    case 'clear':
      return cache[each.what]();
    default:
      return cache[each.what](each.key);
  }
}

test('any operations have the same results, sizes and order of leaving', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const left: number[][] = [[], []];
      const options = (into: number[]) => ({
        maxSize: 100,
        sizeCalculation: (size: number) => size,
        dispose: (_: number, gone: number) => into.push(gone),
      });
      const small = new SmallLru<number, number>(options(left[0]));
      const whole = new LRUCache<number, number>(options(left[1]));
      for (const each of operations) {
        expect(perform(small, each)).toBe(perform(whole, each));
        expect([small.size, small.calculatedSize]).toEqual([whole.size, whole.calculatedSize]);
      }
      // lru-cache tells of what a clearing drops in another order.
      const rising = (keys: readonly number[]): number[] => [...keys].sort((a, b) => a - b);
      expect(rising(left[0])).toEqual(rising(left[1]));
    }),
    { numRuns: 2000 },
  );
});
