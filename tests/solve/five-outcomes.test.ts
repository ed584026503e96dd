/** Questions about outcomes under the 50-move rule (wdl50): computed, looked up, at any clock, with castling rights. */

import { afterAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { gameOf } from '../../games/index.ts';
import { loss, OUTCOME, PlainValues, toArray, type Value, type Values, win } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Metric } from '../../src/game/values.ts';
import { generateTables } from '../../src/make/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { fiveOf } from '../support/local.ts';

const solver = new Solver({ game: chess, solver: 'compute', metric: 'wdl50', memory: 1e9 });
const spec = specialize(chess);
const dtz = new SliceValues(spec, { memory: 1e9, metric: 'dtz' });
afterAll(() => {
  solver.close();
  dtz.clear();
});

describe('computed', () => {
  test('a win is told with the clock at 0, and its moves as far as one outcome tells another', async () => {
    const answer = await solver.query('8/8/8/8/8/1pQ1K3/k7/8 w - - 0 1', { moves: true, line: true });
    expect(answer).toMatchObject({ exact: true, outcome: 'win', outcome50: 'win', line: [] });
    expect(answer.dtm ?? answer.dtz ?? answer.bounds).toBeUndefined();
    // A move that zeroes says all.
    const capture = answer.moves.find(({ san }) => san === 'Qxb3+');
    expect(capture).toMatchObject({ zeroing: true, outcome: 'draw', outcome50: 'draw' });
    // Another passes the clock on: 100 plies behind it would be 101.
    const quiet = answer.moves.find(({ san }) => san === 'Qc1');
    expect(quiet).toMatchObject({
      zeroing: false,
      outcome: 'win',
      bounds: {
        lower: { outcome: 'win', outcome50: 'cursed-win' },
        upper: { outcome: 'win', outcome50: 'win' },
      },
    });
    expect(quiet).not.toHaveProperty('outcome50');
    const last = answer.moves.at(-1);
    expect(last).toMatchObject({
      outcome: 'loss',
      bounds: { lower: { outcome50: 'loss' }, upper: { outcome50: 'blessed-loss' } },
    });
  });

  test('a promotion tells all, whatever the clock was, and goes before moves that may be cursed', async () => {
    const { moves } = await solver.query('8/4P1k1/8/4K3/8/8/8/8 w - - 60 1', { moves: true });
    expect(moves[0]).toMatchObject({ zeroing: true, outcome: 'win', outcome50: 'win' });
    const late = await solver.query('8/4P1k1/8/4K3/8/8/8/8 w - - 100 1', { moves: true });
    expect(late.moves.find(({ san }) => san === 'e8=Q')).not.toHaveProperty('outcome50');
  });

  test('a clock that has run may spoil a win, and never a draw', async () => {
    const won = await solver.query('8/4Q3/8/8/8/8/8/k6K w - - 95 1');
    expect(won).toMatchObject({ exact: true, outcome: 'win' });
    expect(won).not.toHaveProperty('outcome50');
    const drawn = await solver.query('8/8/8/8/8/k7/p7/K7 w - - 70 1');
    expect(drawn).toMatchObject({ exact: true, outcome: 'draw', outcome50: 'draw' });
  });

  test('a mate is a mate, and who is mated has lost', async () => {
    const { moves } = await solver.query('k7/8/1K6/8/8/8/8/7R w - - 0 1', { moves: true });
    expect(moves[0]).toMatchObject({ san: 'Rh8#', outcome50: 'win', dtm: 1 });
    expect(await solver.query('k6R/8/1K6/8/8/8/8/8 b - - 9 1')).toMatchObject({ outcome50: 'loss' });
  });

  test('castling rights: what plies to zeroing tell', async () => {
    const zeroing = new Solver({ game: chess, solver: 'compute', metric: 'dtz', memory: 1e9 });
    for (const fen of ['4k3/8/8/8/8/8/8/4K2R w K - 0 1', '4k2r/8/8/8/8/8/3P4/4K3 w k - 0 1']) {
      const { outcome50 } = await zeroing.query(fen);
      expect(await solver.query(fen)).toMatchObject({ exact: true, outcome50 });
      expect(outcome50).toBeDefined();
    }
  });
});

describe('looked up', () => {
  /** KRvK as if all that takes twenty plies took a hundred and more, under a metric. */
  async function store(metric: 'dtz' | 'wdl50'): Promise<TableStore> {
    const made = new TableStore(new MemoryFiles());
    await generateTables(spec, ['KvK'], made, { metric: 'wdl50' });
    const values = toArray(await dtz.get(spec.slicesOf('KRvK')[0])).map((v) =>
      v === UNUSED || OUTCOME.plies(v as Value) < 20 ? v : v > 0 ? win(120) : v < 0 ? loss(121) : v,
    );
    const told: Values = new PlainValues(metric === 'dtz' ? values : values.map((v) => (v === UNUSED ? v : fiveOf(v))));
    made.write({
      game: 'chess',
      rules: chess.version,
      table: 'KRvK',
      domain: 'outcome',
      representation: metric,
      slices: [{ name: 'KRvK', values: told }],
      statistics: { positions: 50_015, wins: 1, draws: 1, losses: 1 },
      generator: 'test',
    });
    return made;
  }

  /** Won in 19 plies, won in 31, and drawn. */
  const NEAR = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
  const FAR = '8/8/8/8/8/2k5/1R6/K7 w - - 0 1';
  const DRAWN = '8/8/8/8/8/8/1kR5/4K3 b - - 0 1';

  test.each([
    ['wdl50', 'wdl50'],
    ['dtz', 'wdl50'],
    ['wdl50', undefined],
  ] as const)('in tables of %s, asked for %s', async (metric, asked: Metric | undefined) => {
    const lookup = new Solver({ game: chess, solver: 'lookup', store: await store(metric), metric: asked });
    expect(await lookup.query(NEAR)).toMatchObject({ outcome: 'win', outcome50: 'win' });
    expect(await lookup.query(FAR)).toMatchObject({ outcome: 'win', outcome50: 'cursed-win' });
    // What is spoilt is spoilt at any clock.
    expect(await lookup.query(FAR.replace('0 1', '30 1'))).toMatchObject({ outcome50: 'cursed-win' });
    expect(await lookup.query(DRAWN)).toMatchObject({ outcome50: 'draw' });
  });

  test('they tell outcomes alone too, and no distance', async () => {
    const tables = await store('wdl50');
    const outcomes = new Solver({ game: chess, solver: 'lookup', store: tables, metric: 'wdl' });
    expect(await outcomes.query(FAR)).toMatchObject({ outcome: 'win' });
    const plies = new Solver({ game: chess, solver: 'lookup', store: tables, metric: 'dtz' });
    await expect(plies.query(FAR)).rejects.toMatchObject({ code: 'E_TABLE_MISSING' });
    const missing = new Solver({ game: chess, solver: 'lookup', store: tables, metric: 'wdl50' });
    await expect(missing.query('8/8/8/3k4/8/8/8/K3Q3 w - - 0 1')).rejects.toMatchObject({
      code: 'E_TABLE_MISSING',
      hint: expect.stringContaining('generate chess KQvK --metric wdl50') as string,
    });
  });

  test('the hybrid takes them, and computes the classes that have none', async () => {
    const hybrid = new Solver({ game: chess, store: await store('wdl50'), metric: 'wdl50', memory: 1e9 });
    const stored = await hybrid.query(FAR);
    expect(stored).toMatchObject({ outcome50: 'cursed-win', provenance: { source: 'table', table: 'KRvK' } });
    const computed = await hybrid.query('8/8/8/3k4/8/8/8/K3Q3 w - - 0 1');
    expect(computed).toMatchObject({ outcome50: 'win', provenance: { source: 'computed' } });
  });
});

test('a game without the rule has no such metric', () => {
  expect(() => new Solver({ game: gameOf('awari'), metric: 'wdl50' })).toThrow(
    /awari has no 50-move rule, so no outcome under it \(wdl50\)/,
  );
});
