/** A store with a fallback: its own tables first, those of the fallback where it has none. */

import { describe, expect, test } from 'vitest';
import { BlockCache, MemoryFiles, TableStore } from '../../src/table/index.ts';
import { bytesOf, failureOf, input, slice } from './support.ts';

const KQvK = bytesOf(input([slice('all', 1, 2, 3)]));
const OTHER = bytesOf(input([slice('all', 7, 8, 9)]));
const KRvK = bytesOf(input([slice('all', 4, 5)], { table: 'KRvK' }));
const OUTCOMES = bytesOf(input([slice('all', 32_766, 0)], { representation: 'wdl' }));

type Files = readonly (readonly [string, Uint8Array])[];

function over(own: Files, below: Files): { store: TableStore; fallback: TableStore } {
  const cache = new BlockCache();
  const fallback = new TableStore(new MemoryFiles(below, 'below'), cache);
  return { store: new TableStore(new MemoryFiles(own, 'own'), cache, fallback), fallback };
}

describe('a store over a fallback', () => {
  test('takes its own table where both have one, and the other where it has none', () => {
    const { store } = over(
      [['chess.KQvK.egt', KQvK]],
      [
        ['chess.KQvK.egt', OTHER],
        ['chess.KRvK.egt', KRvK],
      ],
    );
    expect(store.table('chess', 1, 'KQvK').value(0, 0)).toBe(1);
    expect(store.table('chess', 1, 'KRvK').value(0, 0)).toBe(4);
    expect([store.holder('chess', 'KQvK'), store.holder('chess', 'KRvK')]).toEqual(['own', 'below']);
    expect([store.has('chess', 1, 'KRvK'), store.has('chess', 1, 'KPvK')]).toEqual([true, false]);
    expect(store.list().map(({ table }) => table)).toEqual(['KQvK']);
    expect(failureOf(() => store.table('chess', 1, 'KPvK')).message).toContain('own: no table KPvK');
  });

  test('answers with a table of its own that tells more before one of the fallback that tells just that', () => {
    const { store } = over([['chess.KQvK.egt', KQvK]], [['chess.KQvK.wdl.egt', OUTCOMES]]);
    expect(store.answering('chess', 1, 'KQvK', 'wdl')).toBe('dtm');
    const { store: other } = over([['chess.KRvK.egt', KRvK]], [['chess.KQvK.wdl.egt', OUTCOMES]]);
    expect(other.answering('chess', 1, 'KQvK', 'wdl')).toBe('wdl');
    expect(other.answering('chess', 1, 'KQvK', 'dtm')).toBeUndefined();
  });

  test('a damaged table of the fallback is an error that names it, not a table that is missing', () => {
    const { store } = over([], [['chess.KQvK.egt', KQvK.subarray(0, KQvK.length - 1)]]);
    const failure = failureOf(() => store.table('chess', 1, 'KQvK'));
    expect(failure.code).toBe('E_TABLE_DAMAGED');
    expect(failure.message).toContain('below/chess.KQvK.egt');
  });

  test('counts what both read, and closes both', () => {
    const { store, fallback } = over([['chess.KQvK.egt', KQvK]], [['chess.KRvK.egt', KRvK]]);
    store.table('chess', 1, 'KQvK').value(0, 0);
    const before = store.meter.bytesRead;
    const table = store.table('chess', 1, 'KRvK');
    table.value(0, 0);
    expect(store.meter.bytesRead).toBe(before + fallback.meter.bytesRead);
    expect(fallback.meter.bytesRead).toBeGreaterThan(0);
    store.close();
    expect(table.closed).toBe(true);
  });

  test('gives its tables and those of the fallback to another store, and writes its own alone', () => {
    const { store, fallback } = over([], [['chess.KQvK.egt', KQvK]]);
    const taken = new TableStore(new MemoryFiles());
    expect(taken.take(store, 'chess', 1, 'KQvK', 'dtm').bytes).toBe(KQvK.length);
    expect(taken.table('chess', 1, 'KQvK').value(0, 2)).toBe(3);
    store.write(input([slice('all', 7, 8, 9)]));
    expect(store.table('chess', 1, 'KQvK').value(0, 0)).toBe(7);
    expect(fallback.table('chess', 1, 'KQvK').value(0, 0)).toBe(1);
  });
});
