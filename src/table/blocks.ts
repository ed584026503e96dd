/** From the values of a table to the encoded blocks of its file, by a walk over the codes of the values. */

import { UNUSED } from '../game/value.ts';
import { type CodeStream, streamOf, type Values } from '../game/values.ts';
import type { Codec } from './codec.ts';
import { cellCount, cellsPerBlock, type TableHeader } from './format.ts';
import { bytesOfCells, packCells } from './packing.ts';

/** In place of a cell: the index stands for no legal position. All bits are 1. */
const HOLE = -1;

/**
 * Returns the blocks of a table, each encoded.
 * @param first value of the first index that stands for a legal position
 */
export function blocksOf(
  header: TableHeader,
  slices: readonly { readonly values: Values }[],
  codec: Codec,
  first: number,
): Uint8Array[] {
  const streams = slices.map(({ values }) => streamOf(values));
  const start = header.palette.indexOf(first);
  const blocks: Uint8Array[] = [];
  // Copied, since zlib returns views of buffers of 16 KiB, however little they hold.
  const take = (block: Uint8Array): void => void blocks.push(new Uint8Array(codec.encode(block)));
  const arePacked = header.cellBits === 2 && streams.every(({ bits }) => bits === 2);
  const writer = arePacked ? new PackedWriter(header, start, take) : new CellWriter(header, start, take);
  for (const stream of streams) {
    writer.begin(stream);
    for (const piece of stream.pieces) writer.add(piece);
  }
  writer.end();
  return blocks;
}

/** Returns the cell of each code, or `HOLE`. */
function cellsOfCodes(palette: readonly number[], { meaning }: CodeStream): Int32Array {
  const cells = new Map(palette.map((v, cell) => [v, cell]));
  // A meaning that no index has may be no value of the palette.
  return Int32Array.from(meaning, (v) => (v === UNUSED ? HOLE : (cells.get(v) ?? HOLE)));
}

/** Cuts cells into blocks. */
class CellWriter {
  readonly #header: TableHeader;
  readonly #take: (block: Uint8Array) => void;
  readonly #block: Uint8Array | Uint16Array;
  #at = 0;
  #last: number;
  #cellOf: Int32Array = new Int32Array(0);
  #arePacked = false;

  /**
   * @param start the cell that holes at the start repeat
   * @param take receives each block, valid until the next
   */
  constructor(header: TableHeader, start: number, take: (block: Uint8Array) => void) {
    this.#header = header;
    this.#take = take;
    this.#last = start;
    const most = Math.min(cellsPerBlock(header), cellCount(header));
    this.#block = header.cellBits === 16 ? new Uint16Array(most) : new Uint8Array(most);
  }

  begin(stream: CodeStream): void {
    this.#cellOf = cellsOfCodes(this.#header.palette, stream);
    this.#arePacked = stream.bits === 2;
  }

  add(piece: Uint8Array | Uint16Array): void {
    const codes = this.#arePacked ? unpacked(piece) : piece;
    const block = this.#block;
    for (let from = 0; from < codes.length; ) {
      const end = Math.min(codes.length, from + block.length - this.#at);
      this.#last = putCells(codes, from, end, this.#cellOf, block, this.#at, this.#last);
      this.#at += end - from;
      from = end;
      if (this.#at === block.length) this.end();
    }
  }

  /** Ends the block in progress. */
  end(): void {
    if (this.#at > 0) this.#take(packCells(this.#block.subarray(0, this.#at), this.#header.cellBits));
    this.#at = 0;
  }
}

/**
 * Writes the cells of codes to the block; a hole repeats the cell before it. Returns the last cell. Holes are too
 * irregular for a branch, which would take twice the time.
 */
function putCells(
  codes: Uint8Array | Uint16Array,
  from: number,
  end: number,
  cellOf: Int32Array,
  block: Uint8Array | Uint16Array,
  at: number,
  before: number,
): number {
  let last = before;
  for (let i = from, to = at; i < end; i++, to++) {
    const cell = cellOf[codes[i]];
    const isHole = cell >> 31;
    last = (cell & ~isHole) | (last & isHole);
    block[to] = last;
  }
  return last;
}

function unpacked(piece: Uint8Array | Uint16Array): Uint8Array {
  const codes = new Uint8Array(4 * piece.length);
  for (let i = 0; i < codes.length; i++) codes[i] = (piece[i >> 2] >> (2 * (i & 3))) & 3;
  return codes;
}

/** Does the same for codes of two bits and cells of two bits, four at a time. */
class PackedWriter {
  readonly #palette: readonly number[];
  readonly #take: (block: Uint8Array) => void;
  readonly #block: Uint8Array;
  #at = 0;
  /** The last cell * 256. */
  #last: number;
  #cellsAfter: Uint16Array = new Uint16Array(0);

  constructor(header: TableHeader, start: number, take: (block: Uint8Array) => void) {
    this.#palette = header.palette;
    this.#take = take;
    this.#last = start << 8;
    this.#block = new Uint8Array(Math.min(header.blockBytes, bytesOfCells(cellCount(header), 2)));
  }

  begin(stream: CodeStream): void {
    this.#cellsAfter = fourCells(cellsOfCodes(this.#palette, stream));
  }

  add(piece: Uint8Array | Uint16Array): void {
    const block = this.#block;
    for (let from = 0; from < piece.length; ) {
      const end = Math.min(piece.length, from + block.length - this.#at);
      this.#last = putFours(piece, from, end, this.#cellsAfter, block, this.#at, this.#last);
      this.#at += end - from;
      from = end;
      if (this.#at === block.length) this.end();
    }
  }

  end(): void {
    if (this.#at > 0) this.#take(this.#block.subarray(0, this.#at));
    this.#at = 0;
  }
}

/** Writes the cells of bytes of four codes to the block. Returns the last entry of the table. */
function putFours(
  codes: Uint8Array | Uint16Array,
  from: number,
  end: number,
  cellsAfter: Uint16Array,
  block: Uint8Array,
  at: number,
  before: number,
): number {
  let last = before;
  for (let i = from, to = at; i < end; i++, to++) {
    last = cellsAfter[(last & 0x300) | codes[i]];
    block[to] = last;
  }
  return last;
}

/** Returns by the cell before them * 256 + a byte of codes: the byte of its four cells, and the last cell * 256. */
function fourCells(cellOf: Int32Array): Uint16Array {
  const out = new Uint16Array(4 * 256);
  for (let before = 0; before < 4; before++) {
    for (let codes = 0; codes < 256; codes++) {
      let last = before;
      let cells = 0;
      for (let place = 0; place < 4; place++) {
        const cell = cellOf[(codes >> (2 * place)) & 3];
        if (cell !== HOLE) last = cell;
        cells |= last << (2 * place);
      }
      out[(before << 8) | codes] = (last << 8) | cells;
    }
  }
  return out;
}
