/** Questions whose class has no table are computed from the tables of the classes below. */

import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Solver } from '../../src/solve/index.ts';
import { DirectoryFiles, MemoryFiles, TableStore } from '../../src/table/index.ts';

const directory = join(import.meta.dirname, '../../tables/outcomes');
const store = TableStore.open(directory);
// What a promoted queen leads to, and nothing that a search would find.
const fed = new Solver({ game: chess, store, metric: 'wdl', only: new Set(['KQNvKN']) });
const alone = new Solver({ game: chess, solver: 'compute', metric: 'wdl' });
afterAll(() => {
  fed.close();
  alone.close();
});

// From the rules: a knight that forks king and rook's cell, a pawn that cannot be stopped, one that is lost at once.
const POSITIONS = [
  '8/5P2/3k4/8/8/8/1N6/5K1n w - - 0 1',
  '8/5P2/3k4/8/8/8/1N6/5K1n b - - 0 1',
  '8/5P2/5k2/3n4/8/8/1N6/5K2 b - - 0 1',
  '3n4/5P2/5K1k/8/8/8/8/N7 w - - 0 1',
];

test('the tables that were read are named, and the outcomes are those without tables', async () => {
  const names = new Set<string>();
  const outcomes = new Set<string>();
  for (const position of POSITIONS) {
    const [one, other] = [await fed.query(position), await alone.query(position)];
    expect(one.outcome, position).toBe(other.outcome);
    expect(other.provenance.fedBy).toBeUndefined();
    for (const name of one.provenance.fedBy ?? []) names.add(name);
    outcomes.add(String(one.outcome));
  }
  expect([...names]).toEqual(['KQNvKN']);
  expect(outcomes.size).toBeGreaterThan(1);
});

test('a table that is damaged where it would be read is left out, and the answer says so', async () => {
  const name = 'chess.KQNvKN.wdl.egt';
  const source = new DirectoryFiles(directory).open(name);
  const bytes = source.readAt(0, source.size).slice();
  source.close();
  bytes[bytes.length >> 1] ^= 1;
  const files = new MemoryFiles([[name, bytes]]);
  const solver = new Solver({ game: chess, store: new TableStore(files), metric: 'wdl' });
  const { outcome, provenance } = await solver.query(POSITIONS[0]);
  expect(outcome).toBe((await alone.query(POSITIONS[0])).outcome);
  expect(provenance.fedBy).toBeUndefined();
  expect(provenance.warnings.join()).toMatch(/KQNvKN.*wrong checksum/);
  solver.close();
});
