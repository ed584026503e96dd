import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealt } from '../../src/jobs/index.ts';

test('every item falls to one shard, in the order given', () => {
  const weights = fc.array(fc.nat(1000), { maxLength: 40 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 9 }), (items, of) => {
      const named = items.map((weight, i) => ({ weight, i }));
      const shards = Array.from({ length: of }, (_, i) => dealt(named, ({ weight }) => weight, { number: i + 1, of }));
      expect(shards.flat().sort((a, b) => a.i - b.i)).toEqual(named);
      for (const shard of shards) expect(shard).toEqual(shard.toSorted((a, b) => a.i - b.i));
      // The heaviest shard was the lightest before its last item.
      const loads = shards.map((shard) => shard.reduce((sum, { weight }) => sum + weight, 0));
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...items));
    }),
  );
});
