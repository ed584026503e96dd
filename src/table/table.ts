import type { Value } from '../game/value.ts';
import { CodedValues, PlainValues, type Values } from '../game/values.ts';
import type { BlockCache } from './cache.ts';
import { hex64 } from './checksum.ts';
import { CodedCells } from './coded-cells.ts';
import type { CellPositions } from './coder.ts';
import { CutCells } from './cut-cells.ts';
import { damaged } from './failure.ts';
import { cellCount, type TableHeader } from './format.ts';
import { type ReadMeter, readLayout } from './layout.ts';
import type { ByteSource } from './byte-source.ts';
import { StoredBlocks, type StoredCells } from './stored.ts';

/**
 * A table file opened for reading. Its cells are cut into blocks (cut-cells.ts), or a coder encoded them together
 * (coded-cells.ts). Every byte that leads to a value has passed a checksum.
 *
 * A table gives the contents of its cells. If these are less than the values of positions (format.ts), the prober finds
 * the values (prober.ts).
 */
export class Table {
  /** The header of the file. */
  readonly header: TableHeader;
  /** Counters of reading, which several tables may share. */
  readonly meter: ReadMeter;
  /** Bytes of the file. */
  readonly size: number;
  /**
   * Whether `row` and `plane` may read it.
   * @internal
   */
  readonly readsRows: boolean;
  readonly #blocks: StoredBlocks;
  readonly #cells: StoredCells;
  readonly #palette: Int16Array;
  // Plain arrays: small numbers from them stay small integers, whereas doubles are boxed on the way to a coder.
  readonly #offsets: readonly number[];
  readonly #sizes: readonly number[];
  /** By slice: first index, length and first cell of each run of indices that have cells; undefined if all have. */
  readonly #kept: readonly (readonly number[] | undefined)[];
  readonly #someLeftOut: boolean;
  #closed = false;

  private constructor(source: ByteSource, cache: BlockCache, meter: ReadMeter) {
    const layout = readLayout(source, meter);
    const { header, decoder } = layout;
    this.header = header;
    this.meter = meter;
    this.size = source.size;
    this.readsRows = 'coder' in decoder && decoder.coder.readsRows === true;
    this.#blocks = new StoredBlocks(source, layout, meter);
    this.#cells =
      'codec' in decoder
        ? new CutCells(this.#blocks, header, decoder.codec, cache)
        : new CodedCells(this.#blocks, header, decoder.coder, cache);
    this.#palette = Int16Array.from(header.palette);
    this.#offsets = header.slices.map((slice) => slice.offset);
    this.#sizes = header.slices.map((slice) => slice.size);
    this.#kept = header.slices.map(({ offset, kept }) => {
      let cell = offset;
      return kept?.flatMap(([first, count]) => {
        cell += count;
        return [first, count, cell - count];
      });
    });
    this.#someLeftOut = this.#kept.some((runs) => runs !== undefined);
  }

  /**
   * Opens and validates everything but the blocks. The table owns the source from then on; on failure it closes it.
   * @throws EndgameError E_TABLE_FOREIGN (no table file, or another format), E_TABLE_DAMAGED or E_FILE
   */
  static open(source: ByteSource, cache: BlockCache, meter: ReadMeter = { bytesRead: 0, blocksRead: 0 }): Table {
    try {
      return new Table(source, cache, meter);
    } catch (error) {
      source.close();
      throw error;
    }
  }

  /**
   * Supplies the positions of the cells (located.ts). Coders that need positions need them before the first value.
   * @internal
   */
  locate(positions: () => CellPositions): void {
    if (this.#cells instanceof CodedCells) this.#cells.locate(positions);
  }

  /** Name in messages. */
  get name(): string {
    return this.#blocks.name;
  }

  /** Bytes read so far by all tables that share this meter. */
  get bytesRead(): number {
    return this.meter.bytesRead;
  }

  /**
   * Bytes of memory beside what the cache holds, now.
   * @internal
   */
  get byteLength(): number {
    return this.#cells.byteLength ?? 0;
  }

  /** The checksum that the end of the file states. */
  get checksum(): string {
    return hex64(this.#blocks.statedChecksum());
  }

  /** Returns the number of a slice, or -1. */
  sliceIndex(name: string): number {
    return this.header.slices.findIndex((slice) => slice.name === name);
  }

  /** Returns whether the index of the slice has a cell; false also if there is no such index. */
  holds(slice: number, index: number): boolean {
    return this.#cellAt(slice, index) >= 0;
  }

  /**
   * Returns the value in the cell of an index. At an index that stands for no legal position it is meaningless.
   * @throws RangeError if there is no such slice or index, or no cell for it; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  value(slice: number, index: number): Value {
    return this.#palette[this.#cells.at(this.#cellOf(slice, index))] as Value;
  }

  /**
   * Fills `out` with the codes, which are numbers in `header.palette`, of 64 positions that differ in the place of one man, the lane man:
   * the code of place `p` is at `p`. Codes where men do not stand as the index space of the slice has them (symmetry, like men in the
   * order of their cells), and beyond the board, mean nothing.
   * @param index any index with these men and this side to move
   * @param places of all men, in the order of the index space, then the mark; the lane man's does not matter
   * @returns false if the cells can only be read one by one
   * @throws RangeError if the index has no cell; EndgameError E_TABLE_DAMAGED or E_FILE
   * @internal
   */
  row(slice: number, index: number, places: Uint8Array, lane: number, out: Uint8Array | Uint16Array): boolean {
    return this.#cells.row?.(this.#cellOf(slice, index), places, lane, out) ?? false;
  }

  /**
   * Like `row` for 64 x 64 positions: `out[64 * q + p]` is the code where the row man stands at `q` and the lane man at `p`.
   * @internal
   */
  plane(
    slice: number,
    index: number,
    places: Uint8Array,
    rowMan: number,
    lane: number,
    out: Uint8Array | Uint16Array,
  ): boolean {
    return this.#cells.plane?.(this.#cellOf(slice, index), places, rowMan, lane, out) ?? false;
  }

  /**
   * Returns the values in the cells of a slice. An index that stands for no legal position has some value (see
   * format.ts), not UNUSED: the file does not tell these indices apart. It leaves the cache alone, but for a coder's
   * payload. Cells of one byte stay codes of one byte.
   * @throws RangeError if there is no such slice, or not every index has a cell; EndgameError E_TABLE_DAMAGED or E_FILE
   */
  readSlice(slice: number): Values {
    const size = this.#sizes[slice];
    if (size === undefined) throw new RangeError(`no slice ${slice}`);
    if (this.#kept[slice] !== undefined) throw new RangeError(`slice ${slice} is stored in part only`);
    const codes = this.#cells.read(this.#offsets[slice], size);
    if (codes instanceof Uint8Array) return new CodedValues(codes, this.#palette);
    return new PlainValues(this.#inPlace(codes));
  }

  /**
   * Returns the codes, which are numbers in `header.palette`, of `count` indices from `from` on. It leaves the cache alone, but for a coder's
   * payload.
   * @throws RangeError if not all of them have cells; EndgameError E_TABLE_DAMAGED or E_FILE
   * @internal
   */
  readCodes(slice: number, from: number, count: number): Uint8Array | Uint16Array {
    const cell = this.#cellOf(slice, from);
    if (count > 1 && this.#cellOf(slice, from + count - 1) !== cell + count - 1)
      throw new RangeError(`slice ${slice} has no cell for some of ${count} indices from ${from}`);
    return this.#cells.read(cell, count);
  }

  /**
   * Reads the whole file: every block and the checksum of the file. The payload of a coder is decoded only if the table
   * has been located (located.ts); its checksums are tested in any case.
   * @throws EndgameError E_TABLE_DAMAGED naming the first bad block, or E_FILE
   */
  check(): void {
    const hash = this.#blocks.headHash();
    this.#cells.check(hash);
    if (hash.digest() !== this.#blocks.statedChecksum()) throw damaged(this.name, 'wrong checksum of the file');
  }

  /** Returns the bytes of the file that a warm table examines for a value, or undefined if its coder cannot tell. */
  touched(slice: number, index: number): number | undefined {
    return this.#cells.touched(this.#cellAt(slice, index));
  }

  /** Yields the values in all cells, in order, in chunks. It leaves the cache alone. */
  *cells(): Generator<Int16Array, void, void> {
    const count = cellCount(this.header);
    const { stretch } = this.#cells;
    for (let from = 0; from < count; from += stretch) {
      const codes = this.#cells.read(from, Math.min(stretch, count - from));
      yield this.#inPlace(codes instanceof Uint8Array ? new Uint16Array(codes) : codes);
    }
  }

  /** Whether the table has been closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Closes the source and drops the cached blocks; the table cannot be used any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cells.close();
    this.#blocks.close();
  }

  /** @throws RangeError if there is no cell */
  #cellOf(slice: number, index: number): number {
    const cell = this.#cellAt(slice, index);
    if (cell < 0) throw new RangeError(`slice ${slice} has no index ${index}, or no cell for it`);
    return cell;
  }

  /** Returns the number of the cell of an index, or -1. */
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

  /** Replaces codes by values, in the same memory. */
  #inPlace(codes: Uint16Array): Int16Array {
    const palette = this.#palette;
    const values = new Int16Array(codes.buffer, codes.byteOffset, codes.length);
    for (let i = 0; i < codes.length; i++) values[i] = palette[codes[i]];
    return values;
  }
}
