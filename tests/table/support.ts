/** Shared by the store's tests: small tables, broken sources, temporary directories. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { EndgameError, type ErrorCode } from '../../src/game/errors.ts';
import { UNUSED } from '../../src/game/value.ts';
import { PlainValues } from '../../src/game/values.ts';
import {
  BlockCache,
  encodeTable,
  joinChunks,
  MemoryByteSource,
  type SliceInput,
  type ByteSource,
  Table,
  type TableInput,
} from '../../src/table/index.ts';

export function slice(name: string, ...values: number[]): SliceInput {
  return { name, values: new PlainValues(Int16Array.from(values)) };
}

export function input(slices: readonly SliceInput[], more: Partial<TableInput> = {}): TableInput {
  return {
    game: 'chess',
    rules: 1,
    table: 'KQvK',
    domain: 'outcome',
    slices,
    statistics: { positions: 5, wins: 3, draws: 1, losses: 1, longestWin: { plies: 19, position: '8/8 w' } },
    generator: 'endgame-lab test',
    ...more,
  };
}

/** Three blocks of 16 cells, with holes, over two slices. */
function threeBlocks(wins: number, blockBytes: number): TableInput {
  return input(
    [
      slice('w', UNUSED, ...Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? UNUSED : 32_000 + (i % wins)))),
      slice('b', ...Array.from({ length: 19 }, (_, i) => (i % 4 === 0 ? 0 : -32_000 - (i % 5)))),
    ],
    { blockBytes },
  );
}

/** Cells of a byte: 17 values, a file of version 1. */
export const SMALL: TableInput = threeBlocks(13, 16);
/** Cells of half a byte: 13 values, a file of version 3. */
export const NARROW: TableInput = threeBlocks(7, 8);

export function bytesOf(table: TableInput): Uint8Array {
  return joinChunks(encodeTable(table));
}

export function openBytes(bytes: Uint8Array, cache: BlockCache = new BlockCache()): Table {
  return Table.open(new MemoryByteSource(bytes, 'chess.KQvK.egt'), cache);
}

/** What `run` throws; fails unless it is an expected failure with a one-line message and a hint. */
export function failureOf(run: () => unknown): EndgameError {
  try {
    run();
  } catch (error) {
    if (!(error instanceof EndgameError)) throw error;
    if (error.message.includes('\n') || error.hint === '') throw new Error('badly worded', { cause: error });
    return error;
  }
  throw new Error('it should have failed');
}

export function codeOfFailure(run: () => unknown): ErrorCode {
  return failureOf(run).code;
}

/** Memory whose n-th read (from 0) goes wrong in the given way. */
export class FaultySource implements ByteSource {
  readonly name = 'faulty';
  readonly size: number;
  reads = 0;
  closed = false;
  readonly #bytes: Uint8Array;
  readonly #faultAt: number;
  readonly #fault: (bytes: Uint8Array) => Uint8Array;

  constructor(bytes: Uint8Array, faultAt: number, fault: (bytes: Uint8Array) => Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
    this.#faultAt = faultAt;
    this.#fault = fault;
  }

  readAt(offset: number, length: number): Uint8Array {
    const bytes = this.#bytes.slice(offset, offset + length);
    return this.reads++ === this.#faultAt ? this.#fault(bytes) : bytes;
  }

  close(): void {
    this.closed = true;
  }
}

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory that is removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'endgame-store-'));
  directories.push(directory);
  return directory;
}
