/** Generating tables: the same bytes each time, and everything below them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { specialize } from '../../src/specialize/index.ts';
import { type GeneratedTable, generateTables } from '../../src/store/index.ts';
import { makePack, temporaryDirectory } from './support.ts';

const directory = temporaryDirectory();

test.each([
  { game: ticTacToe, table: 'all' },
  { game: threeMensMorris, table: 'all' },
  { game: chess, table: 'KPvK' },
])('$game.id $table: generating anew gives the same bytes and statistics', async ({ game, table }) => {
  const pack = await makePack(join(directory, game.id), game, [table]);
  const before = pack.list();
  const bytes = before.map((entry) => readFileSync(join(pack.directory, entry.file)));
  const told: GeneratedTable[] = [];
  await generateTables(specialize(game), [table], pack, { force: true, onTable: (made) => told.push(made) });
  expect(pack.list()).toEqual(before);
  expect(before.map((entry) => readFileSync(join(pack.directory, entry.file)))).toEqual(bytes);
  // Only what was named is made again.
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
  const run = { signal: controller.signal, onProgress: (): void => controller.abort() };
  await expect(generateTables(spec, ['KRvK'], pack, run)).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(pack.list().map((entry) => entry.table)).toEqual(['KvK']);
  pack.close();
});
