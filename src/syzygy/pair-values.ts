import { damagedFile } from './failure.ts';
import { FileWindow } from './file-window.ts';

/** Flag of a part that has one value throughout. */
const CONSTANT = 128;
/** Right half of a symbol that stands for one value. */
const LEAF = 0xfff;
/** Symbols are numbers of 12 bits, and the last stands for none. */
const MOST_SYMBOLS = 4096;
/** Most values of a symbol: generators count them in a byte, less one. */
const MOST_VALUES = 256;
/** Most bits of a code: what a window of the stream holds. */
const MOST_BITS = 32;
/** Bits that are looked at together: codes up to this length, and series of short ones, are found in a table. */
const GLANCE_BITS = 12;
/** Bits of an entry that say how long a series is. */
const LENGTH_BITS = 4;
/** Bits that three bytes hold. */
const THREE_BYTES = 24;
/** Bytes of an entry of the sparse index: a block, and where in it the middle of the stretch lies. */
const ENTRY = 6;
/** Bits from one mark in a block to the next, in blocks of up to 128 bytes and in longer ones. */
const MARK_BITS = [128, 256] as const;
/** Most marks of a part, 4 bytes each. The blocks of larger parts are read from their beginnings. */
const MOST_MARKS = 1 << 18;
/** Bits of a mark that say how far behind its place a code begins; the others count the values before. */
const MARK_EXCESS = 5;
/** The last bytes of a file are its checksum, so a window of the stream may read beyond the last block. */
const WINDOW = 8;

/** Bytes that the three sections of a part take. */
export interface PartBytes {
  readonly index: number;
  readonly lengths: number;
  readonly data: number;
}

/**
 * The values of one part of a file, compressed by replacing pairs (Larsson and Moffat's Re-Pair): a symbol stands for
 * a value or for two other symbols, and a stream of symbols in a canonical Huffman code, high bits first, is cut into
 * blocks of one size. A sparse index leads to the block of a number, the lengths of blocks from there to its values.
 *
 * The last symbol of a block may stand for more values than the block has. Nobody reads on beyond a symbol here, so that
 * matters to nobody.
 */
export class PairValues {
  /** First byte of the part; what it says beside CONSTANT is the table's. */
  readonly flags: number;
  /** Where the next part's description begins. */
  readonly end: number;
  /** Bytes of the sections that follow the descriptions of all parts. */
  readonly bytes: PartBytes;
  readonly #file: FileWindow;
  readonly #size: number;
  readonly #constant: number;
  readonly #blockBytes: number;
  readonly #blocks: number;
  readonly #stretch: number;
  readonly #left: Uint16Array;
  readonly #right: Uint16Array;
  /** Number of values of each symbol. */
  readonly #values: Uint16Array;
  /** By the next bits: symbol, length and number of values of the code there; 0 if it is longer. */
  readonly #codes: Uint32Array;
  /**
   * By the next bits: values and length of all codes that end there. Most symbols are only passed on the way to the one
   * in question, so this halves the time of reading outcomes, whose codes are short.
   */
  readonly #series: Uint16Array;
  readonly #shortest: number;
  /** By length: the least code of this length, at the high end of 32 bits. */
  readonly #least: Float64Array;
  /** By length: the symbol of that code. */
  readonly #first: Uint16Array;
  /**
   * Marks within blocks, as far as somebody has read there: values before the first code from each multiple of so many bits
   * on, and the place of that code. Without them reading plies takes three times as long.
   */
  readonly #marks: Uint32Array;
  readonly #markBits: number;
  /** Marks of a block. */
  readonly #marksPerBlock: number;
  #indexAt = 0;
  #lengthsAt = 0;
  #dataAt = 0;

  /**
   * @param at where the part is described
   * @param size number of values
   * @param constants whether a constant part says its value; else that is 0
   * @throws EndgameError E_TABLE_DAMAGED; as `FileWindow.seek`
   */
  constructor(file: FileWindow, at: number, size: number, constants: boolean) {
    this.#file = file;
    this.#size = size;
    this.flags = file.u8(at);
    const isConstant = (this.flags & CONSTANT) !== 0;
    this.#constant = isConstant ? (constants ? file.u8(at + 1) : 0) : -1;
    const blockBits = isConstant ? 0 : file.u8(at + 1);
    const stretchBits = isConstant ? 0 : file.u8(at + 2);
    const padding = isConstant ? 0 : file.u8(at + 3);
    this.#blockBytes = 2 ** blockBits;
    this.#stretch = 2 ** stretchBits;
    this.#blocks = isConstant ? 0 : file.u32(at + 4);
    const longest = isConstant ? 1 : file.u8(at + 8);
    this.#shortest = isConstant ? 1 : file.u8(at + 9);
    if (
      !isConstant &&
      (this.#blockBytes + WINDOW > FileWindow.longest ||
        stretchBits === 0 ||
        stretchBits > 31 ||
        this.#shortest === 0 ||
        longest < this.#shortest ||
        longest > MOST_BITS)
    ) {
      throw damagedFile(file.name, `no block, stretch or code has the size described at ${at}`);
    }
    const lengths = longest - this.#shortest + 1;
    const symbols = isConstant ? 0 : file.u16(at + 10 + 2 * lengths);
    if (symbols >= MOST_SYMBOLS) throw damagedFile(file.name, `${symbols} symbols at ${at}`);
    const symbolsAt = at + 12 + 2 * lengths;
    this.end = isConstant ? at + 2 : symbolsAt + 3 * symbols + (symbols & 1);
    this.bytes = isConstant
      ? { index: 0, lengths: 0, data: 0 }
      : {
          index: ENTRY * Math.ceil(size / this.#stretch),
          lengths: 2 * (this.#blocks + padding),
          data: this.#blocks * this.#blockBytes,
        };
    this.#markBits = MARK_BITS[this.#blockBytes > 128 ? 1 : 0];
    this.#marksPerBlock = (8 * this.#blockBytes) / this.#markBits - 1;
    const marks = this.#blocks * this.#marksPerBlock;
    this.#marks = new Uint32Array(marks > 0 && marks <= MOST_MARKS ? marks : 0);
    this.#left = new Uint16Array(symbols);
    this.#right = new Uint16Array(symbols);
    for (let symbol = 0; symbol < symbols; symbol++) {
      const from = symbolsAt + 3 * symbol;
      this.#left[symbol] = file.u16(from) & 0xfff;
      this.#right[symbol] = file.u16(from + 1) >> 4;
    }
    this.#values = this.#count();
    this.#first = new Uint16Array(MOST_BITS + 1);
    this.#least = new Float64Array(MOST_BITS + 1);
    if (!isConstant) this.#readCode(at + 10, longest);
    this.#codes = new Uint32Array(isConstant ? 0 : 1 << GLANCE_BITS);
    this.#series = new Uint16Array(this.#codes.length);
    if (!isConstant) this.#fillTables();
  }

  /** Says where the sections of the part begin. */
  locate(indexAt: number, lengthsAt: number, dataAt: number): void {
    this.#indexAt = indexAt;
    this.#lengthsAt = lengthsAt;
    this.#dataAt = dataAt;
  }

  /** Returns the number of values of each symbol. */
  #count(): Uint16Array {
    const left = this.#left;
    const right = this.#right;
    const values = new Uint16Array(left.length);
    const path: number[] = [];
    for (let symbol = 0; symbol < left.length; symbol++) {
      path.push(symbol);
      // A symbol is counted after its halves. Of those that stand for themselves none ends.
      while (path.length > 0) {
        const top = path[path.length - 1];
        const [a, b] = [left[top], right[top]];
        if (values[top] > 0) path.pop();
        else if (b === LEAF) values[top] = 1;
        else if (a >= left.length || b >= left.length || path.length > MOST_VALUES) throw this.#circular(top);
        else if (values[a] === 0) path.push(a);
        else if (values[b] === 0) path.push(b);
        else {
          values[top] = values[a] + values[b];
          if (values[top] > MOST_VALUES) throw this.#circular(top);
        }
      }
    }
    return values;
  }

  #circular(symbol: number): Error {
    return damagedFile(this.#file.name, `symbol ${symbol} stands for no values`);
  }

  /** Reads the first symbol of each length. Longer codes are smaller numbers, so lengths are gone through from the end. */
  #readCode(at: number, longest: number): void {
    const first = this.#first;
    const shortest = this.#shortest;
    for (let length = shortest; length <= longest; length++) {
      first[length] = this.#file.u16(at + 2 * (length - shortest));
    }
    let code = 0;
    for (let length = longest; length >= shortest; length--) {
      if (length < longest) code = (code + first[length] - first[length + 1]) / 2;
      if (!(code >= 0 && code <= 2 ** length && Number.isInteger(code))) {
        throw damagedFile(this.#file.name, `codes of ${length} bits at ${at}`);
      }
      this.#least[length] = code * 2 ** (MOST_BITS - length);
    }
  }

  #fillTables(): void {
    const codes = this.#codes;
    const values = this.#values;
    for (let bits = 0; bits < codes.length; bits++) {
      const code = bits * 2 ** (MOST_BITS - GLANCE_BITS);
      let length = this.#shortest;
      while (length <= GLANCE_BITS && code < this.#least[length]) length++;
      if (length > GLANCE_BITS) continue;
      const symbol = this.#first[length] + Math.floor((code - this.#least[length]) / 2 ** (MOST_BITS - length));
      if (symbol < values.length) codes[bits] = symbol | (length << 12) | (values[symbol] << 18);
    }
    for (let bits = 0; bits < codes.length; bits++) {
      let passed = 0;
      let sum = 0;
      for (;;) {
        const code = codes[(bits << passed) & (codes.length - 1)];
        const length = (code >> 12) & 63;
        if (code === 0 || passed + length > GLANCE_BITS) break;
        passed += length;
        sum += code >>> 18;
      }
      this.#series[bits] = (sum << LENGTH_BITS) | passed;
    }
  }

  /**
   * Returns the value of a number: 12 bits.
   * @throws EndgameError E_TABLE_DAMAGED if the bytes lead nowhere; as `FileWindow.seek`
   */
  at(number: number): number {
    if (this.#constant >= 0) return this.#constant;
    if (!(number >= 0 && number < this.#size)) throw new RangeError(`value ${number} of ${this.#size}`);
    const file = this.#file;
    const stretch = this.#stretch;
    const entry = Math.floor(number / stretch);
    const entryAt = this.#indexAt + ENTRY * entry;
    file.seek(entryAt, ENTRY);
    const { bytes } = file;
    const i = entryAt - file.base;
    let block = (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)) >>> 0;
    // The entry is of the middle of its stretch.
    let rest = (bytes[i + 4] | (bytes[i + 5] << 8)) + (number - entry * stretch) - stretch / 2;
    const lengthsAt = this.#lengthsAt;
    while (rest < 0) rest += file.u16(lengthsAt + 2 * --block) + 1;
    for (;;) {
      const length = file.u16(lengthsAt + 2 * block) + 1;
      if (rest < length) break;
      rest -= length;
      block++;
    }
    if (!(block >= 0 && block < this.#blocks)) throw damagedFile(file.name, `value ${number} is in no block`);
    return this.#valueIn(block, rest);
  }

  /** Returns a value of a block. */
  #valueIn(block: number, index: number): number {
    const file = this.#file;
    const blockAt = this.#dataAt + block * this.#blockBytes;
    file.seek(blockAt, this.#blockBytes + WINDOW);
    const { bytes } = file;
    const start = blockAt - file.base;
    const end = 8 * this.#blockBytes;
    const codes = this.#codes;
    const series = this.#series;
    const markBits = this.#markBits;
    const marks = this.#marks;
    const firstMark = block * this.#marksPerBlock;
    let mark = 0;
    if (marks.length > 0) {
      while (mark < this.#marksPerBlock) {
        const next = marks[firstMark + mark];
        if (next === 0 || next >>> MARK_EXCESS > index) break;
        mark++;
      }
    }
    const from = mark === 0 ? 0 : marks[firstMark + mark - 1];
    let rest = index - (from >>> MARK_EXCESS);
    let bit = mark * markBits + (from & ((1 << MARK_EXCESS) - 1));
    let nextMark = marks.length > 0 && mark < this.#marksPerBlock ? (mark + 1) * markBits : Number.MAX_SAFE_INTEGER;
    while (bit <= end) {
      if (bit >= nextMark) {
        marks[firstMark + mark++] = ((index - rest) << MARK_EXCESS) | (bit - nextMark);
        nextMark = mark < this.#marksPerBlock ? (mark + 1) * markBits : Number.MAX_SAFE_INTEGER;
      }
      const i = start + (bit >> 3);
      const shift = bit & 7;
      const three = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
      const glance = (three >> (THREE_BYTES - GLANCE_BITS - shift)) & ((1 << GLANCE_BITS) - 1);
      const passed = series[glance];
      if (passed !== 0 && rest >= passed >> LENGTH_BITS) {
        rest -= passed >> LENGTH_BITS;
        bit += passed & ((1 << LENGTH_BITS) - 1);
        continue;
      }
      const known = codes[glance];
      let symbol: number;
      let length: number;
      let values: number;
      if (known !== 0) {
        symbol = known & 0xfff;
        length = (known >> 12) & 63;
        values = known >>> 18;
      } else {
        const low = (bytes[i + 3] << 8) | bytes[i + 4];
        const code = ((three << (8 + shift)) | (low >> (8 - shift))) >>> 0;
        const least = this.#least;
        length = this.#shortest;
        while (code < least[length]) length++;
        symbol = this.#first[length] + ((code - least[length]) >>> (MOST_BITS - length));
        if (symbol >= this.#values.length) break;
        values = this.#values[symbol];
      }
      if (rest < values) return this.#valueOf(symbol, rest);
      rest -= values;
      bit += length;
    }
    throw damagedFile(file.name, `the block at ${blockAt} ends early`);
  }

  /** Returns a value of a symbol. */
  #valueOf(symbol: number, index: number): number {
    const values = this.#values;
    const left = this.#left;
    const right = this.#right;
    let top = symbol;
    let rest = index;
    while (values[top] > 1) {
      const half = left[top];
      if (rest < values[half]) top = half;
      else {
        rest -= values[half];
        top = right[top];
      }
    }
    return left[top];
  }
}
