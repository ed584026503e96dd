/** Positions whose outcome other programs found, in classes that have no table here: computed from the tables below. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Solver } from '../../src/solve/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { readEpd } from '../support/epd.ts';
import { oraclePath } from '../support/oracles.ts';

const POSITIONS = 120;

const fileOf = (name: string): string => `mates-${name}-1000.epd.gz`;
const haveMates = oraclePath('oracles', 'chess', fileOf('KRPvKR')) !== undefined;

test.skipIf(!haveMates).each(['KRPvKR', 'KBPvKB'])('mates of %s: the side that mates wins', async (name) => {
  const store = TableStore.open(join(import.meta.dirname, '../../tables/outcomes'));
  const others = store.list('chess', 'wdl').flatMap(({ table }) => (table === name ? [] : [table]));
  const solver = new Solver({ game: chess, store, metric: 'wdl', memory: 1e9, only: new Set(others) });
  const fedBy = new Set<string>();
  const lines = readEpd(fileOf(name));
  expect(lines.length).toBe(1000);
  for (let i = 0; i < lines.length; i += Math.floor(lines.length / POSITIONS)) {
    const { text, operations } = lines[i];
    const { outcome, provenance } = await solver.query(text);
    expect(outcome, text).toBe(Number(operations.get('dtm_plies')) > 0 ? 'win' : 'loss');
    for (const each of provenance.fedBy ?? []) fedBy.add(each);
  }
  expect(fedBy.size).toBeGreaterThan(1);
  solver.close();
});
