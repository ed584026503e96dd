/** Probing: the bytes that are read, the cache, the edges. */

import { describe, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainValues, toArray } from '../../src/game/values.ts';
import { BlockCache, FileByteSource, MemoryByteSource, Table } from '../../src/table/index.ts';
import { bytesOf, codeOfFailure, failureOf, input, openBytes, SMALL, slice, temporaryDirectory } from './support.ts';

const values = Array.from({ length: 10_000 }, (_, i) => ((i * 37) % 101) - 50);
const big = bytesOf(input([slice('all', ...values)], { blockBytes: 1000, codec: 'deflate' }));

describe('probing', () => {
  test('reads one block, once', () => {
    const table = openBytes(big);
    const opened = table.bytesRead;
    for (let i = 0; i < 1000; i++) table.value(0, 3000 + i);
    expect(table.meter.blocksRead).toBe(1);
    expect(table.bytesRead - opened).toBeLessThan(1000);
    table.value(0, 4000);
    table.value(0, 3000);
    expect(table.meter.blocksRead).toBe(2);
  });

  test('goes to the cache only when the block changes', () => {
    const cache = new BlockCache();
    const table = openBytes(big, cache);
    for (const i of [0, 1, 2, 5000, 5001, 1, 5002]) table.value(0, i);
    expect([cache.misses, cache.hits]).toEqual([2, 2]);
  });

  test('works without a cache', () => {
    const cache = new BlockCache(0);
    const table = openBytes(big, cache);
    for (let i = 0; i < 10_000; i += 999) expect(table.value(0, i)).toBe(values[i]);
    expect(cache.bytes).toBe(0);
  });

  test('outside the table is the mistake of the caller', () => {
    const table = openBytes(bytesOf(SMALL));
    for (const [s, i] of [
      [0, -1],
      [0, 21],
      [1, 19],
      [2, 0],
      [-1, 0],
      [0, Number.NaN],
      [0.5, 0],
    ] as const) {
      expect(() => table.value(s, i)).toThrow(RangeError);
    }
    expect(() => table.readSlice(2)).toThrow(RangeError);
    expect(() => table.readSlice(-1)).toThrow(RangeError);
  });

  test('slices by name', () => {
    const table = openBytes(bytesOf(SMALL));
    expect(['w', 'b', 'x'].map((name) => table.sliceIndex(name))).toEqual([0, 1, -1]);
  });
});

test('reading a slice leaves the cache alone and reads in long runs', () => {
  const cache = new BlockCache();
  const table = openBytes(big, cache);
  expect([...toArray(table.readSlice(0))]).toEqual(values);
  expect([cache.bytes, cache.hits, cache.misses]).toEqual([0, 0, 0]);
  expect(table.meter.blocksRead).toBe(10);
});

test('runs longer than one read', () => {
  const noise = Int16Array.from({ length: 2_500_000 }, (_, i) => Math.imul(i, 2654435761) >>> 25);
  const table = openBytes(
    bytesOf(input([slice('first', 1, 2, 3), { name: 'noise', values: new PlainValues(noise) }], { codec: 'raw' })),
  );
  expect(Buffer.compare(Buffer.from(toArray(table.readSlice(1)).buffer), Buffer.from(noise.buffer))).toBe(0);
  table.check();
});

describe('closing', () => {
  test('gives the memory back and ends the use', () => {
    const cache = new BlockCache();
    const table = openBytes(big, cache);
    const other = openBytes(big, cache);
    table.value(0, 0);
    other.value(0, 0);
    expect(cache.bytes).toBe(2000);
    table.close();
    table.close();
    expect(cache.bytes).toBe(1000);
    expect(() => table.value(0, 0)).toThrow('closed');
    expect(other.value(0, 1)).toBe(values[1]);
  });

  test('a file', () => {
    const path = join(temporaryDirectory(), 'a.b.egt');
    writeFileSync(path, big);
    const table = Table.open(new FileByteSource(path), new BlockCache());
    expect(table.value(0, 77)).toBe(values[77]);
    table.close();
    expect(() => table.readSlice(0)).toThrow('closed');
  });
});

describe('sources', () => {
  test('a file and memory give the same bytes', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, big);
    const file = new FileByteSource(path);
    const memory = new MemoryByteSource(big);
    expect(file.size).toBe(memory.size);
    for (const [offset, length] of [
      [0, 0],
      [0, 10],
      [77, 500],
      [big.length - 5, 5],
      [big.length - 5, 50],
    ] as const) {
      expect([...file.readAt(offset, length)]).toEqual([...memory.readAt(offset, length)]);
    }
    file.close();
    file.close();
  });

  test('a file that shrinks under the reader', () => {
    const path = join(temporaryDirectory(), 'chess.KQvK.egt');
    writeFileSync(path, big);
    const table = Table.open(new FileByteSource(path), new BlockCache());
    writeFileSync(path, big.subarray(0, big.length >> 1));
    expect(failureOf(() => table.value(0, 9999)).code).toBe('E_TABLE_DAMAGED');
    table.close();
  });

  test('missing files and directories', () => {
    const directory = temporaryDirectory();
    const missing = join(directory, 'none.egt');
    const failure = failureOf(() => new FileByteSource(missing));
    expect(failure.code).toBe('E_FILE');
    expect(failure.message).toContain(missing);
    expect(failure.cause).toBeInstanceOf(Error);
    expect(codeOfFailure(() => new FileByteSource(directory))).toBe('E_FILE');
    expect(codeOfFailure(() => new FileByteSource(join(directory, '\0')))).toBe('E_FILE');
  });
});
