/**
 * A table file opened for reading. A value costs one block: from the last block, else from the cache, else read,
 * checked and decoded. Every byte that leads to a value has passed a checksum.
 */

import type { Value } from '../game/value.ts';
import { CodedValues, PlainValues, type Values } from '../game/values.ts';
import type { BlockCache } from './cache.ts';
import { Hash64, hash32, hex64 } from './checksum.ts';
import { damaged } from './failure.ts';
import { cellCount, CHECKSUM_BYTES, type TableHeader } from './format.ts';
import { type Layout, type Meter, read, readLayout, viewOf } from './layout.ts';
import type { Source } from './source.ts';

/** Sequential reading asks the source for about this much at a time. */
const RUN_BYTES = 1 << 20;

export class Table {
  readonly header: TableHeader;
  readonly meter: Meter;
  readonly #source: Source;
  readonly #layout: Layout;
  readonly #cache: BlockCache;
  readonly #firstKey: number;
  readonly #blocks: number;
  readonly #cells: number;
  readonly #cellsPerBlock: number;
  readonly #wide: boolean;
  readonly #palette: Int16Array;
  readonly #offsets: Float64Array;
  readonly #sizes: Float64Array;
  // the block of the last probe; held beside the cache, so each open table may add one block to the cache's bound
  #last: Uint8Array = new Uint8Array(0);
  #lastCell: number;
  #closed = false;

  private constructor(source: Source, cache: BlockCache, meter: Meter) {
    const layout = readLayout(source, meter);
    const { header } = layout;
    this.header = header;
    this.meter = meter;
    this.#source = source;
    this.#layout = layout;
    this.#cache = cache;
    this.#blocks = layout.checksums.length;
    this.#firstKey = cache.claim(this.#blocks);
    this.#cells = cellCount(header);
    this.#cellsPerBlock = header.blockBytes / header.cellBytes;
    this.#wide = header.cellBytes === 2;
    this.#palette = Int16Array.from(header.palette);
    this.#offsets = Float64Array.from(header.slices, (slice) => slice.offset);
    this.#sizes = Float64Array.from(header.slices, (slice) => slice.size);
    this.#lastCell = -this.#cellsPerBlock; // no cell is in that block
  }

  /**
   * Opens and validates everything but the blocks. The table owns the source from then on; on failure it is closed.
   * @throws EndgameError E_TABLE_FOREIGN (no table file, or another format), E_TABLE_DAMAGED or E_FILE
   */
  static open(source: Source, cache: BlockCache, meter: Meter = { bytesRead: 0, blocksRead: 0 }): Table {
    try {
      return new Table(source, cache, meter);
    } catch (error) {
      source.close();
      throw error;
    }
  }

  get name(): string {
    return this.#source.name;
  }

  /** Bytes read so far, by all that share this table's meter. */
  get bytesRead(): number {
    return this.meter.bytesRead;
  }

  /** The checksum at the end of the file, as the file states it. */
  get checksum(): string {
    return hex64(this.#statedChecksum());
  }

  /** The number of a slice, or -1. */
  sliceIndex(name: string): number {
    return this.header.slices.findIndex((slice) => slice.name === name);
  }

  /**
   * The value of an index of a slice. At an index that stands for no legal position: some value, meaningless.
   * @throws RangeError if there is no such slice or index; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  value(slice: number, index: number): Value {
    if (!(index >= 0 && index < this.#sizes[slice])) throw new RangeError(`slice ${slice} has no index ${index}`);
    const cell = this.#offsets[slice] + index;
    let at = cell - this.#lastCell;
    if (!(at >= 0 && at < this.#cellsPerBlock)) {
      const block = Math.floor(cell / this.#cellsPerBlock);
      this.#last = this.#fetch(block);
      this.#lastCell = block * this.#cellsPerBlock;
      at = cell - this.#lastCell;
    }
    const bytes = this.#last;
    const code = this.#wide ? bytes[2 * at] | (bytes[2 * at + 1] << 8) : bytes[at];
    const v = this.#palette[code];
    if (v === undefined) throw this.#noSuchCode(code, Math.floor(cell / this.#cellsPerBlock));
    return v as Value;
  }

  /**
   * All values of a slice. An index that stands for no legal position comes back with the value of the used index
   * before it (see format.ts), not as UNUSED: the file does not keep which ones they are. Leaves the cache alone. Cells
   * of one byte stay codes of one byte.
   * @throws RangeError if there is no such slice; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  readSlice(slice: number): Values {
    const size = this.#sizes[slice];
    if (size === undefined) throw new RangeError(`no slice ${slice}`);
    const cells = this.#newCells(size);
    const values = cells instanceof Uint8Array ? new CodedValues(cells, this.#palette) : new PlainValues(cells);
    if (size === 0) return values;
    const start = this.#offsets[slice];
    const perBlock = this.#cellsPerBlock;
    const end = Math.floor((start + size - 1) / perBlock) + 1;
    let block = Math.floor(start / perBlock);
    while (block < end) {
      const stop = this.#runEnd(block, end);
      const run = this.#readBlocks(block, stop);
      for (const runStart = this.#layout.starts[block]; block < stop; block++) {
        this.#copyCells(this.#decode(block, this.#part(run, runStart, block)), block, start, cells);
      }
    }
    return values;
  }

  /**
   * Reads the whole file: every block and the checksum of the file.
   * @throws EndgameError E_TABLE_DAMAGED naming the first bad block, or E_FILE
   */
  check(): void {
    const { starts } = this.#layout;
    const hash = new Hash64().update(read(this.#source, 0, starts[0], this.meter));
    let block = 0;
    while (block < this.#blocks) {
      const stop = this.#runEnd(block, this.#blocks);
      const run = this.#readBlocks(block, stop);
      hash.update(run);
      for (const runStart = starts[block]; block < stop; block++) {
        const bytes = this.#decode(block, this.#part(run, runStart, block));
        this.#copyCells(bytes, block, block * this.#cellsPerBlock, this.#newCells(this.#cellsOf(block)));
      }
    }
    if (hash.digest() !== this.#statedChecksum()) throw damaged(this.name, 'wrong checksum of the file');
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Closes the source and forgets the cached blocks; the table cannot be used any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#last = new Uint8Array(0);
    this.#lastCell = -this.#cellsPerBlock;
    this.#cache.release(this.#firstKey, this.#blocks);
    this.#source.close();
  }

  #fetch(block: number): Uint8Array {
    if (this.#closed) throw new Error(`${this.name} is closed`);
    const key = this.#firstKey + block;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const bytes = this.#decode(block, this.#readBlocks(block, block + 1));
    this.#cache.set(key, bytes);
    return bytes;
  }

  /** The bytes of blocks `first` to `end` - 1 as stored. */
  #readBlocks(first: number, end: number): Uint8Array {
    const { starts } = this.#layout;
    return read(this.#source, starts[first], starts[end] - starts[first], this.meter);
  }

  /** One past the last block of a run from `first` (at least one block) that is worth one read. */
  #runEnd(first: number, end: number): number {
    const { starts } = this.#layout;
    let stop = first + 1;
    while (stop < end && starts[stop + 1] - starts[first] <= RUN_BYTES) stop++;
    return stop;
  }

  #part(run: Uint8Array, runStart: number, block: number): Uint8Array {
    const { starts } = this.#layout;
    return run.subarray(starts[block] - runStart, starts[block + 1] - runStart);
  }

  #cellsOf(block: number): number {
    return Math.min(this.#cellsPerBlock, this.#cells - block * this.#cellsPerBlock);
  }

  #decode(block: number, stored: Uint8Array): Uint8Array {
    if (hash32(stored) !== this.#layout.checksums[block]) {
      throw damaged(this.name, `wrong checksum of block ${block} of ${this.#blocks}`);
    }
    this.meter.blocksRead++;
    try {
      return this.#layout.codec.decode(stored, this.#cellsOf(block) * this.header.cellBytes);
    } catch (error) {
      const why = (error as Error).message;
      throw damaged(this.name, `block ${block} of ${this.#blocks} cannot be decoded: ${why}`, error);
    }
  }

  /** Room for cells: codes of one byte as they are, or values. */
  #newCells(count: number): Uint8Array | Int16Array {
    return this.#wide ? new Int16Array(count) : new Uint8Array(count);
  }

  /** Writes those cells of a decoded block to `out` that lie in the slice which starts at cell `start`. */
  #copyCells(bytes: Uint8Array, block: number, start: number, out: Uint8Array | Int16Array): void {
    const base = block * this.#cellsPerBlock - start;
    const from = Math.max(0, -base);
    const to = Math.min(this.#cellsOf(block), out.length - base);
    const palette = this.#palette;
    const colours = palette.length;
    if (out instanceof Uint8Array) {
      for (let at = from; at < to; at++) if (bytes[at] >= colours) throw this.#noSuchCode(bytes[at], block);
      out.set(bytes.subarray(from, to), base + from);
      return;
    }
    for (let at = from; at < to; at++) {
      const code = bytes[2 * at] | (bytes[2 * at + 1] << 8);
      if (code >= colours) throw this.#noSuchCode(code, block);
      out[base + at] = palette[code];
    }
  }

  #noSuchCode(code: number, block: number): Error {
    return damaged(this.name, `block ${block} of ${this.#blocks}: cell ${code}, beyond the palette`);
  }

  #statedChecksum(): bigint {
    const end = this.#layout.starts[this.#blocks];
    return viewOf(read(this.#source, end, CHECKSUM_BYTES, this.meter)).getBigUint64(0, true);
  }
}
