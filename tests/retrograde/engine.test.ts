import { expect, test } from 'vitest';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { type Game, Position, toArray } from '../../src/game/index.ts';
import { SliceValues, verifySlice } from '../../src/retrograde/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance, eachPosition } from '../support/conformance.ts';
import { dropRow, race, ringSowing } from '../support/toys.ts';

const without = (game: Game): Game => {
  const rest = { ...game, id: `${game.id}-without-unmoves` };
  delete rest.unmoves;
  delete rest.unplay;
  return rest;
};

const games = [ticTacToe, threeMensMorris, without(threeMensMorris), dropRow, ringSowing, race];

for (const game of games) {
  const spec = specialize(game);
  conformance(game, spec, () => spec.slicesOf('all'));

  test(`${game.id}: every value of the engine is that of a brute-force fixpoint, and the verifier agrees`, async () => {
    const slices = new SliceValues(spec, { memory: 1e9 });
    const p = new Position(game.schema);
    const valueOf = async (text: string): Promise<number> => {
      game.parse(p, text);
      const ended = game.ended(p);
      if (ended !== undefined) return ended;
      const slice = spec.sliceOf(p.signature);
      return (await slices.get(slice)).at(spec.space(slice).rank(p));
    };
    const truth = bruteForce(game, [game.initial]);
    expect(truth.size).toBeGreaterThan(20);
    for (const [text, value] of truth) expect(await valueOf(text), text).toBe(value);

    let verified = 0;
    for (const slice of spec.slicesOf('all')) {
      await slices.get(slice);
      const report = await verifySlice(spec, slice, (q) => {
        const s = spec.sliceOf(q.signature);
        return slices.peek(s)!.at(spec.space(s).rank(q)) as never;
      });
      verified += report.positions;
      expect(report.positions).toBe(eachPosition(spec, slice, () => undefined, 1e6));
    }
    expect(verified).toBeGreaterThan(20);
  });
}

test('the verifier rejects a single wrong value', async () => {
  const spec = specialize(threeMensMorris);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const [slice] = spec.slicesOf('all');
  const values = toArray(await slices.get(slice));
  const space = spec.space(slice);
  let wrong = 0;
  eachPosition(spec, slice, (p, index) => {
    if (wrong === 0 && threeMensMorris.ended(p) === undefined && values[index] !== 0) wrong = index;
  });
  const damaged = values.slice();
  damaged[wrong] = values[wrong] > 0 ? values[wrong] - 2 : values[wrong] + 2;
  await expect(verifySlice(spec, slice, (p) => damaged[space.rank(p)] as never)).rejects.toMatchObject({
    code: 'E_VALUE_WRONG',
  });
});

test('materials that lead to each other become one slice', () => {
  const spec = specialize(dropRow);
  expect(spec.slicesOf('all')).toHaveLength(1);
  expect(spec.slicesOf('all')[0].signatures.length).toBeGreaterThan(1);
});

test('memory below the working set is refused before anything is computed', async () => {
  const spec = specialize(threeMensMorris);
  const slices = new SliceValues(spec, { memory: 500 });
  await expect(slices.get(spec.slicesOf('all')[0])).rejects.toMatchObject({ code: 'E_BUDGET' });
});

test('a slice asked for twice at the same time is solved once', async () => {
  const spec = specialize(threeMensMorris);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const slice = spec.slicesOf('all')[0];
  const first = slices.get(slice);
  const second = slices.get(slice);
  expect(await first).toBe(await second);
});
