/** Trees straight from the kernel answer every position as the kernel's own values do. */

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { generateTables, type TreesOptions } from '../../src/make/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { parseRepresentation, TableStore } from '../../src/table/index.ts';
import { statisticsOf } from '../../src/table/statistics.ts';
import { chessSpec, sliceNamed, solved } from '../support/chess.ts';
import { askAll } from '../support/representations.ts';
import { temporaryDirectory } from '../table/support.ts';

async function planted(tables: readonly string[], name: string, options: Partial<TreesOptions> = {}) {
  const store = TableStore.open(temporaryDirectory(), { create: true });
  const trees = { representation: parseRepresentation(name, 'outcome'), ...options };
  await generateTables(chessSpec, tables, store, { trees });
  return store;
}

/** Asks every `step`-th index of a class; returns how many positions were asked. */
async function ask(store: TableStore, table: string, step: number): Promise<number> {
  const slice = sliceNamed(table);
  const values = await solved.wdl.get(slice);
  return askAll(chessSpec, store, 'wdl', [slice], () => values, step);
}

const CASES: readonly (readonly [string, string, Partial<TreesOptions>])[] = [
  ['KPvK', 'wdl-one-side', {}],
  ['KPvK', 'wdl-one-side', { exits: true }],
  ['KPvK', 'wdl', { exits: true, aheadCells: 256 }],
  ['KQvK', 'wdl', {}],
];

for (const [table, name, options] of CASES) {
  test(`${table} as ${name} ${JSON.stringify(options)}: every position`, async () => {
    const store = await planted([table], name, options);
    expect(await ask(store, table, 1)).toBeGreaterThan(40_000);
    const { header } = store.table('chess', chessSpec.game.version, table, 'wdl');
    expect(header.codec).toBe('forest');
    expect(header.slices[0].kept === undefined).toBe(name === 'wdl');
    expect(header.slices[0].exits ?? 0).toBe(options.exits ? 1 : 0);
    store.close();
  });
}

test('like men, and pawns of both sides with marks: some positions', async () => {
  for (const exits of [false, true]) {
    const store = await planted(['KRRvK'], 'wdl-one-side', { exits });
    expect(await ask(store, 'KRRvK', 1001)).toBeGreaterThan(1000);
    store.close();
  }
});

test('statistics are those of the whole class, whatever is stored', async () => {
  const store = await planted(['KPvK'], 'wdl-one-side');
  const { statistics } = store.table('chess', chessSpec.game.version, 'KPvK', 'wdl').header;
  const slice = sliceNamed('KPvK');
  expect(statistics).toEqual(statisticsOf(chessSpec, [{ slice, values: await solved.wdl.get(slice) }], 'wdl'));
  store.close();
});

test('the same class gives the same bytes, and a second run makes nothing', async () => {
  const [one, two] = [await planted(['KPvK'], 'wdl-one-side'), await planted(['KPvK'], 'wdl-one-side')];
  const checksums = [one, two].map((store) => store.list('chess', 'wdl').map(({ checksum }) => checksum));
  expect(checksums[0]).toEqual(checksums[1]);
  expect(checksums[0].length).toBeGreaterThan(3);
  const made: string[] = [];
  await generateTables(chessSpec, ['KPvK'], one, {
    trees: { representation: parseRepresentation('wdl-one-side', 'outcome') },
    onTable: ({ table, entry }) => entry && made.push(table),
  });
  expect(made).toEqual([]);
  one.close();
  two.close();
});

test('only the named tables, if that is wanted', async () => {
  const store = await planted(['KQvK'], 'wdl', { only: true });
  expect(store.list('chess', 'wdl').map(({ table }) => table)).toEqual(['KQvK']);
  store.close();
});

test('a signal ends the work, and leaves no file of the class in progress', async () => {
  const directory = temporaryDirectory();
  const store = TableStore.open(directory, { create: true });
  const abort = new AbortController();
  const trees = { representation: parseRepresentation('wdl', 'outcome'), only: true };
  const run = generateTables(chessSpec, ['KRvKN'], store, {
    trees,
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await expect(run).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(store.list('chess', 'wdl')).toEqual([]);
  store.close();
});

test('a signal is heeded while the trees that were learnt are written and read back, too', async () => {
  const directory = temporaryDirectory();
  const store = TableStore.open(directory, { create: true });
  const abort = new AbortController();
  const shares: number[] = [];
  const run = generateTables(chessSpec, ['KNNvK'], store, {
    trees: { representation: parseRepresentation('wdl', 'outcome'), only: true },
    signal: abort.signal,
    onProgress: ({ slice, share }) => {
      if (slice !== 'KNNvK trees') return;
      shares.push(share);
      if (share > 0.94) abort.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(readdirSync(directory)).toEqual([]);
  store.close();
});

test('a game without a kernel is told to pack', async () => {
  const store = TableStore.open(temporaryDirectory(), { create: true });
  const spec = specialize(ticTacToe);
  const trees = { representation: parseRepresentation('dtm', 'outcome') };
  const failing = generateTables(spec, spec.defaultTables(), store, { trees });
  await expect(failing).rejects.toMatchObject({ code: 'E_USAGE', hint: expect.stringContaining('endgame pack') });
  store.close();
});
