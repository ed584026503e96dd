/** Outcomes alone, by the generic engine: held against a brute force, its own distances, the kernel, and the verifier. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { gameOf } from '../../games/index.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { type Game, Position, toArray, type Value } from '../../src/game/index.ts';
import { OutcomeValues } from '../../src/game/outcome-values.ts';
import { UNUSED, WDL } from '../../src/game/value.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { bruteForce } from '../support/brute.ts';
import { dropRow, race, ringCaptures } from '../support/toys.ts';

const MEMORY = 2e9;

const outcomeOf = (v: number): number => (v === UNUSED ? UNUSED : WDL.further(v as Value));

const without = (game: Game): Game => {
  const rest = { ...game, id: `${game.id}-without-unmoves` };
  delete rest.unmoves;
  delete rest.unplay;
  return rest;
};

const valuesOf = (spec: Specialization, metric: 'dtm' | 'wdl', memory = MEMORY): SliceValues =>
  new SliceValues(spec, { memory, engine: 'generic', metric });

test.each([ticTacToe, threeMensMorris, without(threeMensMorris), dropRow, race])(
  '$id: every outcome is that of a brute-force fixpoint',
  async (game) => {
    const spec = specialize(game);
    const slices = valuesOf(spec, 'wdl');
    const p = new Position(game.schema);
    const truth = bruteForce(game, [game.initial]);
    expect(truth.size).toBeGreaterThan(20);
    for (const [text, value] of truth) {
      game.parse(p, text);
      if (game.ended(p) !== undefined) continue;
      const slice = spec.sliceOf(p.signature);
      expect((await slices.get(slice)).at(spec.space(slice).rank(p)), text).toBe(outcomeOf(value));
    }
  },
);

describe.each<[string, string | undefined, string]>([
  ['three-mens-morris', undefined, 'moves stay within the slice'],
  ['connect-four-4x4', undefined, 'every move leaves the slice'],
  ['dobutsu-shogi', 'LCvL', 'drops, promotions, and illegal positions'],
  ['hare-and-hounds', undefined, 'positions end otherwise than lost'],
  ['dodgem', undefined, 'men leave the board'],
  ['mu-torere', undefined, 'few positions, and one orbit of many'],
  ['checkers-6x6', 'KvMM', 'captures'],
])('%s %s: %s', (id, table) => {
  const game = gameOf(id);
  const spec = specialize(game);
  const tables = table === undefined ? spec.defaultTables() : [table];
  const closure = (): readonly Slice[] => spec.closure(tables.flatMap((each) => spec.slicesOf(each)));

  test('the outcomes are those of the distances, and the verifier agrees', async () => {
    const outcomes = valuesOf(spec, 'wdl');
    const distances = valuesOf(spec, 'dtm');
    let seen = 0;
    for (const slice of closure()) {
      const values = await outcomes.get(slice);
      expect(values).toBeInstanceOf(OutcomeValues);
      const expected = toArray(await distances.get(slice)).map(outcomeOf);
      expect(Buffer.compare(Buffer.from(toArray(values).buffer), Buffer.from(expected.buffer)), slice.name).toBe(0);
      const stored = (p: Position): Value => {
        const lower = spec.sliceOf(p.signature);
        return outcomes.peek(lower)!.at(spec.space(lower).rank(p)) as Value;
      };
      seen += (await verifySlice(spec, slice, stored, { domain: WDL })).positions;
    }
    expect(seen).toBeGreaterThan(40);
  });

  test('an index takes a third of the memory, as predicted', async () => {
    const outcomes = valuesOf(spec, 'wdl');
    const distances = valuesOf(spec, 'dtm');
    const slice = closure().reduce((a, b) => (spec.space(b).size > spec.space(a).size ? b : a));
    const taken = async (values: SliceValues): Promise<number> => {
      let bytes = 0;
      await values.get(slice, { onSolved: (each, effort) => (bytes = each === slice ? effort.bytes : bytes) });
      expect(bytes).toBeLessThanOrEqual(values.check(slice));
      return bytes;
    };
    const stack = 4 * 65_536;
    expect((await taken(outcomes)) - stack).toBeLessThan(0.35 * (await taken(distances)));
  });
});

test('the kernel finds the same outcomes of chess', async () => {
  const spec = specialize(chess);
  const generic = valuesOf(spec, 'wdl');
  const kernel = new SliceValues(spec, { memory: MEMORY, engine: 'kernel', metric: 'wdl' });
  const [slice] = spec.slicesOf('KRvK');
  const expected = toArray(await kernel.get(slice));
  expect(Buffer.compare(Buffer.from(toArray(await generic.get(slice)).buffer), Buffer.from(expected.buffer))).toBe(0);
});

/** The same game, in which every move is there 40 times. */
function crowded(game: Game): Game {
  const repeat = (n: number, out: Int32Array): number => {
    for (let k = 1; k < 40; k++) out.copyWithin(k * n, 0, n);
    return 40 * n;
  };
  return {
    ...game,
    id: `crowded-${game.id}`,
    maxMoves: 40 * game.maxMoves,
    moves: (p, out) => repeat(game.moves(p, out), out),
    unmoves: (p, out) => repeat(game.unmoves!(p, out), out),
  };
}

test('positions with more moves than a byte counts take two bytes, if there is room', async () => {
  const game = crowded(threeMensMorris);
  const spec = specialize(game);
  const [slice] = spec.slicesOf('all').filter((each) => spec.below(each).length === 0);
  const { size } = spec.space(slice);
  let bytes = 0;
  const wide = await valuesOf(spec, 'wdl').get(slice, { onSolved: (_, effort) => (bytes = effort.bytes) });
  expect(bytes).toBeGreaterThanOrEqual(2.25 * size);
  const plain = specialize(threeMensMorris);
  const narrow = await valuesOf(plain, 'wdl').get(plain.slicesOf('all').find(({ name }) => name === slice.name)!);
  expect(toArray(wide)).toEqual(toArray(narrow));
  const room = valuesOf(spec, 'wdl').check(slice);
  await expect(valuesOf(spec, 'wdl', room).get(slice)).rejects.toMatchObject({ code: 'E_BUDGET' });
});

test('scores are refused, with one reason', async () => {
  const spec = specialize(ringCaptures);
  const [slice] = spec.slicesOf('all');
  expect(ringCaptures.domain.name).toBe('score');
  await expect(valuesOf(spec, 'wdl').get(slice)).rejects.toMatchObject({
    code: 'E_USAGE',
    hint: /scores tell who wins/,
  });
  expect(() => valuesOf(spec, 'dtz' as 'wdl')).toThrow(/generic engine cannot find dtz/);
});
