import { describe, expect, test } from 'vitest';
import { checkers6x6 } from '../../games/checkers.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { type Game, Position, toArray } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance, eachPosition } from '../support/conformance.ts';
import { dropRow, race, ringCaptures, ringSowing } from '../support/toys.ts';

const without = (game: Game): Game => {
  const rest = { ...game, id: `${game.id}-without-unmoves` };
  delete rest.unmoves;
  delete rest.unplay;
  return rest;
};

const games = [ticTacToe, threeMensMorris, without(threeMensMorris), dropRow, ringSowing, ringCaptures, race];

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

test.each([
  ['keeps the turn', 'ring-again', 0],
  ['scores', 'ring-scores', 1],
])('a move within a slice that %s is refused', async (_, id, points) => {
  const game: Game = {
    ...ringSowing,
    id,
    play(p, pit) {
      ringSowing.play(p, pit);
      if (points === 0) p.pass();
      return points;
    },
  };
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  await expect(slices.get(spec.slicesOf('all')[0])).rejects.toMatchObject({ code: 'E_RULES' });
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

describe('a slice below that no sample showed', () => {
  const counted = (game: Game, count: () => void): Game => ({
    ...game,
    moves(p, out) {
      count();
      return game.moves(p, out);
    },
  });

  test.each([
    ['with unmoves', checkers6x6],
    ['without', without(checkers6x6)],
  ])('%s: it is fetched on the way, and nothing is done twice', async (_, base) => {
    let generated = 0;
    const spec = new Specialization(counted(base, () => generated++));
    const slices = new SliceValues(spec, { memory: 1e9 });
    const [slice] = spec.slicesOf('KKMvM');
    for (const lower of spec.closure([slice])) if (lower !== slice) await slices.get(lower);
    const known = spec.below(slice).length;
    generated = 0;
    let positions = 0;
    const values = await slices.get(slice, { onSolved: (__, effort) => (positions += effort.positions) });
    expect(spec.below(slice).length).toBeGreaterThan(known);
    expect(generated).toBeLessThan(1.1 * positions);
    const report = await verifySlice(spec, slice, (p) => {
      const lower = spec.sliceOf(p.signature);
      return (lower === slice ? values : slices.peek(lower)!).at(spec.space(lower).rank(p)) as never;
    });
    expect(report.positions).toBe(51_120);
  });

  test('without room to solve it beside the other, the analysis begins anew', async () => {
    let generated = 0;
    const spec = new Specialization(counted(checkers6x6, () => generated++));
    const [slice] = spec.slicesOf('KKMvM');
    const ample = new SliceValues(spec, { memory: 1e9 });
    const twin = new Specialization(checkers6x6);
    const [expected] = [await new SliceValues(twin, { memory: 1e9 }).get(twin.slicesOf('KKMvM')[0])];
    const known = spec.below(slice).length;
    generated = 0;
    const values = await new SliceValues(spec, { memory: ample.check(slice) + 4_000 }).get(slice);
    expect(spec.below(slice).length).toBeGreaterThan(known);
    expect(toArray(values)).toEqual(toArray(expected));
    expect(generated).toBeGreaterThan(2 * 51_120);
  });
});
