import { Hash64, hash32 } from './checksum.ts';
import { damaged } from './failure.ts';
import { CHECKSUM_BYTES } from './format.ts';
import { type FileLayout, type ReadMeter, read, viewOf } from './layout.ts';
import type { ByteSource } from './byte-source.ts';

/** Approximate bytes per read of sequential reading. */
const RUN_BYTES = 1 << 20;

/** The cells of a file, by number. It checks the bytes alone: the table knows which cells there are. */
export interface StoredCells {
  /** Returns the code of a cell, below the alphabet size. */
  at(cell: number): number;
  /**
   * Returns codes of cells, all below the alphabet size, as two bytes each if there are more than 256 codes. It leaves
   * the cache alone.
   */
  read(from: number, count: number): Uint8Array | Uint16Array;
  /** Like `CellReader.row` and `plane`. Without them: cells are read one by one. */
  row?(cell: number, places: Uint8Array, lane: number, out: Uint8Array | Uint16Array): boolean;
  plane?(cell: number, places: Uint8Array, rowMan: number, lane: number, out: Uint8Array | Uint16Array): boolean;
  /** Bytes of memory beside what the cache holds, now. Without it: next to nothing. */
  readonly byteLength?: number;
  /** Best number of cells per read. */
  readonly stretch: number;
  /**
   * Returns the bytes of the file that a warm table examines to read the cell, or undefined if its coder cannot tell.
   */
  touched(cell: number): number | undefined;
  /** Reads and tests every block, and every cell if it can, and adds the blocks to the hash. */
  check(hash: Hash64): void;
  /** Drops what is in memory; no cell can be read any more. */
  close(): void;
}

/** The blocks of a table file, as they are stored. */
export class StoredBlocks {
  readonly name: string;
  readonly count: number;
  readonly meter: ReadMeter;
  readonly #source: ByteSource;
  readonly #starts: Float64Array;
  readonly #checksums: Uint32Array;

  constructor(source: ByteSource, { starts, checksums }: FileLayout, meter: ReadMeter) {
    this.name = source.name;
    this.count = checksums.length;
    this.meter = meter;
    this.#source = source;
    this.#starts = starts;
    this.#checksums = checksums;
  }

  /** Returns the bytes of a block as it is stored. */
  size(block: number): number {
    return this.#starts[block + 1] - this.#starts[block];
  }

  /** Returns the bytes of blocks `first` to `end` - 1, not yet tested. */
  read(first: number, end: number): Uint8Array {
    const starts = this.#starts;
    return read(this.#source, starts[first], starts[end] - starts[first], this.meter);
  }

  /**
   * Returns one tested block from the bytes of `run`, which begins at block `first`.
   * @throws EndgameError E_TABLE_DAMAGED
   */
  tested(run: Uint8Array, first: number, block: number): Uint8Array {
    const starts = this.#starts;
    const bytes = run.subarray(starts[block] - starts[first], starts[block + 1] - starts[first]);
    if (hash32(bytes) !== this.#checksums[block]) {
      throw damaged(this.name, `wrong checksum of block ${block} of ${this.count}`);
    }
    this.meter.blocksRead++;
    return bytes;
  }

  /** Returns the end of a run of blocks from `first` (at least one block) that is worth one read. */
  runEnd(first: number, end: number): number {
    const starts = this.#starts;
    let stop = first + 1;
    while (stop < end && starts[stop + 1] - starts[first] <= RUN_BYTES) stop++;
    return stop;
  }

  /** Returns the checksum that the end of the file states. */
  statedChecksum(): bigint {
    const end = this.#starts[this.count];
    return viewOf(read(this.#source, end, CHECKSUM_BYTES, this.meter)).getBigUint64(0, true);
  }

  /** Returns a hash of the bytes before the blocks. */
  headHash(): Hash64 {
    return new Hash64().update(read(this.#source, 0, this.#starts[0], this.meter));
  }

  close(): void {
    this.#source.close();
  }
}
