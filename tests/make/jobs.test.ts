/** Tables as jobs: failures, shards, other processes; the bytes are those of one process that makes all. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { EndgameError } from '../../src/game/index.ts';
import type { JobsProgress } from '../../src/jobs/index.ts';
import { type GenerateOptions, generateTables, TableMaker, type TableWorkers } from '../../src/make/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { parseRepresentation, TableStore } from '../../src/table/index.ts';
import { temporaryDirectory } from '../solve/support.ts';
import { FakeKernel } from '../support/kernel.ts';

const directory = temporaryDirectory();
const spec = specialize(chess);

function opened(name: string): TableStore {
  return TableStore.open(join(directory, name), { create: true });
}

/** The files of a store and their bytes. */
function files(store: TableStore): Map<string, string> {
  return new Map(readdirSync(store.name).map((name) => [name, readFileSync(join(store.name, name), 'base64')]));
}

async function whole(
  name: string,
  tables: readonly string[],
  options: GenerateOptions = {},
): Promise<Map<string, string>> {
  const store = opened(name);
  await generateTables(spec, tables, store, options);
  return files(store);
}

test('a table that fails stops what needs it, and the rest is made if wanted', async () => {
  const kernel = new FakeKernel(spec);
  kernel.begun = (slice) => {
    if (slice.name === 'KNvK') throw new EndgameError('E_FILE', 'no luck', 'try again');
  };
  const tables = ['KPvK', 'KRvK'];
  const store = opened('failing');
  await expect(generateTables(spec, tables, store, { engines: kernel.set })).rejects.toThrow('no luck');
  expect(store.list().map(({ table }) => table)).not.toContain('KRvK');
  const outcome = await generateTables(spec, tables, store, { engines: kernel.set, keepGoing: true });
  expect(outcome.failed).toMatchObject([{ table: 'KNvK', error: { code: 'E_FILE' } }]);
  expect(outcome.left).toEqual(['KPvK']);
  expect(store.list().map(({ table }) => table)).toEqual(['KBvK', 'KQvK', 'KRvK', 'KvK']);
});

test('what is too large for the memory fails at its turn if the rest is to be made', async () => {
  const store = opened('large');
  const options = { metric: 'wdl', memory: 16_200_000, keepGoing: true } as const;
  const { failed, left } = await generateTables(spec, ['KPvK'], store, options);
  expect(failed.map(({ table }) => table).sort()).toEqual(['KBvK', 'KNvK', 'KQvK', 'KRvK']);
  for (const { error } of failed) expect(error).toMatchObject({ code: 'E_BUDGET' });
  expect(left).toEqual(['KPvK']);
  expect(store.list('chess', 'wdl').map(({ table }) => table)).toEqual(['KvK']);
});

test('shards at the same time, each alone: together they make every table once, with the same bytes', async () => {
  const right = await whole('undivided', ['KPvK', 'KRvKB'], { metric: 'wdl' });
  const stores = [1, 2, 3].map(() => opened('shards'));
  const made: string[] = [];
  const outcomes = await Promise.all(
    stores.map((store, i) =>
      generateTables(new Specialization(chess), ['KPvK', 'KRvKB'], store, {
        metric: 'wdl',
        shard: { number: i + 1, of: 3 },
        onTable: ({ table }) => made.push(table),
      }),
    ),
  );
  expect(made.toSorted()).toEqual(['KBvK', 'KNvK', 'KPvK', 'KQvK', 'KRvK', 'KRvKB', 'KvK']);
  expect(outcomes.map(({ others }) => others.length).reduce((a, b) => a + b)).toBe(2 * 7);
  opened('shards').close(); // mends the manifest
  expect(files(stores[0])).toEqual(right);
});

test('a shard of a game without kernel solves what lies below and stores its own alone', async () => {
  const store = opened('one');
  const run = (number: number) =>
    generateTables(specialize(threeMensMorris), ['all'], store, { shard: { number, of: 2 } });
  expect((await run(2)).others).toEqual(['all']);
  expect(store.list()).toEqual([]);
  expect((await run(1)).others).toEqual([]);
  expect(store.list()).toHaveLength(1);
});

test('shards that cannot be', async () => {
  const store = opened('impossible');
  for (const [number, of] of [
    [0, 2],
    [3, 2],
    [1.5, 2],
  ]) // prettier-ignore
    await expect(generateTables(spec, ['KRvK'], store, { shard: { number, of } })).rejects.toMatchObject({
      code: 'E_USAGE',
    });
  const trees = { representation: parseRepresentation('wdl', 'outcome'), exits: true };
  await expect(generateTables(spec, ['KRvK'], store, { trees, shard: { number: 1, of: 2 } })).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining('exits') as string,
  });
  expect(store.list()).toEqual([]);
});

/** Workers in this process, each with a specialization and a store of its own. */
class NearWorkers implements TableWorkers {
  readonly count: number;
  readonly given: { readonly table: string; readonly memory: number; readonly force: boolean }[] = [];
  mostMemory = 0;
  #memory = 0;
  readonly #store: string;
  readonly #revealing: string | undefined;

  constructor(count: number, store: string, revealing?: string) {
    this.count = count;
    this.#store = store;
    this.#revealing = revealing;
  }

  async make(...[table, memory, force]: Parameters<TableWorkers['make']>): ReturnType<TableWorkers['make']> {
    this.given.push({ table, memory, force });
    this.#memory += memory;
    this.mostMemory = Math.max(this.mostMemory, this.#memory);
    const own = new Specialization(chess);
    const maker = new TableMaker(own, opened(this.#store), { metric: 'wdl', memory }, new Set(force ? [table] : []));
    const made = await maker.make(table, {});
    this.#memory -= memory;
    const revealed = this.#revealing === undefined ? [] : [this.#revealing];
    return { made, below: [...own.closure(own.slicesOf(table)).map((slice) => own.tableOf(slice)), ...revealed] };
  }
}

test('by other processes: the same bytes, never more memory, and more for a large table', async () => {
  const right = await whole('alone', ['KPvK', 'KRvKB'], { metric: 'wdl' });
  const workers = new NearWorkers(2, 'crew');
  const told: JobsProgress[] = [];
  const store = opened('crew');
  const options = {
    metric: 'wdl',
    memory: 36_000_000,
    workers,
    onWhole: (each: JobsProgress) => told.push(each),
  } as const;
  await generateTables(spec, ['KPvK', 'KRvKB'], store, options);
  opened('crew').close();
  expect(files(store)).toEqual(right);
  expect(workers.mostMemory).toBeLessThanOrEqual(36_000_000);
  expect(workers.given.find(({ table }) => table === 'KRvK')?.memory).toBe(18_000_000);
  expect(workers.given.find(({ table }) => table === 'KRvKB')?.memory).toBe(18_912_448);
  expect(told.at(-1)).toMatchObject({ ended: 7, jobs: 7, share: 1 });
  // Again, and with force: only what is named.
  workers.given.length = 0;
  await generateTables(spec, ['KRvKB'], store, options);
  expect(workers.given).toEqual([]);
  await generateTables(spec, ['KRvKB'], store, { ...options, force: true });
  expect(workers.given).toMatchObject([{ table: 'KRvKB', force: true }]);
  expect(files(store)).toEqual(right);
});

test('a table that another process has stored meanwhile is made anew, with the same bytes', async () => {
  const right = await whole('stored', ['KQvK'], { metric: 'wdl' });
  const maker = new TableMaker(new Specialization(chess), opened('stored'), { metric: 'wdl' });
  const { statistics } = await maker.make('KQvK', {});
  expect(statistics?.positions).toBe(46_137);
  expect(files(opened('stored'))).toEqual(right);
});

test('trees of the named tables alone, by other processes', async () => {
  const workers = new NearWorkers(2, 'only');
  const trees = { representation: parseRepresentation('wdl', 'outcome'), only: true };
  await generateTables(spec, ['KPvK', 'KRvK'], opened('only'), { trees, workers });
  expect(workers.given.map(({ table }) => table).sort()).toEqual(['KPvK', 'KRvK']);
});

test('a table that only another process has revealed is made too', async () => {
  const workers = new NearWorkers(2, 'revealing', 'KBvK');
  await generateTables(new Specialization(chess), ['KNvK'], opened('revealing'), { metric: 'wdl', workers });
  expect(workers.given.map(({ table }) => table)).toEqual(['KvK', 'KNvK', 'KBvK']);
});
