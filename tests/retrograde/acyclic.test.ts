/** Slices without a move within themselves: nothing is stored for later, and no level is swept. */

import { expect, test } from 'vitest';
import { connectFour4x4 } from '../../games/connect-four.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';

test('four bytes an index are enough, as predicted, and nothing is visited backwards', async () => {
  const spec = specialize(connectFour4x4);
  const slices = new SliceValues(spec, { memory: 1e9 });
  for (const slice of spec.slicesOf('all')) {
    const { size } = spec.space(slice);
    const below = spec.below(slice).reduce((sum, s) => sum + 2 * spec.space(s).size, 0);
    expect(slices.check(slice)).toBe(4 * size + below);
    let bytes = -1;
    let back = -1;
    await slices.get(slice, {
      onSolved: (_, effort) => {
        bytes = effort.bytes;
        back = effort.backEdges;
      },
    });
    expect({ bytes, back }).toEqual({ bytes: 4 * size, back: 0 });
  }
});
