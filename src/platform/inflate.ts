/**
 * Decompression of raw deflate (RFC 1951), for platforms without a synchronous one of their own. A table of the next
 * bits decodes the frequent symbols at once; longer codes are followed bit by bit, as M. Adler's puff does.
 */

/** Bits that the tables look at: one more costs twice the time to fill them, and blocks of tables are short. */
const FAST_BITS = 9;
const LONGEST_CODE = 15;
const END_OF_BLOCK = 256;
/** The order in which the lengths of the code of lengths are stored. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Least length or distance of each code, and its extra bits. */
interface Ranges {
  readonly least: readonly number[];
  readonly extra: readonly number[];
}

const LENGTHS = rangesFrom(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
const DISTANCES = rangesFrom(
  1,
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);
/** The last code of lengths stands for the longest alone. */
const LONGEST_MATCH = 258;

function rangesFrom(first: number, extra: readonly number[]): Ranges {
  let next = first;
  const least = extra.map((bits) => {
    next += 1 << bits;
    return next - (1 << bits);
  });
  return { least, extra };
}

/** A canonical Huffman code. */
class Code {
  /** By the next bits: symbol * 16 + length of its code, or 0 if that is longer or if there is none. */
  readonly fast: Uint16Array = new Uint16Array(1 << FAST_BITS);
  /** Number of symbols by length of their code. */
  readonly counts: Uint16Array = new Uint16Array(LONGEST_CODE + 1);
  /** Symbols by code. */
  readonly symbols: Uint16Array = new Uint16Array(288);

  /** Makes the code of these lengths; 0 means that a symbol does not occur. */
  set(lengths: Uint8Array): void {
    const { fast, counts, symbols } = this;
    fast.fill(0);
    counts.fill(0);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    const offsets: number[] = [0, 0];
    const next: number[] = [0, 0];
    for (let length = 1; length <= LONGEST_CODE; length++) {
      offsets.push(offsets[length] + counts[length]);
      next.push((next[length] + counts[length]) << 1);
      if (next[length] + counts[length] > 1 << length) throw new Error('more codes than there can be');
    }
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      symbols[offsets[length]++] = symbol;
      const code = next[length]++;
      if (length > FAST_BITS) return;
      for (let i = reversed(code, length); i < fast.length; i += 1 << length) fast[i] = (symbol << 4) | length;
    });
  }
}

function reversed(code: number, length: number): number {
  let out = 0;
  for (let bit = 0; bit < length; bit++) out |= ((code >> bit) & 1) << (length - 1 - bit);
  return out;
}

/** Reads a stream's bits, the lowest of a byte first. After its end come zeros. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether more bits were taken than there are. */
  get isOverrun(): boolean {
    return 8 * this.#at - this.#count > 8 * this.#bytes.length;
  }

  #fill(): void {
    while (this.#count <= 24) {
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
  }

  /** Takes up to 16 bits as a number. */
  take(count: number): number {
    this.#fill();
    const value = this.#held & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  #drop(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
  }

  /** Takes the bits of a symbol. */
  symbol({ fast, counts, symbols }: Code): number {
    this.#fill();
    const entry = fast[this.#held & (fast.length - 1)];
    if (entry !== 0) {
      this.#drop(entry & 15);
      return entry >> 4;
    }
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= (this.#held >>> (length - 1)) & 1;
      const count = counts[length];
      if (code - first < count) {
        this.#drop(length);
        return symbols[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('no such code');
  }

  /** Goes to the next whole byte, and takes bytes from there. */
  bytes(count: number): Uint8Array {
    const from = this.#at - (this.#count >> 3);
    this.#at = from + count;
    this.#held = 0;
    this.#count = 0;
    return this.#bytes.subarray(from, from + count);
  }
}

const literals = new Code();
const distances = new Code();

/**
 * Returns what a raw deflate stream stands for. Bytes after its end are ignored.
 * @param length most bytes of the result
 * @throws Error if the stream is damaged or stands for more bytes
 */
export function inflate(stream: Uint8Array, length: number): Uint8Array {
  const bits = new Bits(stream);
  const out = new Uint8Array(length);
  let at = 0;
  for (let isLast = false; !isLast; ) {
    isLast = bits.take(1) === 1;
    const type = bits.take(2);
    if (type === 0) at = copyStored(bits, out, at);
    else {
      if (type === 1) setFixedCodes();
      else if (type === 2) readCodes(bits);
      else throw new Error('no such kind of block');
      at = inflateBlock(bits, out, at);
    }
    if (bits.isOverrun) throw new Error('unexpected end');
  }
  return out.subarray(0, at);
}

function copyStored(bits: Bits, out: Uint8Array, at: number): number {
  const head = bits.bytes(4);
  const count = head[0] | (head[1] << 8);
  if (head.length < 4 || (head[2] | (head[3] << 8)) !== (count ^ 0xffff)) throw new Error('wrong length of a block');
  const stored = bits.bytes(count);
  if (stored.length < count) throw new Error('unexpected end');
  if (at + count > out.length) throw new Error(`more than ${out.length} bytes`);
  out.set(stored, at);
  return at + count;
}

function setFixedCodes(): void {
  const lengths = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
  literals.set(lengths);
  distances.set(new Uint8Array(30).fill(5));
}

function readCodes(bits: Bits): void {
  const literalCount = bits.take(5) + 257;
  const distanceCount = bits.take(5) + 1;
  const count = bits.take(4) + 4;
  const own = new Uint8Array(ORDER.length);
  for (let i = 0; i < count; i++) own[ORDER[i]] = bits.take(3);
  literals.set(own);
  const lengths = new Uint8Array(literalCount + distanceCount);
  for (let i = 0; i < lengths.length; ) {
    const symbol = bits.symbol(literals);
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    if (symbol === 16 && i === 0) throw new Error('nothing to repeat');
    const value = symbol === 16 ? lengths[i - 1] : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (i + times > lengths.length) throw new Error('too many lengths of codes');
    lengths.fill(value, i, i + times);
    i += times;
  }
  if (literalCount > 286) throw new Error('too many codes');
  literals.set(lengths.subarray(0, literalCount));
  distances.set(lengths.subarray(literalCount));
}

function inflateBlock(bits: Bits, out: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const symbol = bits.symbol(literals);
    if (symbol < END_OF_BLOCK) {
      if (at === out.length) throw new Error(`more than ${out.length} bytes`);
      out[at++] = symbol;
      continue;
    }
    if (symbol === END_OF_BLOCK) return at;
    const number = symbol - END_OF_BLOCK - 1;
    if (number > LENGTHS.least.length) throw new Error('no such length');
    const count =
      number === LENGTHS.least.length ? LONGEST_MATCH : LENGTHS.least[number] + bits.take(LENGTHS.extra[number]);
    const code = bits.symbol(distances);
    if (code >= DISTANCES.least.length) throw new Error('no such distance');
    const distance = DISTANCES.least[code] + bits.take(DISTANCES.extra[code]);
    if (distance > at) throw new Error('a repetition of what comes before the start');
    if (at + count > out.length) throw new Error(`more than ${out.length} bytes`);
    // Byte by byte, since a repetition may overlap itself.
    for (const end = at + count; at < end; at++) out[at] = out[at - distance];
  }
}
