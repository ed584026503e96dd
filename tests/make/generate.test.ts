/** Generating tables: the same bytes each time, and everything below them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { WDL } from '../../src/game/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import type { Value } from '../../src/game/value.ts';
import { StoredSource } from '../../src/solve/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { type GeneratedTable, generateTables } from '../../src/make/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { FakeKernel } from '../support/kernel.ts';
import { makePack, temporaryDirectory } from '../solve/support.ts';

const directory = temporaryDirectory();

test.each([
  { game: ticTacToe, table: 'all' },
  { game: threeMensMorris, table: 'all' },
  { game: chess, table: 'KPvK' },
])('$game.id $table: generating anew gives the same bytes and statistics', async ({ game, table }) => {
  const pack = await makePack(join(directory, game.id), game, [table]);
  const before = pack.list();
  const bytes = before.map((entry) => readFileSync(join(pack.name, entry.file)));
  const told: GeneratedTable[] = [];
  await generateTables(specialize(game), [table], pack, { force: true, onTable: (made) => told.push(made) });
  expect(pack.list()).toEqual(before);
  expect(before.map((entry) => readFileSync(join(pack.name, entry.file)))).toEqual(bytes);
  // Only the named tables are made again.
  expect(told.filter((made) => made.entry).map((made) => made.table)).toEqual([table]);
  expect(told.find((made) => made.table === table)!.statistics).toEqual(
    before.find((entry) => entry.table === table)!.statistics,
  );
  pack.close();
});

test('a budget too small and an abort leave no table', async () => {
  const pack = await makePack(join(directory, 'none'), chess, ['KvK']);
  const spec = specialize(chess);
  await expect(generateTables(spec, ['KRvK'], pack, { memory: 10_000 })).rejects.toMatchObject({ code: 'E_BUDGET' });
  const controller = new AbortController();
  const run = { signal: controller.signal, onProgress: (): void => controller.abort(), engine: 'generic' as const };
  await expect(generateTables(spec, ['KRvK'], pack, run)).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(pack.list().map((entry) => entry.table)).toEqual(['KvK']);
  pack.close();
});

test('other metrics by a kernel: next to the table of dtm, verified as far as they can be', async () => {
  const spec = specialize(chess);
  const pack = await makePack(join(directory, 'metrics'), chess, ['KPvK']);
  const plain = pack.list();
  const kernel = new FakeKernel(spec);
  for (const metric of ['wdl', 'dtz'] as const) {
    const told: GeneratedTable[] = [];
    const options = { metric, engines: kernel.set, threads: 2, onTable: (made: GeneratedTable) => told.push(made) };
    await generateTables(spec, ['KPvK'], pack, options);
    expect(told.map((made) => made.entry?.file)).toContain(`chess.KPvK.${metric}.egt`);
    expect(told.at(-1)).toMatchObject({ table: 'KPvK', effort: { words: 22, edges: 0 } });
    const { longestWin, ...counts } = plain.find((entry) => entry.table === 'KPvK')!.statistics;
    expect(longestWin?.plies).toBe(55);
    expect(told.at(-1)?.statistics).toMatchObject(counts);
    expect(told.at(-1)?.statistics?.longestWin?.plies).toBe(metric === 'dtz' ? 1 : undefined);
    // What is there stays there.
    const runs = kernel.runs.length;
    await generateTables(spec, ['KPvK'], pack, { metric, engines: kernel.set });
    expect(kernel.runs).toHaveLength(runs);
  }
  expect(pack.list()).toEqual(plain);
  expect(pack.list('chess', 'all')).toHaveLength(3 * plain.length);
  expect(kernel.forgotten).toBeGreaterThan(0);
  expect(kernel.runs[0].run).toMatchObject({ metric: 'wdl', threads: 2 });
  const tables = new StoredSource(spec, pack, { tolerant: false, metric: 'wdl' });
  for (const table of ['KQvK', 'KPvK']) {
    const report = await verifySlice(spec, spec.slicesOf(table)[0], (p) => tables.probe(p) as Value, { domain: WDL });
    expect(report.positions).toBeGreaterThan(40_000);
  }
  pack.close();
});

test('a metric that nothing can find is refused before anything is written', async () => {
  const pack = TableStore.open(join(directory, 'refused'), { create: true });
  const spec = specialize(threeMensMorris);
  const usage = { code: 'E_USAGE', message: expect.stringContaining('dtz') as string };
  await expect(generateTables(spec, ['all'], pack, { metric: 'dtz' })).rejects.toMatchObject(usage);
  await expect(generateTables(spec, ['all'], pack, { metric: 'dtz', engine: 'generic' })).rejects.toMatchObject(usage);
  expect(pack.list(undefined, 'all')).toEqual([]);
});

test('a slice that only the kernel reveals is stored too', async () => {
  const spec = new Specialization(chess);
  const kernel = new FakeKernel(spec);
  const pack = TableStore.open(join(directory, 'revealed'), { create: true });
  kernel.begun = async (slice, run) => {
    if (slice.name === 'KNvK') await run.successors.values(spec.slicesOf('KBvK')[0]);
  };
  await generateTables(spec, ['KNvK'], pack, { engines: kernel.set });
  expect(pack.list().map((entry) => entry.table)).toEqual(['KBvK', 'KNvK', 'KvK']);
});
