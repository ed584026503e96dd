/** Distances to zeroing follow from the moves: the kernel's values, checked with none of its code. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type Position, type Value, win } from '../../src/game/index.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';

const spec = specialize(chess);
const values = new SliceValues(spec, { memory: 1e9, metric: 'dtz' });

/** Returns the values of a class and of all below it, by position. */
async function valuesOf(table: string): Promise<{ slice: Slice; at: (p: Position) => Value }> {
  const [slice] = spec.slicesOf(table);
  const known = new Map(
    await Promise.all(spec.closure([slice]).map(async (each) => [each, await values.get(each)] as const)),
  );
  const at = (p: Position): Value => {
    const own = spec.sliceOf(p.signature);
    return known.get(own)!.at(spec.space(own).rank(p)) as Value;
  };
  return { slice, at };
}

describe('distances to zeroing', () => {
  // The positions with a pawn are those of the published counts of KPvK, both sides to move, up to symmetry.
  test.each([
    ['KRvK', 50_015],
    ['KPvK', 165_676],
  ])('%s', async (table, positions) => {
    const { slice, at } = await valuesOf(table);
    expect(await verifySlice(spec, slice, at, { zeroing: true })).toMatchObject({ positions });
  });

  test('counted as distances to mate they are wrong, and so is any other value', async () => {
    const { slice, at } = await valuesOf('KPvK');
    await expect(verifySlice(spec, slice, at)).rejects.toMatchObject({ code: 'E_VALUE_WRONG' });
    let won = 0;
    const changed = (p: Position): Value => {
      const v = at(p);
      return v === win(5) && ++won === 1000 ? win(7) : v;
    };
    await expect(verifySlice(spec, slice, changed, { zeroing: true })).rejects.toMatchObject({ code: 'E_VALUE_WRONG' });
  });
});
