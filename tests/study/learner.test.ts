/** The learner: its arithmetic on numbers whose answers are known, and its sections of the report. */

import { describe, expect, it } from 'vitest';
import { choicesAmong, type Judged, type Regret, regretOf } from '../../src/study/experiments/learner/codecs/regret.ts';
import { type Cabinet, growthOf, SHAPE_NAMES, SHAPES } from '../../src/study/experiments/learner/programs/growth.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { nim1357 } from '../../games/nim.ts';
import { kalah36 } from '../../games/kalah.ts';
import { compressedNaiveBytes, naiveBytes, solveNaively } from '../../src/study/experiments/learner/parts/naive.ts';
import { COST_MODELS, type CostedTable, leastSquares } from '../../src/study/experiments/learner/costs/models.ts';
import { planLearnt, withLearnt } from '../../src/study/experiments/learner/costs/plans.ts';
import type { Instance } from '../../src/plan/instance.ts';
import { type Apart, ratiosOf } from '../../src/study/experiments/learner/parts/ratios.ts';
import { adaptiveBits, outcomeCounts, knownBits, prior } from '../../src/study/experiments/learner/transfer/counts.ts';
import { Position } from '../../src/game/index.ts';
import { bruteForce } from '../support/brute.ts';
import { learnerChapter } from '../../src/study/experiments/learner/chapter.ts';
import type { LearnerData } from '../../src/study/experiments/learner/measure.ts';
import { Findings } from '../../src/study/report/findings.ts';

/** Returns the findings of a study that measured one part. */
function findingsOf(data: LearnerData): Findings {
  return new Findings({
    date: '2026-11-30T00:00:00.000Z',
    size: 'quick',
    seed: 1,
    machine: {} as never,
    code: '',
    results: [{ experiment: 'learner', unit: data.part, data, cached: false } as never],
  });
}

describe('the growth of a program', () => {
  const grown = (of: (n: number) => number): Cabinet[] =>
    [1, 2, 3, 5, 8, 13].map((games, i) => ({ games, families: [`family ${i}`], bytes: of(games) }));

  it.each(SHAPE_NAMES)('is found where it is a %s, without an error', (shape) => {
    const growth = growthOf(
      grown((n) => 5000 + 700 * SHAPES[shape](n)),
      shape,
    );
    expect(growth.constant).toBeCloseTo(5000, 6);
    expect(growth.factor).toBeCloseTo(700, 6);
    expect(growth.error).toBeCloseTo(0, 6);
    expect(growth.heldOut).toBeCloseTo(0, 6);
  });

  it('has an error where it is another shape', () => {
    const growth = growthOf(
      grown((n) => 5000 + 700 * n),
      'logarithm',
    );
    expect(growth.error).toBeGreaterThan(100);
    expect(growth.heldOut).toBeGreaterThan(100);
  });

  it('holds out whole families: what games of a family add says nothing of it', () => {
    // Family b adds 100 bytes a game, twice; c adds 10. Each is predicted from the other alone.
    const cabinets = [
      { games: 1, families: ['a'], bytes: 0 },
      { games: 2, families: ['b'], bytes: 100 },
      { games: 3, families: ['b'], bytes: 200 },
      { games: 4, families: ['c'], bytes: 210 },
    ];
    expect(growthOf(cabinets, 'line')).toMatchObject({ heldOut: 90, heldOutMedian: 90 });
  });

  it('has a section with a figure of each shape', () => {
    const cabinets = grown((n) => 5000 + 700 * n);
    const growth = {
      line: growthOf(cabinets, 'line'),
      root: growthOf(cabinets, 'root'),
      logarithm: growthOf(cabinets, 'logarithm'),
    };
    const html = learnerChapter.content(findingsOf({ part: 'programs', cabinets, growth }));
    expect(html).toContain(
      'the line has the least error in what the games of a family add, predicted from all others, and the line the least',
    );
    expect(html).toContain('<svg');
    for (const shape of SHAPE_NAMES) expect(html).toContain(`<td class="text">${shape}</td>`);
  });
});

describe('the regret of a choice', () => {
  const CODECS = ['a', 'b'];
  const judged = (family: string, cells: number, a: number, b: number, tried = ['a']): Judged => ({
    game: family,
    family,
    table: `${cells}`,
    metric: 'wdl',
    cells,
    bytes: { a, b },
    seconds: { a: 1, b: 2 },
    race: 3,
    tried,
    why: '',
  });
  const of = (tables: readonly Judged[]): Map<string, Regret> =>
    new Map(choicesAmong(CODECS).map((choice) => [choice.name, regretOf(tables, choice, 1)]));

  it('is a mean over families, so a family of many tables counts once', () => {
    const tables = [judged('x', 10, 100, 400), judged('x', 20, 100, 400), judged('y', 10, 100, 100)];
    const regrets = of(tables);
    expect(regrets.get('always a')).toMatchObject({ regret: 1, least: 1, most: 1, worst: 1, bytes: 300, seconds: 3 });
    expect(regrets.get('always b')!.regret).toBeCloseTo(2, 12); // the root of 4 times 1
    expect(regrets.get('always b')!.worst).toBeCloseTo(4, 12);
    expect(regrets.get('always b')!.least).toBeCloseTo(1, 12);
    expect(regrets.get('always b')!.most).toBeCloseTo(4, 12);
    expect(regrets.get('all tried')).toMatchObject({ regret: 1, bytes: 300, seconds: 9 });
  });

  it('counts what a race leaves to be tried, and what the race takes', () => {
    const regrets = of([judged('x', 10, 200, 100, ['a', 'b']), judged('y', 10, 200, 100, ['a'])]);
    expect(regrets.get('learnt from small slices')).toMatchObject({ worst: 2, bytes: 300, seconds: 3 + 3 + 3 + 1 });
    expect(regrets.get('learnt, the leader alone')).toMatchObject({ bytes: 400, seconds: 8 });
  });

  it('of a choice from other families has not seen the own one', () => {
    // Each family alone wants another codec, so the others always mislead.
    const regrets = of([judged('x', 10, 100, 200), judged('y', 10, 200, 100)]);
    expect(regrets.get('one codec, from other families')!.regret).toBeCloseTo(2, 12);
    expect(regrets.get('by size, from other families')!.regret).toBeCloseTo(2, 12);
  });

  it('of a choice by size is 1 where size tells everything', () => {
    const families = ['x', 'y', 'z'];
    const tables = families.flatMap((family) => [judged(family, 10, 100, 200), judged(family, 1000, 200, 100)]);
    const regrets = of(tables);
    expect(regrets.get('by size, from other families')!.regret).toBe(1);
    expect(regrets.get('one codec, from other families')!.regret).toBeCloseTo(Math.SQRT2, 12);
  });

  it('has a section with each choice', () => {
    const tables = [judged('x', 10, 100, 400), judged('y', 10, 100, 100)];
    const regrets = [...of(tables).values()];
    const html = learnerChapter.content(findingsOf({ part: 'codecs', tables, regrets }));
    for (const { name } of regrets) expect(html).toContain(`<td class="text">${name}</td>`);
    expect(html).toContain('There are 2 tables of 2 families');
  });
});

describe('the naive template', () => {
  it.each([ticTacToe, nim1357])('gives $id the values of another brute force', (game) => {
    const { states, stateBytes, values } = solveNaively(game);
    const truth = bruteForce(game, [game.initial]);
    expect(values.length).toBe(truth.size);
    const p = new Position(game.schema);
    const wrong = Array.from(values, (value, id) => {
      p.restore(states, id * stateBytes);
      return truth.get(game.format(p)) === value ? 0 : 1;
    });
    expect(wrong.filter((each) => each === 1)).toHaveLength(0);
  });

  it('reaches the 5,478 positions of tic-tac-toe, and stores each with its value', () => {
    const table = solveNaively(ticTacToe);
    expect(table.values.length).toBe(5478);
    expect(naiveBytes(table)).toBe(5478 * (table.stateBytes + 2));
    expect(compressedNaiveBytes(table)).toBeLessThan(naiveBytes(table) / 4);
  });

  it('refuses games of scores', () => {
    expect(() => solveNaively(kalah36)).toThrow(/kalah-3-6 has scores/);
  });
});

describe('the parts of the specialiser', () => {
  const apart = (game: string, family: string, bytes: number): Apart => ({
    game,
    family,
    positions: 1,
    arms: {
      everything: { bytes: 100, seconds: 2 },
      'no symmetry': { bytes, seconds: 1 },
      'the default codec': { bytes: 50 },
    },
  });

  it('are worth means over families', () => {
    const games = [apart('a', 'x', 100), apart('b', 'x', 1600), apart('c', 'y', 100)];
    const [symmetry, codec] = ratiosOf(games, 'bytes');
    expect(symmetry).toMatchObject({ arm: 'no symmetry', least: 1, games: 3 });
    expect(symmetry.mean).toBeCloseTo(2, 12); // family x: 4, family y: 1
    expect(symmetry.most).toBeCloseTo(16, 12);
    expect(codec).toMatchObject({ arm: 'the default codec', games: 3 });
    expect(codec.mean).toBeCloseTo(0.5, 12);
    expect(ratiosOf(games, 'seconds').map(({ arm }) => arm)).toEqual(['no symmetry']);
  });

  it('have a section with the parts that were taken out, and no others', () => {
    const html = learnerChapter.content(findingsOf({ part: 'specialiser', games: [apart('a', 'x', 400)] }));
    expect(html).toContain('<td class="text">no symmetry</td><td>4 (4–4)</td><td>0.5 (0.5–0.5)</td><td>1</td>');
    expect(html).not.toContain('<td class="text">generic engine</td>');
  });
});

describe('the control', () => {
  it('codes by the estimator of Krichevsky and Trofimov', () => {
    // What is before the first cell counts as losses: a third of 0, then a fifth of 1, then a third of 2 after a 1.
    expect(adaptiveBits(Uint8Array.of(0, 1, 2))).toBeCloseTo(Math.log2(3 * 5 * 3), 12);
    // In the context of four losses: 1/3, then 3/5, then 5/7.
    expect(adaptiveBits(Uint8Array.of(0, 0, 0))).toBeCloseTo(-Math.log2((1 / 3) * (3 / 5) * (5 / 7)), 12);
  });

  it('saves bits where the other game is alike, and wastes some where it is not, but only few', () => {
    const losses = new Uint8Array(1000);
    const wins = new Uint8Array(1000).fill(2);
    const alone = adaptiveBits(losses);
    // Counts are worth 16 cells at most, so the first 16 are saved.
    const saved = adaptiveBits(new Uint8Array(1016)) - adaptiveBits(new Uint8Array(16));
    expect(adaptiveBits(losses, prior(outcomeCounts([losses])))).toBeCloseTo(saved, 9);
    const mixed = Uint8Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 0 : 2));
    // Of the wins, the first alone comes in a context of the losses, and makes a loss less likely there.
    const misled = adaptiveBits(losses, prior(outcomeCounts([wins])));
    expect(misled).toBeGreaterThan(alone);
    expect(misled).toBeLessThan(2 * alone);
    expect(adaptiveBits(mixed, prior(outcomeCounts([losses])))).toBeGreaterThan(adaptiveBits(mixed));
  });

  it('knows a bound that no counts can pass', () => {
    expect(knownBits(new Uint8Array(1000))).toBe(0);
    const coin = Uint8Array.from({ length: 2000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 16) & 1);
    expect(knownBits(coin)).toBeLessThan(adaptiveBits(coin));
  });

  it('has a section that tells what was saved', () => {
    const games = [{ game: 'a', cells: 10, alone: 800, fromOthers: 796, known: 720 }];
    const saved = { mean: 0.005, least: -0.01, most: 0.02 };
    const html = learnerChapter.content(findingsOf({ part: 'transfer', games, saved }));
    expect(html).toContain('saves 0.50 % of its bits (90 % of draws of games: -1.00 % to 2.00 %)');
    expect(html).toContain('<td>10.00 %</td>');
  });
});

describe('learnt costs', () => {
  const tableOf = (family: string, cells: number, bytes: number): CostedTable => ({
    game: family,
    family,
    name: `${cells}`,
    cells,
    childCells: cells / 2,
    children: 1,
    entropy: 1,
    costs: { pairs: bytes, seconds: cells / 1000 },
  });

  it('are found where costs are a power of the cells, for every factor of the game', () => {
    const law = (family: string, factor: number): CostedTable[] =>
      [100, 1000, 10_000].map((cells) => tableOf(family, cells, factor * cells ** 0.8));
    const others = [...law('a', 2), ...law('b', 2)];
    const own = law('c', 6).slice(0, 2);
    const asked = law('c', 6)[2];
    const [size, , last, growth] = COST_MODELS.map(({ predict }) => predict(asked, 'pairs', { own, others }));
    // others know the growth and not the factor, the last table the factor and not the growth
    expect(size).toBeCloseTo(asked.costs.pairs / 3, 0);
    expect(last / asked.costs.pairs).toBeCloseTo(10 ** 0.2, 3);
    expect(growth / asked.costs.pairs).toBeCloseTo(1, 3);
  });

  it('are fitted by least squares with weights', () => {
    const rows = [
      { x: [1, 0], y: 1, weight: 1 },
      { x: [1, 1], y: 3, weight: 1 },
      { x: [1, 2], y: 5, weight: 2 },
    ];
    const [constant, slope] = leastSquares(rows);
    expect(constant).toBeCloseTo(1, 4);
    expect(slope).toBeCloseTo(2, 4);
    // the weighted mean of 0, 0 and 4
    expect(leastSquares([0, 0, 4].map((y, i) => ({ x: [1], y, weight: i + 1 })))[0]).toBeCloseTo(2, 4);
  });

  const option = (name: string, bytes: number): Instance['tables'][number]['options'][number] => ({
    name,
    bytes,
    probe: 0,
    unpack: 0,
  });
  // Two tables that are asked equally often: the first takes 100 bytes and saves 9 s, the second 50 and saves 3.
  const costs: Instance = {
    decoders: new Map(),
    tables: [
      { name: 'a', options: [option('pairs', 100)], successors: [], compute: 9 },
      { name: 'b', options: [option('pairs', 50)], successors: [], compute: 3 },
    ],
    sessions: [0, 1].map((t) => ({ weight: 1, questions: new Map([[t, 1]]) })),
  };
  const none = [false, false];

  it('cost a plan nothing where they are right, and are planned again where they are too small', () => {
    const right = withLearnt(costs, none, (t, target) => (target === 'seconds' ? [9, 3][t] : [100, 50][t]));
    expect(planLearnt(costs, right, none, 100)).toEqual({ price: 1, built: 1 / 2 });
    // both are thought to fit, do not, and are known then
    const small = withLearnt(costs, none, (t, target) => (target === 'seconds' ? [9, 3][t] : 10));
    expect(planLearnt(costs, small, none, 100)).toEqual({ price: 1, built: 1 });
  });

  it('cost a plan what it misses where a table seems too large', () => {
    const large = withLearnt(costs, none, (t, target) => (target === 'seconds' ? [9, 3][t] : [1000, 50][t]));
    // it keeps the second and computes the first: 9 s for two questions instead of 3
    expect(planLearnt(costs, large, none, 100).price).toBeCloseTo(3);
    expect(withLearnt(costs, [true, true], () => 1).tables).toEqual(costs.tables);
  });

  it('have a section with every model', () => {
    const mean = { value: 1.5, least: 1.25, most: 2 };
    const errors = { 'brotli-blocks': mean, pairs: mean, forest: mean, seconds: mean };
    const games = [{ game: 'awari', family: 'sowing', tables: 6, unbuilt: 3, cells: 100 }];
    const models = COST_MODELS.map(({ name }, i) => ({
      name,
      errors,
      price: { ...mean, value: 2 - i / 10 },
      built: 0.5,
    }));
    const html = learnerChapter.content(findingsOf({ part: 'costs', games, models }));
    for (const { name } of COST_MODELS) expect(html).toContain(`<td class="text">${name}</td>`);
    expect(html).toContain('1.50 (1.25–2.00)');
    expect(html).toContain(`from &quot;${COST_MODELS[3].name}&quot;: 1.70`);
  });
});
