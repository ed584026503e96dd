/** Solvers that execute plans: the same answers with any tables, and clear errors if plan and store do not fit. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { awari, chess, ticTacToe } from '../../games/index.ts';
import { uniformProfile } from '../../src/plan/build.ts';
import type { Costs } from '../../src/plan/costs.ts';
import { measureCosts } from '../../src/make/costs.ts';
import { formatPlan, type Plan, wantedBy } from '../../src/plan/plan.ts';
import { budgetsFor, planFor } from '../../src/plan/planner.ts';
import { openSolver, Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { type Encoding, parseRepresentation, TableStore } from '../../src/table/index.ts';
import { generateTables, packWanted } from '../../src/make/index.ts';
import { makePack, randomPositions, randomTexts, temporaryDirectory } from './support.ts';
import { valueOf } from '../../bench/answer-value.ts';

const directory = temporaryDirectory();
const spec = specialize(awari);
const tables = ['1', '2', '3', '4', '5'];
const slices = tables.flatMap((table) => spec.slicesOf(table));
let full: TableStore;
let costs: Costs;

beforeAll(async () => {
  full = await makePack(join(directory, 'full'), awari, tables);
  const encodings: Encoding[] = ['score', 'score-one-side'].map((name) => ({
    representation: parseRepresentation(name, 'score'),
    codec: 'pairs',
  }));
  costs = await measureCosts(spec, {
    store: full,
    tables,
    metric: 'dtm',
    encodings,
    most: 1e6,
    patience: 60,
    memory: 1e9,
  });
});

/** Returns a new store with the tables of the plan. */
async function packed(plan: Plan, name: string): Promise<TableStore> {
  const pack = TableStore.open(join(directory, name), { create: true });
  const wanted = wantedBy(plan, 'score');
  await packWanted(spec, wanted, full, pack, {});
  return pack;
}

test('every budget gives the same answers', async () => {
  const truth = new Solver({ game: awari, solver: 'lookup', pack: full });
  const kept = new Set<number>();
  for (const budget of budgetsFor(costs)) {
    const plan = await planFor(costs, uniformProfile(costs), { budget });
    kept.add(plan.kept.length);
    const store = await packed(plan, `budget-${budget}`);
    const solver = await openSolver({ game: awari, plan, store, memory: 1e8 });
    for (const p of randomPositions(awari, slices, 300, 7))
      expect(await solver.value(p), awari.format(p)).toBe(await truth.value(p));
    solver.close();
  }
  // From nothing to everything.
  expect(kept.has(0) && kept.has(5) && kept.size > 2).toBe(true);
});

describe('plan and store that do not fit', () => {
  test('each is one clear error', async () => {
    const plan = await planFor(costs, uniformProfile(costs), { budget: 3000 });
    await expect(openSolver({ game: ticTacToe, plan, store: full })).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(openSolver({ game: awari, plan, metric: 'wdl' })).rejects.toThrow(/the plan is for dtm, wdl is asked/);
    await expect(openSolver({ game: awari, plan })).rejects.toMatchObject({ code: 'E_TABLE_MISSING' });
    const bare = TableStore.open(join(directory, 'bare'), { create: true });
    await expect(openSolver({ game: awari, plan, store: bare })).rejects.toThrow(
      /keeps a table of awari \d, but .*bare/,
    );
    await expect(openSolver({ game: awari, plan: { ...plan, bytes: 10 }, store: full })).rejects.toMatchObject({
      code: 'E_BUDGET',
    });
    await expect(openSolver({ game: awari, plan: join(directory, 'none.json') })).rejects.toMatchObject({
      code: 'E_FILE',
    });
  });

  test('a plan comes from a file too, and tables that it does not keep are not used', async () => {
    const plan = await planFor(costs, uniformProfile(costs), { budget: 1000 });
    const path = join(directory, 'plan.json');
    const larger = { ...plan, bytes: 1e6 };
    writeFileSync(path, formatPlan(larger));
    const solver = await openSolver({ game: awari, plan: path, store: full.name });
    const kept = new Set(plan.kept.map(({ table }) => table));
    const sources = new Map<boolean, Set<string>>([
      [true, new Set()],
      [false, new Set()],
    ]);
    for (const text of randomTexts(awari, slices, 60, 9)) {
      const { provenance } = await solver.query(text);
      if (provenance.table !== '') sources.get(kept.has(provenance.table))!.add(provenance.source);
    }
    expect([...sources.get(true)!]).toEqual(['table']);
    expect(sources.get(false)!.has('table')).toBe(false);
    expect(sources.get(false)!.size).toBeGreaterThan(0);
    solver.close();
  });
});

test('a table that counts on others without a table: only the positions that it needs are computed', async () => {
  const chessSpec = specialize(chess);
  const from = TableStore.open(join(directory, 'chess'), { create: true });
  await generateTables(chessSpec, ['KPvK'], from, { metric: 'wdl' });
  const alone = TableStore.open(join(directory, 'alone'), { create: true });
  const encoding = { representation: parseRepresentation('wdl-one-side', 'outcome'), codec: 'pairs' };
  await packWanted(chessSpec, [{ table: 'KPvK', encoding, bytes: 0 }], from, alone, {});
  const truth = new Solver({ game: chess, solver: 'lookup', pack: from, metric: 'wdl' });
  const solver = new Solver({ game: chess, pack: alone, metric: 'wdl' });
  const counts = { table: 0, slices: 0 };
  for (const p of randomPositions(chess, chessSpec.slicesOf('KPvK'), 2000, 11)) {
    const answer = await solver.query(chess.format(p));
    const { provenance } = answer;
    const value = valueOf(answer);
    expect(value, chess.format(p)).toBe(await truth.value(p));
    if (provenance.source === 'table') counts.table++;
    counts.slices += provenance.slicesSolved.length;
  }
  expect(counts.table).toBeGreaterThan(1900);
  // What a pawn becomes, once each.
  expect(counts.slices).toBeGreaterThan(0);
  expect(counts.slices).toBeLessThan(10);
});

describe('a table that goes bad under a running solver', () => {
  const change: Record<string, (path: string, other: Uint8Array) => void> = {
    deleted: (path) => rmSync(path),
    damaged: (path) => {
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] ^= 0x55;
      writeFileSync(path, bytes);
    },
    'cut short': (path) => writeFileSync(path, readFileSync(path).subarray(0, 200)),
    'replaced by another game': (path, other) => writeFileSync(path, other),
  };
  test.each(Object.keys(change))('%s: answers stay right, the fault is told at most once', async (how) => {
    const truth = new Solver({ game: awari, solver: 'lookup', pack: full });
    const other = await makePack(join(directory, 'other'), ticTacToe, ['all']);
    const foreign = readFileSync(join(other.name, other.list()[0].file));
    const plan = await planFor(costs, uniformProfile(costs), { budget: 1e6 });
    const store = await packed(plan, `bad-${how}`);
    const solver = await openSolver({ game: awari, plan, store });
    const [first, ...texts] = randomTexts(awari, slices, 200, 13);
    expect(valueOf(await solver.query(first))).toBe(valueOf(await truth.query(first)));
    for (const { file } of store.list('awari')) change[how](join(store.name, file), foreign);
    // A new solver on the same store, with nothing of it in memory.
    store.close();
    if (how !== 'deleted') {
      const late = await openSolver({ game: awari, plan, store: store.name });
      const answer = await late.query(first);
      const { provenance } = answer;
      const value = valueOf(answer);
      expect(value).toBe(valueOf(await truth.query(first)));
      if (provenance.table !== '') expect(provenance.warnings.length).toBeGreaterThan(0);
      late.close();
    }
    const warnings: string[] = [];
    for (const text of texts) {
      const answer = await solver.query(text);
      const { provenance } = answer;
      const value = valueOf(answer);
      expect(value, text).toBe(valueOf(await truth.query(text)));
      warnings.push(...provenance.warnings);
    }
    expect(warnings.length).toBeGreaterThan(0);
    expect(new Set(warnings).size).toBe(warnings.length);
    expect(warnings.length).toBeLessThanOrEqual(plan.kept.length);
    solver.close();
  });
});
