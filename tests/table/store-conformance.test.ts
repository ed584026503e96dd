/**
 * One suite for all places of table files: the behaviour of a store does not depend on the place of its bytes. Beside
 * the real places there are two fakes: one fails on demand, and the bytes of the other are available only once fetched.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { EndgameError } from '../../src/game/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import {
  type ByteSource,
  DirectoryFiles,
  MemoryFiles,
  NotFetched,
  type TableFiles,
  TableStore,
} from '../../src/table/index.ts';
import { failureOf, temporaryDirectory } from './support.ts';

const spec = specialize(chess);
const { version } = chess;
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
/** KRvK and KvK, as written to memory. */
const files = new Map<string, Uint8Array>();
/** The plies of the position, computed without tables: the suite only checks that all places give the same. */
let plies: number;

/** Copies files to a place by the calls that every place has. */
function filled<T extends TableFiles>(place: T): T {
  for (const [name, bytes] of files) place.write(name, [bytes.subarray(0, 100), bytes.subarray(100)]);
  return place;
}

/** Fails at the chosen calls. */
class FaultyFiles implements TableFiles {
  readonly name = 'faulty';
  failing: 'nothing' | 'list' | 'open' | 'read' | 'write' = 'nothing';
  readonly #files = new MemoryFiles([], this.name);

  describe(file: string): string {
    return this.#files.describe(file);
  }

  list(): Iterable<string> {
    this.#fail('list');
    return this.#files.list();
  }

  open(file: string): ByteSource {
    this.#fail('open');
    const source = this.#files.open(file);
    const fail = (): void => this.#fail('read');
    return {
      name: source.name,
      size: source.size,
      readAt(offset, length) {
        fail();
        return source.readAt(offset, length);
      },
      close: () => source.close(),
    };
  }

  write(file: string, chunks: Iterable<Uint8Array>): void {
    this.#fail('write');
    this.#files.write(file, chunks);
  }

  #fail(call: string): void {
    if (this.failing === call) throw new EndgameError('E_FILE', `${this.name}: failed at ${call}`, 'nothing');
  }
}

const PAGE = 4096;

/** Bytes are available by pages, and only once they have been fetched; fetched pages are cached. */
class DistantFiles implements TableFiles {
  readonly name = 'far away';
  fetches = 0;
  /** Nothing is near any more. */
  forget = (): void => this.#near.clear();
  readonly #files = new MemoryFiles([], this.name);
  readonly #near = new Set<string>();

  describe(file: string): string {
    return this.#files.describe(file);
  }

  list(): Iterable<string> {
    return this.#files.list();
  }

  open(file: string): ByteSource {
    const source = this.#files.open(file);
    return {
      name: source.name,
      size: source.size,
      readAt: (offset, length) => {
        const pages: string[] = [];
        for (let at = Math.floor(offset / PAGE); at * PAGE < offset + length; at++) pages.push(`${file} ${at}`);
        const missing = pages.filter((page) => !this.#near.has(page));
        if (missing.length > 0) {
          throw new NotFetched(`${file} at ${offset}`, async (signal) => {
            await new Promise((done) => setTimeout(done, 1));
            if (signal?.aborted) throw new EndgameError('E_ABORTED', 'stopped while fetching', 'ask again');
            this.fetches++;
            for (const page of missing) this.#near.add(page);
          });
        }
        return source.readAt(offset, length);
      },
      close: () => source.close(),
    };
  }

  write(file: string, chunks: Iterable<Uint8Array>): void {
    this.#files.write(file, chunks);
    for (let at = 0; at * PAGE < this.#files.open(file).size; at++) this.#near.add(`${file} ${at}`);
  }
}

beforeAll(async () => {
  plies = (await new Solver({ game: chess, solver: 'compute' }).query(ROOK)).dtm!;
  expect(plies).toBeGreaterThan(0);
  const memory = new MemoryFiles();
  await generateTables(spec, ['KRvK'], new TableStore(memory));
  for (const name of memory.list()) {
    const source = memory.open(name);
    files.set(name, source.readAt(0, source.size));
  }
});

describe.each<{ name: string; empty: () => TableFiles }>([
  { name: 'a directory', empty: () => new DirectoryFiles(temporaryDirectory()) },
  { name: 'memory', empty: () => new MemoryFiles() },
  { name: 'a faulty place that works', empty: () => new FaultyFiles() },
  { name: 'a distant place whose bytes are near', empty: () => new DistantFiles() },
])('$name', ({ empty }) => {
  test('is empty at first, and an unknown file is an error that names it', () => {
    const place = empty();
    expect([...place.list()]).toEqual([]);
    const failure = failureOf(() => place.open('chess.KQvK.egt'));
    expect(failure.code).toBe('E_FILE');
    expect(failure.message).toContain('chess.KQvK.egt');
    expect(new TableStore(place).list()).toEqual([]);
  });

  test('lists what was written and gives it back, whole and by ranges', () => {
    const place = filled(empty());
    expect([...place.list()].sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) {
      const source = place.open(name);
      expect(source.size).toBe(bytes.length);
      expect(Buffer.from(source.readAt(0, source.size)).equals(bytes)).toBe(true);
      expect([...source.readAt(7, 5)]).toEqual([...bytes.subarray(7, 12)]);
      expect(source.readAt(bytes.length - 3, 10)).toHaveLength(3);
      source.close();
    }
  });

  test('a file that is written again has the new contents', () => {
    const place = filled(empty());
    const [name] = files.keys();
    place.write(name, [Uint8Array.of(1, 2), Uint8Array.of(3)]);
    const source = place.open(name);
    expect([...source.readAt(0, source.size)]).toEqual([1, 2, 3]);
    source.close();
  });

  test('a store finds its tables with and without a manifest, and answers', async () => {
    for (const withManifest of [true, false]) {
      const place = empty();
      for (const [name, bytes] of files) if (withManifest || name !== 'manifest.json') place.write(name, [bytes]);
      const store = new TableStore(place);
      expect(store.list('chess').map(({ table }) => table)).toEqual(['KRvK', 'KvK']);
      expect(store.problems()).toEqual([]);
      expect(store.has('chess', version, 'KRvK')).toBe(true);
      expect(store.has('chess', version + 1, 'KRvK')).toBe(false);
      store.table('chess', version, 'KRvK').check();
      const solver = new Solver({ game: chess, solver: 'lookup', store });
      expect(await solver.query(ROOK)).toMatchObject({ outcome: 'win', dtm: plies, provenance: { source: 'table' } });
      solver.close();
    }
  });

  test('damaged and foreign files are problems, each named, and the others are found', () => {
    const place = filled(empty());
    const table = files.get('chess.KRvK.egt')!;
    place.write('chess.KQvK.egt', [table]); // another table's name
    place.write('chess.KBvK.egt', [table.subarray(0, 40)]);
    place.write('notes.txt', [Uint8Array.of(65)]);
    const store = new TableStore(place);
    expect(store.list().map(({ file }) => file)).toEqual(['chess.KRvK.egt', 'chess.KvK.egt']);
    expect(store.problems().map(({ message }) => message.includes('KQvK') || message.includes('KBvK'))).toEqual([
      true,
      true,
    ]);
    expect(failureOf(() => store.table('chess', version, 'KQvK')).code).toBe('E_TABLE_FOREIGN');
    expect(failureOf(() => store.table('chess', version, 'KNvK')).code).toBe('E_TABLE_MISSING');
  });

  test('a table is taken over from another store, byte for byte', () => {
    const from = new TableStore(filled(empty()));
    const place = empty();
    new TableStore(place).take(from, 'chess', version, 'KRvK', 'dtm');
    const source = place.open('chess.KRvK.egt');
    expect(Buffer.from(source.readAt(0, source.size)).equals(files.get('chess.KRvK.egt')!)).toBe(true);
    source.close();
    from.close();
  });
});

describe('a place that fails', () => {
  test.each(['list', 'open', 'read'] as const)('at %s: one typed error, or the table is a problem', (call) => {
    const place = filled(new FaultyFiles());
    place.failing = call;
    if (call === 'list') expect(failureOf(() => new TableStore(place)).code).toBe('E_FILE');
    else expect(new TableStore(place).problems().map(({ code }) => code)).toEqual(['E_FILE', 'E_FILE']);
  });

  test('later: a lookup says so, a hybrid computes and reports it', async () => {
    for (const solver of ['lookup', 'hybrid'] as const) {
      const place = filled(new FaultyFiles());
      const store = new TableStore(place);
      place.failing = 'read';
      const answer = new Solver({ game: chess, solver, store }).query(ROOK);
      if (solver === 'lookup') await expect(answer).rejects.toMatchObject({ code: 'E_FILE' });
      else {
        const found = await answer;
        const { provenance } = found;
        expect(found).toMatchObject({ dtm: plies, provenance: { source: 'computed' } });
        expect(provenance.warnings[0]).toContain('faulty: failed at read');
      }
    }
  });

  test('at writing: the store knows no more than before', () => {
    const place = filled(new FaultyFiles());
    const store = new TableStore(place);
    const from = new TableStore(filled(new MemoryFiles()));
    place.failing = 'write';
    expect(failureOf(() => store.take(from, 'chess', version, 'KRvK', 'dtm')).code).toBe('E_FILE');
    place.failing = 'nothing';
    expect(store.list()).toHaveLength(2);
    store.table('chess', version, 'KRvK').check();
  });
});

describe('bytes that are elsewhere', () => {
  function distant(): { place: DistantFiles; store: TableStore } {
    const place = filled(new DistantFiles());
    const store = new TableStore(place);
    place.forget();
    return { place, store };
  }

  test('are fetched before the table is asked again: a few pages for an answer, none for the next', async () => {
    const { place, store } = distant();
    const solver = new Solver({ game: chess, solver: 'lookup', store });
    expect(await solver.query(ROOK)).toMatchObject({ outcome: 'win', dtm: plies, provenance: { source: 'table' } });
    expect(place.fetches).toBeGreaterThan(0);
    expect(place.fetches).toBeLessThan(8);
    const before = place.fetches;
    await solver.query(ROOK);
    expect(place.fetches).toBe(before);
  });

  test('every move of a position, and a position left as it was', async () => {
    const { store } = distant();
    const answer = await new Solver({ game: chess, solver: 'lookup', store }).query(ROOK, { moves: true });
    const near = new TableStore(filled(new MemoryFiles()));
    const right = await new Solver({ game: chess, solver: 'lookup', store: near }).query(ROOK, { moves: true });
    expect(answer.moves).toEqual(right.moves);
  });

  test('a signal ends the fetching, and the question can be asked again', async () => {
    const { store } = distant();
    const solver = new Solver({ game: chess, solver: 'lookup', store });
    const stopped = solver.query(ROOK, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(await solver.query(ROOK)).toMatchObject({ dtm: plies });
  });
});
