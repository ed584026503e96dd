/** The tables that come with the toolkit, as a solver uses them. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { shippedOutcomes } from '../../src/node.ts';
import { Solver } from '../../src/solve/index.ts';
import { BlockCache, DirectoryFiles, TableStore } from '../../src/table/index.ts';
import { temporaryDirectory } from './support.ts';

/** The rook takes a rook, and mates with bishop and king. */
const WON = '8/8/8/4k3/8/8/8/KB1R3r w - - 0 1';
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';

test('answer five men at once, and say so', async () => {
  const solver = new Solver({ game: chess, solver: 'lookup', store: shippedOutcomes(), metric: 'wdl' });
  const { outcome, provenance } = await solver.query(WON);
  expect(outcome).toBe('win');
  expect(provenance).toMatchObject({ source: 'table', table: 'KRBvKR', store: 'endgame-lab-outcomes', warnings: [] });
  expect(provenance.bytesRead).toBeGreaterThan(0);
  solver.close();
});

/** By Syzygy's tables; the first in the collection of cursed wins and blessed losses, with the sides as they are there. */
const RULED = [
  ['Q7/2k5/8/8/8/8/R2q4/1K6 b - - 0 1', 'loss', 'blessed-loss', 'KQRvKQ'],
  [WON, 'win', 'win', 'KRBvKR'],
] as const;

test.each(RULED)('tell what the 50-move rule spoils: %s', async (fen, outcome, outcome50, table) => {
  const solver = new Solver({ game: chess, store: shippedOutcomes(), metric: 'wdl50' });
  const answer = await solver.query(fen);
  expect(answer).toMatchObject({ outcome, outcome50 });
  expect(answer.provenance).toMatchObject({ source: 'table', table, store: 'endgame-lab-outcomes' });
  solver.close();
});

test.each(RULED)('tell it without computing anything: %s', async (fen, outcome, outcome50, table) => {
  const solver = new Solver({ game: chess, solver: 'lookup', store: shippedOutcomes() });
  const answer = await solver.query(fen);
  expect(answer).toMatchObject({ outcome, outcome50 });
  expect(answer.provenance).toMatchObject({ source: 'table', table, positionsExpanded: 0, slicesSolved: [] });
  solver.close();
});

test('are read when they are asked, not when they are opened', () => {
  const store = shippedOutcomes({ cache: new BlockCache(0) })!;
  expect(store.meter).toEqual({ bytesRead: 0, blocksRead: 0 });
  expect(store.list('chess', 'wdl').length).toBeGreaterThanOrEqual(44);
});

test('come after the tables of a directory', async () => {
  const directory = temporaryDirectory();
  const fallback = shippedOutcomes()!;
  const own = TableStore.open(directory, { create: true });
  own.take(fallback, 'chess', chess.version, 'KRvK', 'wdl');
  own.close();
  const solver = new Solver({ game: chess, store: TableStore.open(directory, { fallback }), metric: 'wdl' });
  expect((await solver.query(ROOK)).provenance).toMatchObject({ source: 'table', table: 'KRvK', store: directory });
  expect((await solver.query(WON)).provenance).toMatchObject({ source: 'table', store: 'endgame-lab-outcomes' });
  solver.close();
});

test('a damaged one is computed and told', async () => {
  const directory = temporaryDirectory();
  const shipped = shippedOutcomes()!;
  const file = 'chess.KRvK.wdl.egt';
  const copy = TableStore.open(directory, { create: true });
  for (const table of ['KvK', 'KRvK']) copy.take(shipped, 'chess', chess.version, table, 'wdl');
  copy.close();
  const bytes = readFileSync(join(directory, file));
  bytes[bytes.length - 12] ^= 1;
  writeFileSync(join(directory, file), bytes);
  const fallback = new TableStore(new DirectoryFiles(directory, false, 'shipped'));
  const solver = new Solver({ game: chess, store: TableStore.open(temporaryDirectory(), { fallback }), metric: 'wdl' });
  const { outcome, provenance } = await solver.query(ROOK);
  expect(outcome).toBe('win');
  expect(provenance.source).toBe('computed');
  expect(provenance.warnings).toEqual([expect.stringContaining(join(directory, file))]);
  solver.close();
});
