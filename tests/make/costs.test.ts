/** The cost model's file, and how it becomes the planner's numbers. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { EndgameError } from '../../src/game/index.ts';
import { adversarialProfile, build, uniformProfile } from '../../src/plan/build.ts';
import {
  type Costs,
  formatCosts,
  type OptionCost,
  parseCosts,
  storedOnly,
  withoutForecasts,
} from '../../src/plan/costs.ts';
import { nothingKept, choiceSeconds } from '../../src/plan/instance.ts';
import { planFor } from '../../src/plan/planner.ts';
import { specialize } from '../../src/specialize/index.ts';
import { formatProfile, parseProfile, type Profile } from '../../src/plan/profile.ts';

const costs: Costs = {
  game: 'chess',
  rules: 1,
  metric: 'wdl',
  calibration: 0.05,
  node: 'v20',
  decoders: { pairs: 4000 },
  tables: [
    { table: 'KRvK', positions: 100, below: [], options: [], compute: 2 },
    {
      table: 'KRvKR',
      positions: 300,
      below: ['KRvK'],
      options: [{ representation: 'wdl', codec: 'pairs', bytes: 500, probe: 1e-6, cold: 1e-3, dependsOnExits: true }],
      exits: { KRvK: 0.1 },
      compute: 4,
    },
  ],
};

/** A kernel's questions: the tables below are computed with the one asked, and some are read if they are stored. */
const asked: Costs = {
  ...costs,
  tables: [
    { table: 'KRvK', below: [], options: [], alone: 1 },
    { table: 'KQvKR', below: [], options: [stored(500)], alone: 2 },
    { table: 'KRvKR', below: ['KRvK'], options: [stored(700)], alone: 3 },
    {
      table: 'KPvKR',
      below: ['KQvKR', 'KRvKR', 'KRvK'],
      options: [{ ...stored(900), stored: false, forecast: true }],
      // half the games get by with half a second, the others take it too, so that all take 10 s on average
      alone: 19,
      atLeast: true,
      tried: 0.5,
      computed: 0.5,
      fed: 11,
      feeds: { KQvKR: 6, KRvKR: 2 },
    },
  ],
};

function stored(bytes: number): OptionCost {
  return { representation: 'wdl', codec: 'forest', bytes, probe: 1e-6, cold: 1e-3, stored: true };
}

/** Eight games, which go down from pawn to rook, or begin with rooks or without a known class. */
const descending: Profile = parseProfile(
  JSON.stringify({
    game: 'chess',
    source: ['x'],
    games: 8,
    skipped: 0,
    plies: 40,
    positions: 40,
    problems: [],
    damaged: [],
    classes: [
      { table: 'KPvKR', games: 5, games2: 0, games10: 0, positions: 15 },
      { table: 'KRvKR', games: 5, games2: 0, games10: 0, positions: 15 },
      { table: 'KNvKR', games: 1, games2: 0, games10: 0, positions: 5 },
      { table: 'KNPvKR', games: 1, games2: 0, games10: 0, positions: 5 },
    ],
    sessions: [
      {
        games: 4,
        visits: [
          ['KPvKR', 12],
          ['KRvKR', 12],
        ],
      },
      { games: 1, visits: [['KPvKR', 3]] },
      { games: 1, visits: [['KRvKR', 3]] },
      { games: 1, visits: [['KNvKR', 5]] },
      { games: 1, visits: [['KNPvKR', 5]] },
    ],
  }),
  'x',
);

/** Ten games: six visit both tables, four the smaller one. */
const profile: Profile = {
  game: 'chess',
  source: ['x'],
  games: 10,
  skipped: 0,
  plies: 100,
  positions: 50,
  classes: [
    { table: 'KRvK', games: 10, games2: 0, games10: 0, positions: 20 },
    { table: 'KRvKR', games: 6, games2: 0, games10: 0, positions: 30 },
  ],
  sessions: [
    {
      games: 6,
      visits: [
        ['KRvKR', 30],
        ['KRvK', 12],
      ],
    },
    { games: 4, visits: [['KRvK', 8]] },
  ],
  problems: [],
  damaged: [],
};

test('files round-trip', () => {
  expect(parseCosts(formatCosts(costs), 'x')).toEqual(costs);
  const { options, ...pawn } = asked.tables[3];
  const { stored: _, ...forecast } = options[0];
  const all = { ...asked, tables: [...asked.tables.slice(0, 3), { ...pawn, options: [forecast] }] };
  expect(parseCosts(formatCosts(asked), 'x')).toEqual(all);
  const read = parseProfile(formatProfile(profile), 'x');
  expect(read.sessions).toEqual(profile.sessions);
  expect(formatProfile(read)).toBe(formatProfile(profile));
});

/** As a file says it. */
const written = JSON.parse(formatCosts(costs)) as { tables: { table: string }[] };
const changed = (change: object): string => JSON.stringify({ ...written, ...change });

describe('what is no cost model is refused, naming the field', () => {
  test.each([
    ['{', 'is not JSON'],
    [changed({ calibration: -1 }), 'calibration'],
    [changed({ metric: 'best' }), 'metric "best"'],
    [changed({ tables: written.tables.toReversed() }), 'KRvKR comes before KRvK'],
    [changed({ tables: [written.tables[0], written.tables[0]] }), 'table KRvK twice'],
    [changed({ tables: [{ ...written.tables[0], compute: 'long' }] }), 'KRvK.compute'],
    [changed({ tables: [{ ...written.tables[0], feeds: { KRvKR: 1 } }] }), 'KRvKR feeds KRvK'],
    [changed({ decoders: { pairs: -1 } }), 'decoders.pairs'],
  ])('%#', (text, what) => {
    expect(() => parseCosts(text, 'x')).toThrow(EndgameError);
    expect(() => parseCosts(text, 'x')).toThrow(what);
  });
});

describe('sessions that contradict the counts are refused', () => {
  test.each([
    [[{ games: 6, visits: [['KRvKR', 30]] }], 'do not add up'],
    [[{ games: 6, visits: [['KQvK', 30]] }], 'which is no class'],
    [[{ games: 0, visits: [] }], 'is no session'],
    [[{ games: 6, visits: [['KRvKR', -1]] }], 'is no count'],
  ])('%#', (sessions, what) => {
    expect(() => parseProfile(JSON.stringify({ ...profile, sessions }), 'x')).toThrow(what);
  });
});

test('nothing kept: a session computes what it visits and what lies below, once', () => {
  const { instance, coverage } = build(costs, profile);
  expect(coverage).toBe(1);
  // 6 sessions of 4 + 2 s, 4 of 2 s, 50 questions in all
  expect(choiceSeconds(instance, nothingKept(instance))).toBeCloseTo((6 * 6 + 4 * 2) / 50);
  // a stored KRvKR still depends on KRvK: 30 probes, 2 s in each of 10 sessions for questions about KRvK, and 2 s in as
  // many of 6 sessions as one of 5 questions or more leads to KRvK
  const leads = 1 - 0.9 ** 5;
  expect(choiceSeconds(instance, Int32Array.of(-1, 0))).toBeCloseTo((10 * 2 + 6 * leads * 2 + 30e-6) / 50);
  expect(build(costs, { ...profile, positions: 100 }).coverage).toBe(0.5);
});

test('questions one by one: the first that is not stored pays, and stored tables feed it', () => {
  const { instance, coverage } = build(asked, descending);
  expect(coverage).toBe(30 / 40);
  const seconds = (...choice: number[]): number => choiceSeconds(instance, Int32Array.from(choice)) * 30;
  // 5 games of a pawn, 10 s each, what comes after it included, and one of rooks alone
  expect(seconds(-1, -1, -1, -1)).toBeCloseTo(5 * 10 + 3);
  expect(seconds(-1, 0, -1, -1)).toBeCloseTo(5 * 7 + 3);
  expect(seconds(-1, 0, 0, -1)).toBeCloseTo(5 * 6 + 15e-6);
  // with the pawn's table stored, 5 games ask about rooks
  expect(seconds(-1, -1, -1, 0)).toBeCloseTo(5 * 3 + 15e-6);
});

test('tables without costs count as the dearest of as many men', async () => {
  const specialization = specialize(chess);
  const men = (table: string): number | undefined => specialization.menIn(table);
  expect([men('KNPvKR'), men('KRv')]).toEqual([5, undefined]);
  const options = { men, method: 'exact' } as const;
  const { seconds, without, coverage, assumed, atLeast, kept } = await planFor(
    asked,
    descending,
    { budget: 3000 },
    options,
  );
  // KNvKR as KPvKR, of which only a bound is known; nothing of five men is known, so KNPvKR stays out
  expect({ coverage, assumed, atLeast }).toEqual({ coverage: 35 / 40, assumed: 5 / 40, atLeast: 20 / 40 });
  expect(without).toBeCloseTo((5 * 10 + 3 + 10) / 35);
  expect(seconds).toBeCloseTo((6 * 6 + 15e-6) / 35);
  expect(kept.map(({ table }) => table)).toEqual(['KQvKR', 'KRvKR']);
  const { kept: also } = await planFor(asked, descending, { budget: 3000 }, { ...options, forecast: true });
  expect(also.map(({ table, forecast }) => [table, forecast])).toEqual([
    ['KQvKR', undefined],
    ['KRvKR', undefined],
    ['KPvKR', true],
  ]);
});

test('forecasts are files that nobody has', () => {
  const sizes = (some: Costs | undefined): number[] | undefined => some?.tables.map(({ options }) => options.length);
  expect(sizes(asked)).toEqual([0, 1, 1, 1]);
  expect(sizes(storedOnly(asked))).toEqual([0, 1, 1, 0]);
  expect(sizes(withoutForecasts(asked))).toEqual([0, 1, 1, 0]);
});

test('costs and profile of different games are refused', () => {
  expect(() => build(costs, { ...profile, game: 'awari' })).toThrow(/the profile is of awari/);
  expect(() => build({ ...costs, tables: [] }, profile)).toThrow(/no table of the profile has costs/);
});

test('profiles that nobody played', () => {
  expect(uniformProfile(costs)).toMatchObject({ positions: 400, classes: [{ positions: 100 }, { positions: 300 }] });
  expect(adversarialProfile(costs).classes.map(({ table }) => table)).toEqual(['KRvKR']);
});
