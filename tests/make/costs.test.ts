/** The cost model's file, and how it becomes the planner's numbers. */

import { describe, expect, test } from 'vitest';
import { EndgameError } from '../../src/game/index.ts';
import { adversarialProfile, build, uniformProfile } from '../../src/plan/build.ts';
import { type Costs, formatCosts, parseCosts } from '../../src/plan/costs.ts';
import { nothingKept, choiceSeconds } from '../../src/plan/instance.ts';
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
      alone: 6,
      fed: 5,
    },
  ],
};

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
  const read = parseProfile(formatProfile(profile), 'x');
  expect(read.sessions).toEqual(profile.sessions);
  expect(formatProfile(read)).toBe(formatProfile(profile));
});

/** As a file says it. */
const stored = JSON.parse(formatCosts(costs)) as { tables: { table: string }[] };
const changed = (change: object): string => JSON.stringify({ ...stored, ...change });

describe('what is no cost model is refused, naming the field', () => {
  test.each([
    ['{', 'is not JSON'],
    [changed({ calibration: -1 }), 'calibration'],
    [changed({ metric: 'best' }), 'metric "best"'],
    [changed({ tables: stored.tables.toReversed() }), 'KRvKR comes before KRvK'],
    [changed({ tables: [stored.tables[0], stored.tables[0]] }), 'table KRvK twice'],
    [changed({ tables: [{ ...stored.tables[0], compute: 'long' }] }), 'KRvK.compute'],
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

test('costs and profile of different games are refused', () => {
  expect(() => build(costs, { ...profile, game: 'awari' })).toThrow(/the profile is of awari/);
  expect(() => build({ ...costs, tables: [] }, profile)).toThrow(/no table of the profile has costs/);
});

test('profiles that nobody played', () => {
  expect(uniformProfile(costs)).toMatchObject({ positions: 400, classes: [{ positions: 100 }, { positions: 300 }] });
  expect(adversarialProfile(costs).classes.map(({ table }) => table)).toEqual(['KRvKR']);
});
