import { beforeAll, describe, expect, test } from 'vitest';
import { awari, oware } from '../../games/awari.ts';
import { seedsOf } from '../../games/shared/sowing.ts';
import { Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { statisticsOf } from '../../src/table/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance, eachPosition } from '../support/conformance.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { plainAwari, turned } from '../support/plain-sowing.ts';
import { scatter, sownBy } from './sowing.ts';

const choose = (n: number, k: number): bigint => (k === 0 ? 1n : (choose(n - 1, k - 1) * BigInt(n)) / BigInt(k));
/** Placements in which the side that has just moved has an empty pit: all but those with a seed in each of its six. */
const placements = (seeds: number): bigint => choose(seeds + 11, 11) - (seeds < 6 ? 0n : choose(seeds + 5, 11));

for (const game of [awari, oware]) {
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const p = new Position(game.schema);
  const sliceOf = (seeds: number) => spec.slicesOf(String(seeds))[0];

  // Generation learns the rare moves (capturing nearly all) that samples do not show.
  beforeAll(async () => void (await slices.get(sliceOf(9))));
  conformance(game, spec, () => [1, 3, 5, 9].map(sliceOf));

  describe(`${game.id}: rules and values`, () => {
    test('moves are those of independently written rules', () => {
      const random = new Random(12);
      let slams = 0;
      let hungry = 0;
      for (let i = 0; i < 6000; i++) {
        scatter(p, 1 + random.below(i % 3 === 0 ? 48 : 10), random);
        if (game.ended(p) !== undefined) continue;
        const mine = turned([...p.cells], p.turn);
        const expected = plainAwari(mine, game.id as 'awari' | 'oware');
        expect(sownBy(game, p), game.format(p)).toEqual(expected);
        const opponent = mine.slice(6).reduce((a, b) => a + b, 0);
        if (opponent === 0) hungry++;
        if (expected.size < mine.slice(0, 6).filter((n) => n > 0).length && opponent > 0) slams++;
      }
      expect(hungry).toBeGreaterThan(50);
      // Only awari forbids grand slams.
      if (game === awari) expect(slams).toBeGreaterThan(20);
      else expect(slams).toBe(0);
    });

    test('every value of up to four seeds is that of a brute-force fixpoint, and the verifier agrees', async () => {
      const roots: string[] = [];
      for (const seeds of [1, 2, 3, 4]) eachPosition(spec, sliceOf(seeds), (q) => roots.push(game.format(q)), 1e6);
      const truth = bruteForce(game, roots);
      expect(truth.size).toBeGreaterThan(1800);
      let cyclic = 0;
      for (const [text, value] of truth) {
        game.parse(p, text);
        const ended = game.ended(p);
        if (ended === undefined) {
          const slice = sliceOf(p.signature);
          expect((await slices.get(slice)).at(spec.space(slice).rank(p)), text).toBe(value);
          if (value === 0) cyclic++;
        } else expect(value).toBe(ended);
      }
      expect(cyclic).toBeGreaterThan(10);
      for (const seeds of [4, 7]) {
        for (const slice of spec.closure([sliceOf(seeds)])) await slices.get(slice);
        const report = await verifySlice(spec, sliceOf(seeds), (q) => {
          const slice = spec.sliceOf(q.signature);
          return slices.peek(slice)!.at(spec.space(slice).rank(q)) as never;
        });
        expect(BigInt(report.positions)).toBe(placements(seeds));
      }
    });

    test('one side to move stands for both', () => {
      expect(spec.symmetries(sliceOf(6))).toHaveLength(2);
      expect(spec.space(sliceOf(6)).parts).toHaveLength(1);
    });
  });
}

describe('awari', () => {
  const p = new Position(awari.schema);

  test('as many positions as the database of Romein and Bal', async () => {
    // J. Romein, H. Bal: Solving awari with parallel retrograde analysis (2003): 889,063,398,406 positions. 47 seeds
    // cannot be left, since a capture takes two at least, and the start is one that no move leads to.
    const total = Array.from({ length: 49 }, (_, n) => (n === 47 ? 0n : placements(n))).reduce((a, b) => a + b);
    expect(total + 1n).toBe(889_063_398_406n);
    const spec = specialize(awari);
    const slices = new SliceValues(spec, { memory: 1e9 });
    for (const seeds of [5, 6, 8]) {
      const [slice] = spec.slicesOf(String(seeds));
      const values = await slices.get(slice);
      expect(BigInt(statisticsOf(spec, [{ slice, values }]).positions)).toBe(placements(seeds));
    }
  });

  test.each([
    ['0,0,0,0,0,1/1,0,0,0,0,1 south', ['F']],
    // Taking both of the last two seeds is allowed only if there is no other move.
    ['1,0,0,0,0,1/1,0,0,0,0,0 south', ['A']],
    ['0,0,0,0,0,1/1,0,0,0,0,0 south', ['F']],
    ['0,1,0,2,0,0/0,0,0,0,0,0 south', ['B', 'D']],
    ['0,1,0,2,0,1/0,0,0,0,0,0 south', ['F']],
    ['0,0,0,0,0,0/0,1,0,0,0,1 north', ['f']],
  ])('%s: moves %j', (text, names) => {
    const out = new Int32Array(6);
    awari.parse(p, text);
    expect([...out.subarray(0, awari.moves(p, out))].map((pit) => awari.formatMove(p, pit))).toEqual(names);
  });

  test('notation and drawing', () => {
    awari.parse(p, ' 1,0,2,0,0,11/0,3,0,0,0,4  north ');
    expect(awari.format(p)).toBe('1,0,2,0,0,11/0,3,0,0,0,4 north');
    expect(awari.draw(p)).toBe(
      [
        '    f  e  d  c  b  a',
        '    4  0  0  0  3  0',
        '    1  0  2  0  0 11',
        '    A  B  C  D  E  F',
        'north to move',
      ].join('\n'),
    );
    awari.parse(p, awari.initial);
    expect(awari.format(p)).toBe(awari.initial);
  });

  test.each([
    ['1,0,2,0,0,0/0,3,0,0,0,4 east', 'side to move "east"'],
    ['1,0,2,0,0/0,3,0,0,0,4 south', 'south has 5 pits'],
    ['1,0,2,0,0,0 south', '1 rows of pits'],
    ['1,0,2,0,0,x/0,3,0,0,0,4 south', '"x" is no number of seeds'],
    ['1,0,2,0,0,40/0,3,0,0,0,4 south', 'more than 48 seeds'],
    ['1,0,2,0,0,0/1,3,1,1,1,4 south', 'the side that has just moved has emptied a pit'],
    ['1,0,2,0,0,0/0,3,0,0,0,4 south 3', 'unexpected "3"'],
  ])('refuses %s', (text, what) => {
    expect(() => awari.parse(p, text)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => awari.parse(p, text)).toThrow(what);
  });
});

describe('a game of oware recorded by OpenSpiel', () => {
  const path = oraclePath('oracles', 'playthroughs', 'oware.txt.gz');
  const states = path
    ? readOracle(path)
        .split(/^# State /m)
        .slice(1)
    : [];

  test.skipIf(!path)('has the same boards, captures, moves and result', () => {
    const p = new Position(oware.schema);
    const out = new Int32Array(6);
    const scores = [0, 0];
    const field = (state: string, name: string): string => new RegExp(`^${name} = (.*)$`, 'm').exec(state)![1];
    let compared = 0;
    oware.parse(p, oware.initial);
    for (const state of states) {
      const action = /^action: (\d+)$/m.exec(state)?.[1];
      if (state.includes('IsTerminal')) {
        compared++;
        // "player | score score | the pits of player 0 and of player 1"
        const [, held, board] = field(state, 'ObservationString\\(0\\)').replaceAll('"', '').split('|');
        if (action === undefined) {
          // OpenSpiel stops when a side has more than half of the seeds, and gives each side the seeds in its pits.
          expect(oware.ended(p)).toBeUndefined();
          expect(oware.moves(p, out)).toBeGreaterThan(0);
          expect(Math.max(...scores)).toBeGreaterThan(24);
          scores[0] += seedsOf(p, 0);
          scores[1] += seedsOf(p, 1);
          expect(held.trim()).toBe(scores.join(' '));
          expect(JSON.parse(field(state, 'Returns\\(\\)'))).toEqual([-1, 1]);
          continue;
        }
        expect(held.trim()).toBe(scores.join(' '));
        expect(board.trim()).toBe([...p.cells].join(' '));
        expect(String(p.turn)).toBe(field(state, 'CurrentPlayer\\(\\)'));
        const legal = JSON.parse(field(state, 'LegalActions\\(\\)')) as number[];
        expect([...out.subarray(0, oware.moves(p, out))].map((pit) => pit % 6)).toEqual(legal);
      }
      const { turn } = p;
      scores[turn] += oware.play(p, Number(action) + 6 * turn) ?? 0;
      p.forget();
    }
    expect(states).toHaveLength(111);
    expect(compared).toBe(17);
  });
});
