/**
 * A table file opened for reading. A value of a table that is cut in blocks costs one block: from the last block, else
 * from the cache, else read, checked and decoded. What a coder made is read, checked and opened as a whole at the first
 * value; it counts in the cache like a block. Every byte that leads to a value has passed a checksum.
 *
 * A table gives what its cells say. What the value of a position is, when cells are less than that (format.ts), is for
 * the prober to find out (solve/prober.ts).
 */

import type { Value } from '../game/value.ts';
import { CodedValues, PlainValues, type Values } from '../game/values.ts';
import type { BlockCache } from './cache.ts';
import { Hash64, hash32, hex64 } from './checksum.ts';
import type { Codec } from './codec.ts';
import type { CellPositions, CellReader, Coder } from './coder.ts';
import { damaged } from './failure.ts';
import { cellCount, CHECKSUM_BYTES, type TableHeader } from './format.ts';
import { type Layout, type Meter, read, readLayout, viewOf } from './layout.ts';
import type { Source } from './source.ts';

/** Sequential reading asks the source for about this much at a time. */
const RUN_BYTES = 1 << 20;
/** Cells that `check` reads at a time. */
const CHECK_CELLS = 1 << 16;
/** A reader that is in use tells the cache so once in so many values. */
const TOUCH_EVERY = 1024;

export class Table {
  readonly header: TableHeader;
  readonly meter: Meter;
  readonly #source: Source;
  readonly #layout: Layout;
  readonly #codec: Codec | undefined;
  readonly #coder: Coder | undefined;
  readonly #cache: BlockCache;
  readonly #firstKey: number;
  readonly #blocks: number;
  readonly #cells: number;
  readonly #cellsPerBlock: number;
  readonly #wide: boolean;
  readonly #palette: Int16Array;
  readonly #offsets: Float64Array;
  readonly #sizes: Float64Array;
  /** By slice: first index, length and first cell of each run of indices that have cells; undefined if all have. */
  readonly #kept: readonly (Float64Array | undefined)[];
  readonly #someLeftOut: boolean;
  #reader: CellReader | undefined;
  #positions: (() => CellPositions) | undefined;
  #values = 0;
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
    this.#codec = 'codec' in layout.decoder ? layout.decoder.codec : undefined;
    this.#coder = 'coder' in layout.decoder ? layout.decoder.coder : undefined;
    this.#blocks = layout.checksums.length;
    this.#firstKey = cache.claim(this.#blocks);
    this.#cells = cellCount(header);
    this.#cellsPerBlock = header.blockBytes / header.cellBytes;
    this.#wide = header.cellBytes === 2;
    this.#palette = Int16Array.from(header.palette);
    this.#offsets = Float64Array.from(header.slices, (slice) => slice.offset);
    this.#sizes = Float64Array.from(header.slices, (slice) => slice.size);
    this.#kept = header.slices.map(({ offset, kept }) => {
      let cell = offset;
      return (
        kept &&
        Float64Array.from(
          kept.flatMap(([first, count]) => {
            cell += count;
            return [first, count, cell - count];
          }),
        )
      );
    });
    this.#someLeftOut = this.#kept.some((runs) => runs !== undefined);
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

  /** Tells what the cells stand for (located.ts). Coders that look at positions need it before the first value. */
  locate(positions: () => CellPositions): void {
    this.#positions ??= positions;
  }

  get name(): string {
    return this.#source.name;
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#source.size;
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

  /** Whether the index of the slice has a cell. False also where there is no such index. */
  holds(slice: number, index: number): boolean {
    return this.#cellAt(slice, index) >= 0;
  }

  /**
   * What the cell of an index of a slice says. At an index that stands for no legal position: some value, meaningless.
   * @throws RangeError if there is no such slice or index, or no cell for it; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  value(slice: number, index: number): Value {
    const cell = this.#cellAt(slice, index);
    if (cell < 0) throw new RangeError(`slice ${slice} has no index ${index}, or no cell for it`);
    if (this.#coder !== undefined) return this.#read(this.#coder, cell);
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
   * What the cells of a slice say. An index that stands for no legal position comes back with some value (see
   * format.ts), not as UNUSED: the file does not keep which ones they are. Leaves the cache alone, but for the payload of
   * a coder. Cells of one byte stay codes of one byte.
   * @throws RangeError if there is no such slice, or not every index has a cell; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  readSlice(slice: number): Values {
    const size = this.#sizes[slice];
    if (size === undefined) throw new RangeError(`no slice ${slice}`);
    if (this.#kept[slice] !== undefined) throw new RangeError(`slice ${slice} is kept in part only`);
    const start = this.#offsets[slice];
    if (this.#coder !== undefined) return this.#readCoded(this.#coder, start, size);
    const cells = this.#newCells(size);
    const values = cells instanceof Uint8Array ? new CodedValues(cells, this.#palette) : new PlainValues(cells);
    if (size === 0) return values;
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
   * Reads the whole file: every block and the checksum of the file. What a coder made that looks at positions is decoded
   * only if the table has been located; its checksums are tested all the same.
   * @throws EndgameError E_TABLE_DAMAGED naming the first bad block, or E_FILE
   */
  check(): void {
    const { starts } = this.#layout;
    const hash = new Hash64().update(read(this.#source, 0, starts[0], this.meter));
    if (this.#coder !== undefined) {
      const payload = this.#readPayload();
      hash.update(payload);
      if (!this.#coder.placed || this.#positions) {
        const reader = this.#opened(this.#coder, payload);
        for (let from = 0; from < this.#cells; from += CHECK_CELLS) {
          this.#codes(reader, from, Math.min(CHECK_CELLS, this.#cells - from));
        }
      }
    } else {
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
    }
    if (hash.digest() !== this.#statedChecksum()) throw damaged(this.name, 'wrong checksum of the file');
  }

  /** Bytes of the file that a value makes a warm table look at, or undefined if its coder cannot tell. */
  touched(slice: number, index: number): number | undefined {
    const cell = this.#cellAt(slice, index);
    if (this.#coder !== undefined) return this.#warm(this.#coder).touched?.(cell);
    const block = Math.floor(cell / this.#cellsPerBlock);
    return this.#layout.starts[block + 1] - this.#layout.starts[block];
  }

  /** What all cells say, in order, piece by piece; each piece is valid until the next is asked for. Leaves the cache alone. */
  *cells(): Generator<Int16Array, void, void> {
    const palette = this.#palette;
    if (this.#coder !== undefined) {
      const reader = this.#warm(this.#coder);
      const out = new Int16Array(CHECK_CELLS);
      for (let from = 0; from < this.#cells; from += CHECK_CELLS) {
        const codes = this.#codes(reader, from, Math.min(CHECK_CELLS, this.#cells - from));
        for (let i = 0; i < codes.length; i++) out[i] = palette[codes[i]];
        yield out.subarray(0, codes.length);
      }
      return;
    }
    const out = new Int16Array(Math.min(this.#cells, this.#cellsPerBlock));
    for (let block = 0; block < this.#blocks; block++) {
      const bytes = this.#decode(block, this.#readBlocks(block, block + 1));
      const count = this.#cellsOf(block);
      const cells = this.#newCells(count);
      this.#copyCells(bytes, block, block * this.#cellsPerBlock, cells);
      if (cells instanceof Uint8Array) for (let i = 0; i < count; i++) out[i] = palette[cells[i]];
      else out.set(cells);
      yield out.subarray(0, count);
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Closes the source and forgets the cached blocks; the table cannot be used any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reader = undefined;
    this.#last = new Uint8Array(0);
    this.#lastCell = -this.#cellsPerBlock;
    this.#cache.release(this.#firstKey, this.#blocks);
    this.#source.close();
  }

  /** Number of the cell of an index, or -1. */
  #cellAt(slice: number, index: number): number {
    if (!(index >= 0 && index < this.#sizes[slice])) return -1;
    const runs = this.#someLeftOut ? this.#kept[slice] : undefined;
    if (runs === undefined) return this.#offsets[slice] + index;
    for (let i = 0; i < runs.length; i += 3) {
      const at = index - runs[i];
      if (at >= 0 && at < runs[i + 1]) return runs[i + 2] + at;
    }
    return -1;
  }

  #read(coder: Coder, cell: number): Value {
    if (++this.#values % TOUCH_EVERY === 0 && this.#blocks > 0) this.#cache.get(this.#firstKey);
    const code = this.#warm(coder).at(cell);
    const v = this.#palette[code];
    if (v === undefined) throw this.#beyondPalette(code, cell);
    return v as Value;
  }

  /** The reader of what the coder made; read and opened if it is not at hand. */
  #warm(coder: Coder): CellReader {
    if (this.#reader !== undefined) return this.#reader;
    if (this.#closed) throw new Error(`${this.name} is closed`);
    const payload = this.#readPayload();
    const reader = this.#opened(coder, payload);
    this.#reader = reader;
    if (payload.length > 0) {
      this.#cache.set(this.#firstKey, payload, () => {
        if (this.#reader === reader) this.#reader = undefined;
      });
    }
    return reader;
  }

  #opened(coder: Coder, payload: Uint8Array): CellReader {
    const positions = coder.placed ? this.#positions?.() : undefined;
    if (coder.placed && positions === undefined) throw new Error(`${this.name} has not been located`);
    try {
      return coder.open(payload, this.#cells, this.#palette.length, positions);
    } catch (error) {
      throw damaged(this.name, `cannot be decoded: ${(error as Error).message}`, error);
    }
  }

  /** All pages, each tested. */
  #readPayload(): Uint8Array {
    const payload = this.#readBlocks(0, this.#blocks);
    for (let page = 0; page < this.#blocks; page++) {
      if (hash32(this.#part(payload, this.#layout.starts[0], page)) !== this.#layout.checksums[page]) {
        throw damaged(this.name, `wrong checksum of page ${page} of ${this.#blocks}`);
      }
      this.meter.blocksRead++;
    }
    return payload;
  }

  #readCoded(coder: Coder, from: number, count: number): Values {
    const codes = this.#codes(this.#warm(coder), from, count);
    if (codes instanceof Uint8Array) return new CodedValues(codes, this.#palette);
    return new PlainValues(Int16Array.from(codes, (code) => this.#palette[code]));
  }

  /** Codes of cells, each within the palette. */
  #codes(reader: CellReader, from: number, count: number): Uint8Array | Uint16Array {
    const codes = this.#wide ? new Uint16Array(count) : new Uint8Array(count);
    reader.read(from, codes);
    const colours = this.#palette.length;
    for (let i = 0; i < count; i++) if (codes[i] >= colours) throw this.#beyondPalette(codes[i], from + i);
    return codes;
  }

  #beyondPalette(code: number, cell: number): Error {
    return damaged(this.name, `cell ${cell} is read as ${code}, beyond the palette`);
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
      return this.#codec!.decode(stored, this.#cellsOf(block) * this.header.cellBytes);
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
