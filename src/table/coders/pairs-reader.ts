import type { CellReader } from '../coder.ts';
import { checkCells } from './bits.ts';
import { decodingTable } from './huffman.ts';
import {
  cellCounts,
  CONSTANT,
  decodeGrammar,
  HEAD_BYTES,
  LARGEST_BLOCK,
  SideCode,
  SMALLEST_BLOCK,
} from './pairs-format.ts';
import { BitDecoder } from './range.ts';

/**
 * Binary logarithm of the bits of a block per mark. A probe skips the words of a block one by one. So the reader marks
 * each block on its first use. A mark holds the start of the first word at or after its place and the number of cells
 * before that word. It takes 4 bytes for 16 bytes of the block. A probe of queen against rook, including exits, takes
 * 0.71 us instead of 1.61.
 */
const MARK_LOG = 7;
/** Bits of a mark for the distance from its place to the start of its word; the others hold the number of cells. */
const BEHIND_BITS = 5;
const MOST_MARKED = 2 ** (32 - BEHIND_BITS);

/** Reads single cells from pairs (pairs.ts). */
export class PairsReader implements CellReader {
  readonly #alphabetSize: number;
  readonly #length: number;
  readonly #left: Uint16Array;
  readonly #right: Uint16Array;
  readonly #cells: Int32Array;
  readonly #entries: Int32Array;
  readonly #bits: number;
  readonly #blockBytes: number;
  /** The blocks, and some zeros after them for the lookups of the last words. */
  readonly #data: DataView;
  /** The first cell of each block, and the number of cells. */
  readonly #starts: Uint32Array;
  /** The block of every 2^shift-th cell. */
  readonly #guide: Uint32Array;
  readonly #shift: number;
  readonly #constant: number;
  readonly #stack: Uint16Array;
  /** Marks of each block. Each block has only the mark of its start if a block holds too many cells for a mark. */
  readonly #marks: Uint32Array;
  readonly #marked: Uint8Array;
  readonly #marksLog: number;

  /**
   * Opens a payload.
   * @throws Error if it cannot be one of `length` cells of `alphabetSize` codes
   */
  constructor(bytes: Uint8Array, length: number, alphabetSize: number) {
    this.#length = length;
    this.#alphabetSize = alphabetSize;
    if (bytes.length === 3 && bytes[0] === CONSTANT) {
      this.#constant = bytes[1] | (bytes[2] << 8);
      if (this.#constant >= alphabetSize) throw new Error('a code that is not in the alphabet');
      this.#left = this.#right = this.#stack = new Uint16Array(0);
      this.#cells = this.#entries = new Int32Array(0);
      this.#starts = this.#guide = new Uint32Array(0);
      this.#data = new DataView(new ArrayBuffer(0));
      this.#bits = this.#blockBytes = this.#shift = this.#marksLog = 0;
      this.#marks = new Uint32Array(0);
      this.#marked = new Uint8Array(0);
      return;
    }
    this.#constant = -1;
    const log = bytes.length < HEAD_BYTES ? 0 : bytes[0];
    if (log < SMALLEST_BLOCK || log > LARGEST_BLOCK || length === 0) throw new Error('no payload of this coder');
    this.#blockBytes = 2 ** log;
    const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
    const blocksAt = HEAD_BYTES + headBytes;
    if (blocksAt >= bytes.length) throw new Error('the payload is cut');
    const coder = new BitDecoder(bytes.subarray(HEAD_BYTES, blocksAt));
    const side = new SideCode();
    const grammar = decodeGrammar(coder, side, alphabetSize);
    this.#left = grammar.left;
    this.#right = grammar.right;
    this.#cells = cellCounts(grammar, length);
    const lengths = new Uint8Array(alphabetSize + grammar.left.length);
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const word = side.word[symbol < alphabetSize ? 0 : 1].decode(coder);
      if (word > 255) throw new Error('a code word that is too long');
      lengths[symbol] = word;
    }
    const table = decodingTable(lengths);
    this.#bits = table.bits;
    this.#entries = table.entries;
    const blocks = Math.ceil((bytes.length - blocksAt) / this.#blockBytes);
    this.#starts = new Uint32Array(blocks + 1);
    for (let block = 0; block < blocks; block++) {
      const end = this.#starts[block] + side.cells.decode(coder);
      if (end > length) throw new Error('more cells than there are');
      this.#starts[block + 1] = end;
    }
    if (this.#starts[blocks] !== length) throw new Error('fewer cells than there are');
    const data = new Uint8Array(blocks * this.#blockBytes + 4);
    data.set(bytes.subarray(blocksAt));
    this.#data = new DataView(data.buffer);
    this.#shift = Math.max(0, 31 - Math.clz32(Math.max(1, Math.floor(length / blocks))));
    this.#guide = new Uint32Array((length >> this.#shift) + 2).fill(blocks - 1);
    for (let block = blocks - 1; block >= 0; block--) {
      const first = Math.ceil(this.#starts[block] / 2 ** this.#shift);
      const end = Math.ceil(this.#starts[block + 1] / 2 ** this.#shift);
      this.#guide.fill(block, first, end);
    }
    this.#stack = new Uint16Array(grammar.left.length + 2);
    const most = this.#starts.reduce((n, start, i) => Math.max(n, i === 0 ? 0 : start - this.#starts[i - 1]), 0);
    this.#marksLog = most < MOST_MARKED ? log + 3 - MARK_LOG : 0;
    this.#marks = new Uint32Array(blocks << this.#marksLog);
    this.#marked = new Uint8Array(blocks);
  }

  at(cell: number): number {
    if (this.#constant >= 0) return this.#constant;
    const block = this.#blockOf(cell);
    let rest = cell - this.#starts[block];
    const start = block * this.#blockBytes;
    const end = this.#blockBytes * 8;
    const data = this.#data;
    const entries = this.#entries;
    const cells = this.#cells;
    const drop = 32 - this.#bits;
    const mark = this.#markOf(block, rest);
    const marked = this.#marks[mark];
    rest -= marked >>> BEHIND_BITS;
    let bit = ((mark - (block << this.#marksLog)) << MARK_LOG) + (marked & (2 ** BEHIND_BITS - 1));
    let symbol: number;
    for (;;) {
      const entry = entries[(data.getInt32(start + (bit >> 3)) << (bit & 7)) >>> drop];
      symbol = entry & 0xffff;
      const count = cells[symbol];
      if (rest < count) break;
      rest -= count;
      bit += entry >> 16;
      if (bit >= end) throw new Error('a block with fewer cells than stated');
    }
    const alphabetSize = this.#alphabetSize;
    const left = this.#left;
    while (symbol >= alphabetSize) {
      const first = left[symbol - alphabetSize];
      const count = cells[first];
      if (rest < count) symbol = first;
      else {
        rest -= count;
        symbol = this.#right[symbol - alphabetSize];
      }
    }
    return symbol;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    if (this.#constant >= 0) {
      out.fill(this.#constant);
      return;
    }
    if (out.length === 0) return;
    const data = this.#data;
    const cells = this.#cells;
    const drop = 32 - this.#bits;
    let block = this.#blockOf(from);
    let skip = from - this.#starts[block];
    let to = 0;
    for (; to < out.length; block++) {
      const start = block * this.#blockBytes;
      const end = this.#blockBytes * 8;
      let bit = 0;
      let rest = this.#starts[block + 1] - this.#starts[block];
      while (rest > 0 && to < out.length) {
        if (bit >= end) throw new Error('a block with fewer cells than stated');
        const entry = this.#entries[(data.getInt32(start + (bit >> 3)) << (bit & 7)) >>> drop];
        const symbol = entry & 0xffff;
        bit += entry >> 16;
        const count = cells[symbol];
        if (count > rest) throw new Error('a block with more cells than stated');
        rest -= count;
        if (skip >= count) skip -= count;
        else {
          to = this.#expand(symbol, skip, out, to);
          skip = 0;
        }
      }
    }
  }

  /** Writes the codes of a symbol without the first `skip`, as many as `out` has room for; returns their end. */
  #expand(symbol: number, skip: number, out: Uint8Array | Uint16Array, to: number): number {
    const stack = this.#stack;
    const alphabetSize = this.#alphabetSize;
    let top = 0;
    stack[top++] = symbol;
    let before = skip;
    let at = to;
    while (top > 0 && at < out.length) {
      let s = stack[--top];
      if (before >= this.#cells[s]) {
        before -= this.#cells[s];
        continue;
      }
      while (s >= alphabetSize) {
        const first = this.#left[s - alphabetSize];
        if (before >= this.#cells[first]) {
          before -= this.#cells[first];
          s = this.#right[s - alphabetSize];
        } else {
          stack[top++] = this.#right[s - alphabetSize];
          s = first;
        }
      }
      out[at++] = s;
    }
    return at;
  }

  /** Returns the last mark of a block with no more than `rest` cells before it. */
  #markOf(block: number, rest: number): number {
    if (this.#marked[block] === 0) this.#mark(block);
    const marks = this.#marks;
    let low = block << this.#marksLog;
    let high = low + (1 << this.#marksLog) - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (marks[middle] >>> BEHIND_BITS <= rest) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #mark(block: number): void {
    const start = block * this.#blockBytes;
    const count = this.#starts[block + 1] - this.#starts[block];
    const drop = 32 - this.#bits;
    const end = (block + 1) << this.#marksLog;
    const first = block << this.#marksLog;
    this.#marks[first] = 0;
    let before = 0;
    let bit = 0;
    for (let mark = first + 1; mark < end; mark++) {
      const place = (mark - first) << MARK_LOG;
      while (bit < place && before < count) {
        const entry = this.#entries[(this.#data.getInt32(start + (bit >> 3)) << (bit & 7)) >>> drop];
        before += this.#cells[entry & 0xffff];
        bit += entry >> 16;
      }
      // A mark beyond the last word counts as a mark after all cells.
      this.#marks[mark] = bit >= place && before < count ? (before << BEHIND_BITS) | (bit - place) : 2 ** 32 - 1;
    }
    this.#marked[block] = 1;
  }

  #blockOf(cell: number): number {
    const starts = this.#starts;
    let low = this.#guide[cell >>> this.#shift];
    let high = this.#guide[(cell >>> this.#shift) + 1];
    // The guide names the blocks of two cells around this one; the block lies between them.
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle] <= cell) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
