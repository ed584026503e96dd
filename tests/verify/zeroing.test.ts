/** Distances to zeroing follow from the moves: the kernel's values, checked with none of its code. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { loss, type Position, type Value, win } from '../../src/game/index.ts';
import { WDL50 } from '../../src/game/value.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { fiveOf } from '../support/local.ts';

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

describe('outcomes under the 50-move rule, held up to a ladder', () => {
  const five = (at: (p: Position) => Value) => (p: Position) => fiveOf(at(p));

  test.each([
    ['KRvK', 50_015],
    ['KPvK', 165_676],
  ])('%s', async (table, positions) => {
    const { slice, at } = await valuesOf(table);
    const report = await verifySlice(spec, slice, five(at), { domain: WDL50, ladder: at });
    expect(report).toMatchObject({ positions });
  });

  test('an outcome that the ladder does not tell is wrong, and so is a ladder that the moves do not give', async () => {
    const { slice, at } = await valuesOf('KPvK');
    const run = (stored: (p: Position) => Value, ladder: (p: Position) => Value): Promise<unknown> =>
      verifySlice(spec, slice, stored, { domain: WDL50, ladder });
    /** Changes the thousandth value that is `from`. */
    const changed = (values: (p: Position) => Value, from: Value, to: Value): ((p: Position) => Value) => {
      let met = 0;
      return (p) => {
        const v = values(p);
        return v === from && spec.sliceOf(p.signature) === slice && ++met === 1000 ? to : v;
      };
    };
    const told = (message: RegExp): object => ({
      code: 'E_VALUE_WRONG',
      message: expect.stringMatching(message) as string,
    });
    await expect(run(changed(five(at), win(0), win(101)), at)).rejects.toMatchObject(
      told(/stored as cursed win, its moves give win$/),
    );
    await expect(run(changed(five(at), loss(0), loss(101)), at)).rejects.toMatchObject(told(/stored as blessed loss/));
    await expect(run(five(at), changed(at, win(5), win(7)))).rejects.toMatchObject(told(/win in \d+, its moves give/));
  });

  test('cursed wins below spoil the wins that promote into them', async () => {
    const { slice, at } = await valuesOf('KPvK');
    const signature = slice.signatures[0];
    const below = (p: Position): Value => {
      const v = fiveOf(at(p));
      const isOwn = spec.sliceOf(p.signature).signatures[0] === signature;
      return isOwn || v === 0 ? v : v > 0 ? win(101) : loss(101);
    };
    const wrong = verifySlice(spec, slice, below, { domain: WDL50, ladder: at });
    await expect(wrong).rejects.toMatchObject({
      code: 'E_VALUE_WRONG',
      message: expect.stringMatching(/win in 1, its moves give/) as string,
    });
  });
});
