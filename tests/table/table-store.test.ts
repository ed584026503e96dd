/** A directory of tables: the store lists exactly the tables that exist. */

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toArray } from '../../src/game/values.ts';
import { BlockCache, TableStore, type TableEntry } from '../../src/table/index.ts';
import { bytesOf, codeOfFailure, failureOf, input, SMALL, slice, temporaryDirectory } from './support.ts';

const KQvK = input([slice('all', 1, 2, 3)]);
const KRvK = input([slice('all', 4, 5)], { table: 'KRvK' });
const morris = input([slice('all', 9)], { game: 'nine-mens-morris', table: '3-3', rules: 4 });

function filled(): string {
  const directory = temporaryDirectory();
  const pack = TableStore.open(directory);
  for (const table of [KRvK, morris, KQvK]) pack.write(table);
  pack.close();
  return directory;
}

function files(entries: readonly TableEntry[]): string[] {
  return entries.map((entry) => entry.file);
}

const ALL = ['chess.KQvK.egt', 'chess.KRvK.egt', 'nine-mens-morris.3-3.egt'];

describe('opening', () => {
  test('needs a directory, or leave to make it', () => {
    const directory = join(temporaryDirectory(), 'a', 'b');
    const failure = failureOf(() => TableStore.open(directory));
    expect(failure.code).toBe('E_FILE');
    expect(failure.message).toContain(directory);
    expect(failure.cause).toBeInstanceOf(Error);
    expect(TableStore.open(directory, { create: true }).list()).toEqual([]);
    expect(TableStore.open(directory).list()).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('refuses a file', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    for (const options of [{}, { create: true }]) {
      expect(codeOfFailure(() => TableStore.open(path, options))).toBe('E_FILE');
      expect(codeOfFailure(() => TableStore.open(join(path, 'below'), options))).toBe('E_FILE');
    }
  });

  test('removes what killed runs left, only with create', () => {
    const directory = filled();
    const stale = '.chess.KQvK.egt.0-99999999-0123456789ab.tmp';
    writeFileSync(join(directory, stale), '');
    const now = Date.now;
    try {
      Date.now = () => now() + 4_000_000;
      TableStore.open(directory);
      expect(readdirSync(directory)).toContain(stale);
      TableStore.open(directory, { create: true });
      expect(readdirSync(directory)).not.toContain(stale);
    } finally {
      Date.now = now;
    }
  });
});

describe('writing and reading', () => {
  test('tables of several games', () => {
    const pack = TableStore.open(filled());
    expect(files(pack.list())).toEqual(ALL);
    expect(files(pack.list('chess'))).toEqual(ALL.slice(0, 2));
    expect(pack.list('go')).toEqual([]);
    expect(pack.has('chess', 1, 'KQvK')).toBe(true);
    expect(pack.has('chess', 2, 'KQvK')).toBe(false);
    expect(pack.has('chess', 1, 'KPvK')).toBe(false);
    expect([...toArray(pack.table('chess', 1, 'KQvK').readSlice(0))]).toEqual([1, 2, 3]);
    expect(pack.table('nine-mens-morris', 4, '3-3').value(0, 0)).toBe(9);
    expect(pack.meter.blocksRead).toBe(2);
    pack.close();
  });

  test('opens a table once, and again after closing', () => {
    const pack = TableStore.open(filled());
    const first = pack.table('chess', 1, 'KQvK');
    expect(pack.table('chess', 1, 'KQvK')).toBe(first);
    pack.close();
    const second = pack.table('chess', 1, 'KQvK');
    expect(second).not.toBe(first);
    expect(second.value(0, 0)).toBe(1);
    pack.close();
  });

  test('the entry tells what was written', () => {
    const pack = TableStore.open(temporaryDirectory());
    const entry = pack.write({ ...KQvK, codec: 'raw' });
    const bytes = readFileSync(join(pack.name, entry.file));
    expect(entry).toEqual({
      file: 'chess.KQvK.egt',
      bytes: bytes.length,
      checksum: bytes
        .readBigUInt64LE(bytes.length - 8)
        .toString(16)
        .padStart(16, '0'),
      game: 'chess',
      rules: 1,
      table: 'KQvK',
      representation: 'plies',
      codec: 'raw',
      statistics: KQvK.statistics,
    });
    expect(pack.list()).toEqual([entry]);
  });

  test('a table written anew takes the place of the old', () => {
    const pack = TableStore.open(filled());
    const old = pack.table('chess', 1, 'KQvK');
    old.value(0, 0);
    pack.write({ ...KQvK, slices: [slice('all', 7, 8)], rules: 2 });
    expect(() => old.readSlice(0)).toThrow('closed');
    expect(pack.table('chess', 2, 'KQvK').value(0, 0)).toBe(7);
    expect(pack.has('chess', 1, 'KQvK')).toBe(false);
    expect(codeOfFailure(() => pack.table('chess', 1, 'KQvK'))).toBe('E_TABLE_FOREIGN');
    expect(files(pack.list())).toEqual(ALL);
    pack.close();
  });

  test('the tables share one cache', () => {
    const cache = new BlockCache(1000);
    const pack = TableStore.open(filled(), { cache });
    pack.table('chess', 1, 'KQvK').value(0, 0);
    pack.table('chess', 1, 'KRvK').value(0, 0);
    expect(cache.bytes).toBe(2); // at most four values each, so a byte each
    pack.close();
    expect(cache.bytes).toBe(0);
  });

  test('a directory that vanishes', () => {
    const directory = filled();
    const pack = TableStore.open(directory);
    rmSync(directory, { recursive: true });
    expect(codeOfFailure(() => pack.write(KQvK))).toBe('E_FILE');
    expect(codeOfFailure(() => pack.table('chess', 1, 'KQvK'))).toBe('E_FILE');
  });

  test('what was in the same order is the same directory, byte by byte', () => {
    const [a, b] = [filled(), filled()];
    for (const file of readdirSync(a)) expect(readFileSync(join(a, file))).toEqual(readFileSync(join(b, file)));
    expect(readdirSync(a)).toEqual([...ALL, 'manifest.json'].sort());
  });
});

describe('metrics', () => {
  const dtz = { ...KQvK, representation: 'dtz' as const, slices: [slice('all', 32_700, -32_700, 0)] };
  const wdl = { ...KQvK, representation: 'wdl' as const, slices: [slice('all', 32_766, -32_766, 0)] };
  const BOTH = ['chess.KQvK.dtz.egt', 'chess.KQvK.egt', 'chess.KQvK.wdl.egt'];

  function several(): TableStore {
    const pack = TableStore.open(temporaryDirectory());
    for (const table of [dtz, KQvK, wdl]) pack.write(table);
    return pack;
  }

  test('of one table lie side by side', () => {
    const written = several();
    for (const pack of [written, TableStore.open(written.name)]) {
      expect(files(pack.list('chess', 'all'))).toEqual(BOTH);
      expect(files(pack.list('chess'))).toEqual(['chess.KQvK.egt']);
      expect(files(pack.list(undefined, 'wdl'))).toEqual(['chess.KQvK.wdl.egt']);
      expect(pack.list('chess', 'all').map((entry) => entry.representation)).toEqual(['dtz', 'plies', 'wdl']);
      expect(pack.table('chess', 1, 'KQvK').value(0, 0)).toBe(1);
      expect(pack.table('chess', 1, 'KQvK', 'dtz').value(0, 0)).toBe(32_700);
      expect(pack.table('chess', 1, 'KQvK', 'wdl').header.representation).toBe('wdl');
      expect([pack.has('chess', 1, 'KQvK', 'wdl'), pack.has('chess', 2, 'KQvK', 'wdl')]).toEqual([true, false]);
      pack.close();
    }
  });

  test('one does not stand in for another', () => {
    const pack = several();
    rmSync(join(pack.name, 'chess.KQvK.egt'));
    const fresh = TableStore.open(pack.name);
    expect(fresh.has('chess', 1, 'KQvK')).toBe(false);
    expect(codeOfFailure(() => fresh.table('chess', 1, 'KQvK'))).toBe('E_TABLE_MISSING');
    const missing = failureOf(() => TableStore.open(filled()).table('chess', 1, 'KQvK', 'dtz'));
    expect([missing.code, missing.message]).toEqual(['E_TABLE_MISSING', expect.stringContaining('dtz table KQvK')]);
    expect(missing.hint).toContain('endgame generate chess KQvK --metric dtz');
  });

  test('a file under the name of another metric is foreign', () => {
    const pack = several();
    copyFileSync(join(pack.name, 'chess.KQvK.wdl.egt'), join(pack.name, 'chess.KQvK.dtz.egt'));
    const failure = failureOf(() => pack.table('chess', 1, 'KQvK', 'dtz'));
    expect(failure.code).toBe('E_TABLE_FOREIGN');
    expect(failure.message).toContain('wdl');
    expect(failure.hint).toContain('--metric dtz');
    const fresh = TableStore.open(pack.name);
    expect(codeOfFailure(() => fresh.table('chess', 1, 'KQvK', 'dtz'))).toBe('E_TABLE_FOREIGN');
    expect(files(fresh.list('chess', 'all'))).toEqual(BOTH.slice(1));
  });

  test('manifests from before there were metrics: the headers tell', () => {
    const pack = several();
    const path = join(pack.name, 'manifest.json');
    const entries = pack.list('chess', 'all');
    const old = entries.map((entry) => ({ ...entry, representation: undefined }));
    for (const tables of [old, entries.map((entry) => ({ ...entry, representation: 'odd' }))]) {
      writeFileSync(path, JSON.stringify({ format: 1, tables }));
      expect(TableStore.open(pack.name).list('chess', 'all')).toEqual(entries);
    }
  });
});

describe('failures', () => {
  test('a missing table', () => {
    const failure = failureOf(() => TableStore.open(filled()).table('chess', 1, 'KPvK'));
    expect(failure.code).toBe('E_TABLE_MISSING');
    expect(failure.message).toContain('KPvK');
    expect(failure.hint).toContain('endgame generate chess KPvK');
  });

  test('a table of other rules', () => {
    const failure = failureOf(() => TableStore.open(filled()).table('nine-mens-morris', 5, '3-3'));
    expect(failure.code).toBe('E_TABLE_FOREIGN');
    expect(failure.message).toContain('rules version 4 of nine-mens-morris, expected 5');
    expect(failure.hint).toContain('endgame generate nine-mens-morris 3-3');
  });

  test('a file replaced behind our back', () => {
    const directory = filled();
    const pack = TableStore.open(directory);
    copyFileSync(join(directory, 'chess.KRvK.egt'), join(directory, 'chess.KQvK.egt'));
    expect(codeOfFailure(() => pack.table('chess', 1, 'KQvK'))).toBe('E_TABLE_FOREIGN');
    writeFileSync(join(directory, 'chess.KRvK.egt'), bytesOf({ ...KRvK, rules: 9 }));
    expect(codeOfFailure(() => pack.table('chess', 1, 'KRvK'))).toBe('E_TABLE_FOREIGN');
    rmSync(join(directory, 'nine-mens-morris.3-3.egt'));
    expect(codeOfFailure(() => pack.table('nine-mens-morris', 4, '3-3'))).toBe('E_FILE');
  });
});

describe('manifest', () => {
  test('is readable and complete', () => {
    const directory = filled();
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as unknown;
    expect(manifest).toEqual({ format: 1, tables: TableStore.open(directory).list() });
  });

  test('is not written by reading', () => {
    const directory = filled();
    rmSync(join(directory, 'manifest.json'));
    TableStore.open(directory).table('chess', 1, 'KQvK').close();
    expect(readdirSync(directory)).toEqual(ALL);
  });

  const whole = TableStore.open(filled()).list();
  const mangled: readonly [string, string | undefined][] = [
    ['absent', undefined],
    ['empty', ''],
    ['cut', readFileSync(join(filled(), 'manifest.json'), 'utf8').slice(0, 200)],
    ['not JSON', 'format: 1'],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another format', JSON.stringify({ format: 2, tables: whole })],
    ['without tables', '{"format":1}'],
    [
      'of strange entries',
      JSON.stringify({ format: 1, tables: [null, 1, 'x', {}, [], { ...whole[0], statistics: 3 }] }),
    ],
    ['with false lengths', JSON.stringify({ format: 1, tables: whole.map((e) => ({ ...e, bytes: 1, rules: 5 })) })],
    [
      'with false checksums',
      JSON.stringify({ format: 1, tables: whole.map((e) => ({ ...e, checksum: '00', rules: 5 })) }),
    ],
    ['with paths', JSON.stringify({ format: 1, tables: whole.map((e) => ({ ...e, file: `../${e.file}` })) })],
    [
      'with files that are not there',
      JSON.stringify({ format: 1, tables: [{ ...whole[0], table: 'KPvK', file: 'chess.KPvK.egt' }] }),
    ],
  ];

  test.each(mangled)('%s: the files have the last word', (_, text) => {
    const directory = filled();
    if (text === undefined) rmSync(join(directory, 'manifest.json'));
    else writeFileSync(join(directory, 'manifest.json'), text);
    const pack = TableStore.open(directory);
    expect(pack.list()).toEqual(whole);
    pack.write(KQvK);
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as unknown;
    expect(manifest).toEqual({ format: 1, tables: whole });
  });

  test.each(mangled)('%s: mended when the store is opened for writing', (_, text) => {
    const directory = filled();
    const path = join(directory, 'manifest.json');
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
    TableStore.open(directory, { create: true }).close();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ format: 1, tables: whole });
    const { ino } = statSync(path);
    TableStore.open(directory, { create: true }).close();
    expect(statSync(path).ino).toBe(ino); // a right one stays as it is
  });

  test('of a run that was killed at the last rename: mended by the next run, which makes nothing', () => {
    const directory = filled();
    const path = join(directory, 'manifest.json');
    const { tables } = JSON.parse(readFileSync(path, 'utf8')) as { tables: TableEntry[] };
    writeFileSync(path, JSON.stringify({ format: 1, tables: tables.filter(({ table }) => table !== 'KRvK') }));
    TableStore.open(directory, { create: true }).close();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ format: 1, tables });
    rmSync(join(directory, 'chess.KQvK.egt'));
    TableStore.open(directory, { create: true }).close();
    const left = tables.filter(({ table }) => table !== 'KQvK');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ format: 1, tables: left });
  });

  test('one that cannot be mended does not stop the store from opening', () => {
    const directory = filled();
    rmSync(join(directory, 'manifest.json'));
    mkdirSync(join(directory, 'manifest.json'));
    expect(TableStore.open(directory, { create: true }).list()).toEqual(whole);
  });

  test('a directory in its place is not fatal for reading', () => {
    const directory = filled();
    rmSync(join(directory, 'manifest.json'));
    mkdirSync(join(directory, 'manifest.json'));
    expect(TableStore.open(directory).list()).toEqual(whole);
  });

  test('tables that another process has written meanwhile', () => {
    const directory = filled();
    const [one, two] = [TableStore.open(directory), TableStore.open(directory)];
    const lists = (store: TableStore): string[] => files(store.list('chess'));
    two.write(input([slice('all', 7)], { table: 'KBvK' }));
    expect(lists(one)).toEqual(['chess.KQvK.egt', 'chess.KRvK.egt']);
    one.refresh();
    expect(lists(one)).toEqual(['chess.KBvK.egt', 'chess.KQvK.egt', 'chess.KRvK.egt']);
    expect(one.table('chess', 1, 'KBvK').value(0, 0)).toBe(7);
    // Whoever writes the manifest lists them too.
    two.write(input([slice('all', 8)], { table: 'KNvK' }));
    one.write(input([slice('all', 9)], { table: 'KPvK' }));
    const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
    for (const table of ['KBvK', 'KNvK', 'KPvK']) expect(manifest).toContain(`chess.${table}.egt`);
    one.close();
    two.close();
  });

  test('tables that came or went', () => {
    const directory = filled();
    rmSync(join(directory, 'chess.KQvK.egt'));
    writeFileSync(join(directory, 'chess.KBvK.egt'), bytesOf({ ...KQvK, table: 'KBvK' }));
    const pack = TableStore.open(directory);
    expect(files(pack.list('chess'))).toEqual(['chess.KBvK.egt', 'chess.KRvK.egt']);
    expect(pack.table('chess', 1, 'KBvK').value(0, 2)).toBe(3);
    expect(codeOfFailure(() => pack.table('chess', 1, 'KQvK'))).toBe('E_TABLE_MISSING');
    pack.close();
  });
});

describe('files that cannot be used', () => {
  test('are named, not listed, and do not hide the others', () => {
    const directory = filled();
    truncateSync(join(directory, 'chess.KQvK.egt'), 50);
    renameSync(join(directory, 'chess.KRvK.egt'), join(directory, 'chess.KRvKB.egt'));
    writeFileSync(join(directory, 'chess.KPvK.egt'), 'not a table at all');
    mkdirSync(join(directory, 'chess.KNvK.egt'));
    symlinkSync('nowhere', join(directory, 'chess.KBvK.egt'));
    for (const other of ['README.md', '.hidden.egt', 'egt']) writeFileSync(join(directory, other), 'text');
    const pack = TableStore.open(directory);
    expect(files(pack.list())).toEqual(['nine-mens-morris.3-3.egt']);
    const expected = {
      KBvK: 'E_FILE',
      KNvK: 'E_FILE',
      KPvK: 'E_TABLE_FOREIGN',
      KQvK: 'E_TABLE_DAMAGED',
      KRvKB: 'E_TABLE_FOREIGN',
    };
    expect(pack.problems().map((problem) => problem.code)).toEqual(Object.values(expected));
    for (const [table, code] of Object.entries(expected)) {
      expect(pack.has('chess', 1, table)).toBe(false);
      expect(codeOfFailure(() => pack.table('chess', 1, table))).toBe(code);
    }
    expect(codeOfFailure(() => pack.table('chess', 1, 'KRvK'))).toBe('E_TABLE_MISSING');
  });

  test('are mended by writing them anew', () => {
    const directory = filled();
    truncateSync(join(directory, 'chess.KQvK.egt'), 50);
    const pack = TableStore.open(directory);
    expect(pack.problems().length).toBe(1);
    pack.write(KQvK);
    expect(pack.problems()).toEqual([]);
    expect(pack.table('chess', 1, 'KQvK').value(0, 1)).toBe(2);
    pack.close();
  });

  test('a damaged block shows when it is read; the manifest cannot know', () => {
    const directory = temporaryDirectory();
    const entry = TableStore.open(directory).write(SMALL);
    const path = join(directory, entry.file);
    const bytes = readFileSync(path);
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(path, bytes);
    const pack = TableStore.open(directory);
    expect(pack.has('chess', 1, 'KQvK')).toBe(true);
    const table = pack.table('chess', 1, 'KQvK');
    expect(codeOfFailure(() => table.value(1, 18))).toBe('E_TABLE_DAMAGED');
    expect(failureOf(() => table.check()).message).toContain(path);
    pack.close();
  });
});
