import type { BlockCache } from './cache.ts';
import type { Hash64 } from './checksum.ts';
import type { Codec } from './codec.ts';
import { damaged } from './failure.ts';
import { type CellBits, cellCount, cellsPerBlock, type TableHeader } from './format.ts';
import { bytesOfCells, cellIn } from './packing.ts';
import type { StoredBlocks, StoredCells } from './stored.ts';

/**
 * Cells that are cut into blocks, each encoded by a codec on its own. A cell costs one block: the last block, else one
 * from the cache, else one that is read, checked and decoded.
 */
export class CutCells implements StoredCells {
  readonly stretch: number;
  readonly #blocks: StoredBlocks;
  readonly #codec: Codec;
  readonly #cache: BlockCache;
  readonly #firstKey: number;
  readonly #cells: number;
  readonly #cellBits: CellBits;
  readonly #alphabetSize: number;
  // The block of the last probe. It is outside the cache, so each open table may add one block to the cache's bound.
  #last: Uint8Array = new Uint8Array(0);
  #lastCell: number;
  #closed = false;

  constructor(blocks: StoredBlocks, header: TableHeader, codec: Codec, cache: BlockCache) {
    this.#blocks = blocks;
    this.#codec = codec;
    this.#cache = cache;
    this.#firstKey = cache.claim(blocks.count);
    this.#cells = cellCount(header);
    this.#cellBits = header.cellBits;
    this.#alphabetSize = header.palette.length;
    this.stretch = cellsPerBlock(header);
    this.#lastCell = -this.stretch; // no cell is in that block
  }

  at(cell: number): number {
    let at = cell - this.#lastCell;
    if (!(at >= 0 && at < this.stretch)) {
      const block = Math.floor(cell / this.stretch);
      this.#last = this.#fetch(block);
      this.#lastCell = block * this.stretch;
      at = cell - this.#lastCell;
    }
    const code = cellIn(this.#last, this.#cellBits, at);
    if (code >= this.#alphabetSize) throw this.#noSuchCode(code, Math.floor(cell / this.stretch));
    return code;
  }

  read(from: number, count: number): Uint8Array | Uint16Array {
    const out = this.#arrayOf(count);
    if (count === 0) return out;
    const end = Math.floor((from + count - 1) / this.stretch) + 1;
    let block = Math.floor(from / this.stretch);
    while (block < end) {
      const first = block;
      const stop = this.#blocks.runEnd(first, end);
      const run = this.#blocks.read(first, stop);
      for (; block < stop; block++) this.#copy(this.#decode(run, first, block), block, from, out);
    }
    return out;
  }

  touched(cell: number): number {
    return this.#blocks.size(Math.floor(cell / this.stretch));
  }

  check(hash: Hash64): void {
    const blocks = this.#blocks;
    let block = 0;
    while (block < blocks.count) {
      const first = block;
      const stop = blocks.runEnd(first, blocks.count);
      const run = blocks.read(first, stop);
      hash.update(run);
      for (; block < stop; block++) {
        const out = this.#arrayOf(this.#cellsOf(block));
        this.#copy(this.#decode(run, first, block), block, block * this.stretch, out);
      }
    }
  }

  close(): void {
    this.#closed = true;
    this.#last = new Uint8Array(0);
    this.#lastCell = -this.stretch;
    this.#cache.release(this.#firstKey, this.#blocks.count);
  }

  #fetch(block: number): Uint8Array {
    if (this.#closed) throw new Error(`${this.#blocks.name} is closed`);
    const key = this.#firstKey + block;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const bytes = this.#decode(this.#blocks.read(block, block + 1), block, block);
    this.#cache.set(key, bytes);
    return bytes;
  }

  #arrayOf(cells: number): Uint8Array | Uint16Array {
    return this.#cellBits === 16 ? new Uint16Array(cells) : new Uint8Array(cells);
  }

  #cellsOf(block: number): number {
    return Math.min(this.stretch, this.#cells - block * this.stretch);
  }

  #decode(run: Uint8Array, first: number, block: number): Uint8Array {
    const { name, count } = this.#blocks;
    const stored = this.#blocks.tested(run, first, block);
    try {
      return this.#codec.decode(stored, bytesOfCells(this.#cellsOf(block), this.#cellBits));
    } catch (error) {
      throw damaged(name, `block ${block} of ${count} cannot be decoded: ${(error as Error).message}`, error);
    }
  }

  /** Writes those codes of a decoded block to `out` that belong there; `out` starts at cell `start`. */
  #copy(bytes: Uint8Array, block: number, start: number, out: Uint8Array | Uint16Array): void {
    const base = block * this.stretch - start;
    const from = Math.max(0, -base);
    const to = Math.min(this.#cellsOf(block), out.length - base);
    const bits = this.#cellBits;
    const alphabetSize = this.#alphabetSize;
    for (let at = from; at < to; at++) {
      const code = cellIn(bytes, bits, at);
      if (code >= alphabetSize) throw this.#noSuchCode(code, block);
      out[base + at] = code;
    }
  }

  #noSuchCode(code: number, block: number): Error {
    const { name, count } = this.#blocks;
    return damaged(name, `block ${block} of ${count}: cell ${code}, beyond the palette`);
  }
}
