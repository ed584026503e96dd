/** What is kept in files comes back byte for byte or not at all. */

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../../src/specialize/random.ts';
import { hash64, hex64 } from '../../src/table/checksum.ts';
import { KeptDirectory } from '../../src/table/kept/directory.ts';
import { joinKept } from '../../src/table/kept/file.ts';
import { bytesOf, killedAndRead } from '../support/kept.ts';

const root = mkdtempSync(join(tmpdir(), 'endgame-kept-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
const newDirectory = (): string => join(root, String(count++), 'below');

const results = (directory: string): string[] => readdirSync(directory).filter((name) => name.endsWith('.kept'));
const put = (kept: KeptDirectory, key: string, length: number, seconds = 1): void => {
  const bytes = bytesOf(key, length);
  kept.put(key, [bytes.subarray(0, 5), bytes.subarray(5)], seconds);
};

test('a result comes back in another process, and its uses are counted', () => {
  const directory = newDirectory();
  const first = new KeptDirectory({ directory, bytes: 1e6 });
  expect(first.has('a')).toBe(false);
  expect(first.get('a')).toBeUndefined();
  put(first, 'a', 3000);
  put(first, 'b', 0);
  expect(first.get('a')).toEqual(bytesOf('a', 3000));
  first.close();
  const second = new KeptDirectory({ directory, bytes: 1e6 });
  expect([second.has('a'), second.has('b'), second.has('c')]).toEqual([true, true, false]);
  expect(second.get('a')).toEqual(bytesOf('a', 3000));
  expect(second.get('b')).toEqual(new Uint8Array(0));
  expect(second.bytesRead).toBe(3000);
  second.close();
  const index = JSON.parse(readFileSync(join(directory, 'endgame-kept.json'), 'utf8')) as { results: unknown[][] };
  expect(new Map(index.results.map(([key, , , uses]) => [key, uses]))).toEqual(
    new Map([
      ['a', 3],
      ['b', 2],
    ]),
  );
});

test('a result takes the place of an earlier one, with its uses', () => {
  const directory = newDirectory();
  const kept = new KeptDirectory({ directory, bytes: 1e6 });
  put(kept, 'a', 3000);
  kept.get('a');
  put(kept, 'a', 500, 2);
  expect(kept.get('a')).toEqual(bytesOf('a', 500));
  kept.close();
  expect(results(directory).length).toBe(1);
  const index = JSON.parse(readFileSync(join(directory, 'endgame-kept.json'), 'utf8')) as { results: unknown[][] };
  const bytes = statSync(join(directory, results(directory)[0])).size;
  expect(index.results.map(([key, seconds, size, uses]) => [key, seconds, size, uses])).toEqual([['a', 2, bytes, 3]]);
});

test('a file that was changed anywhere, cut, emptied or exchanged is absent and removed', () => {
  const length = 300;
  const changes: ((path: string) => void)[] = [
    (path) => truncateSync(path, statSync(path).size - 1),
    (path) => truncateSync(path, 0),
    (path) => truncateSync(path, 30),
    (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.of(0)])),
  ];
  for (let at = 0; at < 24 + 20 + length; at += at < 24 ? 3 : 37) {
    changes.push((path) => {
      const bytes = readFileSync(path);
      bytes[at] ^= 1 << (at % 8);
      writeFileSync(path, bytes);
    });
  }
  for (const change of changes) {
    const directory = newDirectory();
    const kept = new KeptDirectory({ directory, bytes: 1e6 });
    put(kept, 'a', length);
    const [name] = results(directory);
    change(join(directory, name));
    // One process has found it before it changed, the other comes later.
    const later = new KeptDirectory({ directory, bytes: 1e6 });
    expect(later.get('a')).toBeUndefined();
    expect(later.has('a')).toBe(false);
    expect(kept.get('a')).toBeUndefined();
    expect(kept.has('a')).toBe(false);
    expect(results(directory)).toEqual([]);
    put(kept, 'a', length);
    expect(kept.get('a')).toEqual(bytesOf('a', length));
  }
  const directory = newDirectory();
  const kept = new KeptDirectory({ directory, bytes: 1e6 });
  put(kept, 'a', length);
  const [a] = results(directory);
  put(kept, 'b', length);
  const [b] = results(directory).filter((name) => name !== a);
  writeFileSync(join(directory, b), readFileSync(join(directory, a)));
  expect(kept.get('b')).toBeUndefined();
  expect(kept.get('a')).toEqual(bytesOf('a', length));
  expect(results(directory)).toEqual([a]);
});

test('results of another version of the toolkit are removed, and what is not ours stays', () => {
  const directory = newDirectory();
  new KeptDirectory({ directory, bytes: 1e6 }).close();
  const name = 'endgame-lab 0.0.9: a';
  const file = `${hex64(hash64(Buffer.from(name)))}.kept`;
  writeFileSync(join(directory, file), Buffer.concat(joinKept(name, 1, [bytesOf('a', 10)])));
  writeFileSync(join(directory, 'notes.kept'), 'mine');
  const kept = new KeptDirectory({ directory, bytes: 0 });
  expect(kept.has('a')).toBe(false);
  expect(readdirSync(directory).sort()).toEqual(['endgame-kept.json', 'notes.kept']);
});

test.each(['', '{', '[]', '7', 'null', '{"program":"endgame-lab 0.0.9","floor":0,"results":[]}'])(
  'an index of %j is made again from the files',
  (text) => {
    const directory = newDirectory();
    const first = new KeptDirectory({ directory, bytes: 1e6 });
    put(first, 'a', 100);
    put(first, 'b', 200);
    if (text === '') rmSync(join(directory, 'endgame-kept.json'));
    else writeFileSync(join(directory, 'endgame-kept.json'), text);
    const second = new KeptDirectory({ directory, bytes: 1e6 });
    expect(second.get('a')).toEqual(bytesOf('a', 100));
    expect(second.get('b')).toEqual(bytesOf('b', 200));
  },
);

test('entries of an index that make no sense count as missing', () => {
  const directory = newDirectory();
  const first = new KeptDirectory({ directory, bytes: 1e6 });
  put(first, 'a', 100);
  const path = join(directory, 'endgame-kept.json');
  const index = JSON.parse(readFileSync(path, 'utf8')) as { results: unknown[] };
  index.results.push(['b', 1, 100, 1, 1], ['c', -1, 1, 1, 1], ['d', 'x', 1, 1, 1], 5, null, [7], ['a', 1, 99, 1, 1]);
  writeFileSync(path, JSON.stringify(index));
  const second = new KeptDirectory({ directory, bytes: 1e6 });
  expect(['a', 'b', 'c', 'd'].map((key) => second.has(key))).toEqual([true, false, false, false]);
  expect(second.get('a')).toEqual(bytesOf('a', 100));
});

test('where bytes do not suffice, the least seconds times uses for each byte go first', () => {
  const directory = newDirectory();
  const kept = new KeptDirectory({ directory, bytes: 10_500 });
  put(kept, 'slow', 3000, 30); // 0.01 a byte
  put(kept, 'used', 3000, 6); // 0.002 a byte, used three times more: 0.008
  put(kept, 'small', 1000, 4); // 0.004 a byte
  put(kept, 'large', 2000, 6); // 0.003 a byte
  for (let i = 0; i < 3; i++) expect(kept.get('used')).toBeDefined();
  const left = (): string[] => ['slow', 'used', 'small', 'large'].filter((key) => kept.has(key));
  expect(left()).toEqual(['slow', 'used', 'small', 'large']);
  put(kept, 'new 1', 2000, 100);
  expect(left()).toEqual(['slow', 'used', 'small']);
  put(kept, 'new 2', 2000, 100);
  expect(left()).toEqual(['slow', 'used']);
  put(kept, 'new 3', 2000, 100);
  expect(left()).toEqual(['slow']);
  const next = new KeptDirectory({ directory, bytes: 4500 });
  expect(['slow', 'new 1', 'new 2', 'new 3'].filter((key) => next.has(key))).toHaveLength(2);
  expect(next.has('slow')).toBe(false);
});

test('what was used often long ago makes room for what comes later', () => {
  const kept = new KeptDirectory({ directory: newDirectory(), bytes: 10_000 });
  put(kept, 'old', 4000, 1);
  for (let i = 0; i < 10; i++) kept.get('old');
  let others = 0;
  while (kept.has('old') && others < 100) put(kept, `other ${others++}`, 4000, 1);
  // Each is worth an eleventh of the old one; without a floor that rises, they would replace each other for ever.
  expect(others).toBeGreaterThan(9);
  expect(others).toBeLessThan(30);
});

test('a result of more than half the bytes is not kept, and fewer bytes drop what no longer fits', () => {
  const directory = newDirectory();
  const kept = new KeptDirectory({ directory, bytes: 1000 });
  put(kept, 'a', 501);
  expect(kept.has('a')).toBe(false);
  put(kept, 'a', 400);
  put(kept, 'b', 400, 2);
  expect([kept.has('a'), kept.has('b')]).toEqual([true, true]);
  const less = new KeptDirectory({ directory, bytes: 600 });
  expect([less.has('a'), less.has('b')]).toEqual([false, true]);
  expect(results(directory)).toHaveLength(1);
});

test('two processes share a directory', () => {
  const directory = newDirectory();
  const one = new KeptDirectory({ directory, bytes: 10_000 });
  const other = new KeptDirectory({ directory, bytes: 10_000 });
  put(one, 'a', 3000);
  put(other, 'b', 3000);
  put(other, 'a', 3000);
  put(one, 'b', 3000);
  put(one, 'c', 3000);
  for (const key of ['a', 'b'])
    expect([one.get(key), other.get(key)]).toEqual([bytesOf(key, 3000), bytesOf(key, 3000)]);
  put(other, 'd', 3000, 9);
  expect(results(directory)).toHaveLength(3);
  expect(one.get('d')).toBeUndefined();
  one.close();
  other.close();
  const later = new KeptDirectory({ directory, bytes: 10_000 });
  expect(['a', 'b', 'c', 'd'].map((key) => later.has(key))).toEqual([true, true, false, true]);
});

test('a directory that cannot be used is one error that names it; one that breaks later is told at the end', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  for (const directory of [file, join(file, 'below')]) {
    expect(() => new KeptDirectory({ directory, bytes: 1e6 })).toThrow(
      expect.objectContaining({ code: 'E_FILE', message: expect.stringContaining(directory) as string }),
    );
  }
  for (const bytes of [-1, Number.NaN]) {
    expect(() => new KeptDirectory({ directory: root, bytes })).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
  }
  const directory = newDirectory();
  const kept = new KeptDirectory({ directory, bytes: 1e6 });
  put(kept, 'a', 100);
  rmSync(directory, { recursive: true });
  put(kept, 'b', 100);
  expect(kept.get('a')).toBeUndefined();
  expect(() => kept.close()).toThrow(
    expect.objectContaining({ code: 'E_FILE', message: expect.stringContaining(directory) as string }),
  );
  expect(existsSync(directory)).toBe(false);
});

test('killed at any moment: each result is whole or absent', async () => {
  const { read, runs } = await killedAndRead(newDirectory(), 10, new Random(5));
  expect(runs).toBe(10);
  expect(read).toBeGreaterThan(0);
});
