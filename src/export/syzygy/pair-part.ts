import { lengthsOf } from '../../table/coders/huffman.ts';
import { LEAF, type PairGrammar, SYMBOL_BITS } from './pair-grammar.ts';

/** Most bits of a code: what readers look at together. */
const LONGEST_CODE = 32;
/** Flag of a part that has one value throughout. */
const CONSTANT = 128;
/** Most values of a block: their number, less one, has 16 bits. */
const MOST_IN_BLOCK = 65_536;
/** Blocks from one entry of the sparse index to the next, about. More would take time to walk, fewer take bytes. */
const BLOCKS_OF_STRETCH = 24;
/** Bytes of an entry: a block, and where in it the middle of the stretch lies. */
const ENTRY = 6;

/** One part of a file: its description, and its three sections, which lie apart. */
export interface PairPart {
  readonly description: Uint8Array;
  readonly index: Uint8Array;
  readonly lengths: Uint8Array;
  readonly data: Uint8Array;
}

/** Returns the bytes that a part takes, but for the gaps before its data. */
export function bytesOf({ description, index, lengths, data }: PairPart): number {
  return description.length + index.length + lengths.length + data.length;
}

/** Returns a part that has one value throughout. */
export function constantPart(flags: number, value: number): PairPart {
  const none = new Uint8Array(0);
  return { description: Uint8Array.of(flags | CONSTANT, value), index: none, lengths: none, data: none };
}

/**
 * Returns a part of values, with whichever size of blocks takes the fewest bytes.
 * @param flags what the table says in the part's first byte
 * @param blockBits logarithms of the sizes of blocks to try
 */
export function pairPart(flags: number, grammar: PairGrammar, blockBits: readonly number[]): PairPart {
  const code = new SymbolCode(grammar);
  let best: PairPart | undefined;
  for (const bits of blockBits) {
    const part = encodePart(flags, grammar, code, bits);
    if (best === undefined || bytesOf(part) < bytesOf(best)) best = part;
  }
  return best!;
}

/**
 * A canonical Huffman code in which longer codes are smaller numbers. The symbols are numbered anew: those that never
 * occur by themselves come first, then those of longer codes before those of shorter ones.
 */
class SymbolCode {
  readonly shortest: number;
  readonly longest: number;
  /** Symbols in the order of their numbers, and the number of each. */
  readonly order: Uint16Array;
  readonly numbers: Uint16Array;
  /** By symbol: length of its code, and the code. */
  readonly lengths: Uint8Array;
  readonly codes: Float64Array;
  /** By length: the least number of a symbol with this length. */
  readonly first: Uint16Array;

  constructor({ left, stream }: PairGrammar) {
    const symbols = left.length;
    const counts = new Float64Array(symbols);
    for (let i = 0; i < stream.length; i++) counts[stream[i]]++;
    const lengths = lengthsOf(counts, LONGEST_CODE);
    this.lengths = lengths;
    // A symbol without a code has length 0 and comes before all others.
    const rank = (symbol: number): number => (lengths[symbol] === 0 ? 0 : 256 - lengths[symbol]);
    this.order = Uint16Array.from([...lengths.keys()].sort((a, b) => rank(a) - rank(b) || a - b));
    this.numbers = new Uint16Array(symbols);
    this.order.forEach((symbol, number) => (this.numbers[symbol] = number));
    const used = lengths.filter((length) => length > 0);
    this.shortest = Math.min(...used);
    this.longest = Math.max(...used);
    this.first = new Uint16Array(this.longest + 1);
    this.codes = new Float64Array(symbols);
    let number = symbols - used.length;
    let code = 0;
    for (let length = this.longest; length >= this.shortest; length--) {
      this.first[length] = number;
      for (; number < symbols && lengths[this.order[number]] === length; number++)
        this.codes[this.order[number]] = code++;
      code /= 2;
    }
  }
}

function encodePart(flags: number, grammar: PairGrammar, code: SymbolCode, blockBits: number): PairPart {
  const { stream, lengths } = grammar;
  const bitsOfBlock = 8 * 2 ** blockBits;
  // Where each block begins in the stream, and its number of values.
  const starts: number[] = [];
  const counts: number[] = [];
  let bits = bitsOfBlock;
  let size = 0;
  for (let i = 0; i < stream.length; i++) {
    const symbol = stream[i];
    const length = code.lengths[symbol];
    const values = lengths[symbol];
    if (bits + length > bitsOfBlock || counts[counts.length - 1] + values > MOST_IN_BLOCK) {
      starts.push(i);
      counts.push(0);
      bits = 0;
    }
    bits += length;
    counts[counts.length - 1] += values;
    size += values;
  }
  const data = new Uint8Array(counts.length * 2 ** blockBits);
  for (let block = 0; block < counts.length; block++) {
    let bit = 8 * block * 2 ** blockBits;
    for (let i = starts[block]; i < (starts[block + 1] ?? stream.length); i++) {
      const symbol = stream[i];
      let rest = code.codes[symbol];
      const length = code.lengths[symbol];
      // From the last bit to the first.
      for (let at = bit + length - 1; at >= bit; at--) {
        if (rest % 2 === 1) data[at >> 3] |= 128 >> (at & 7);
        rest = Math.floor(rest / 2);
      }
      bit += length;
    }
  }
  const stretchBits = stretchOf(size, counts.length);
  const padding = paddingOf(size, stretchBits);
  for (let i = 0; i < padding; i++) counts.push(MOST_IN_BLOCK);
  return {
    description: describe(flags, grammar, code, [blockBits, stretchBits, padding, starts.length]),
    index: sparseIndex(size, stretchBits, counts),
    lengths: words(counts.map((count) => count - 1)),
    data,
  };
}

/** Returns the logarithm of the values of a stretch: a power of two, so that some blocks lie in it. */
function stretchOf(size: number, blocks: number): number {
  return Math.max(1, Math.floor(Math.log2((size / blocks) * BLOCKS_OF_STRETCH)));
}

/** Returns the number of blocks that only the index knows: the middle of the last stretch may lie past the end. */
function paddingOf(size: number, stretchBits: number): number {
  const stretch = 2 ** stretchBits;
  const middle = (Math.ceil(size / stretch) - 1) * stretch + stretch / 2;
  return Math.max(0, Math.ceil((middle + 1 - size) / MOST_IN_BLOCK));
}

function sparseIndex(size: number, stretchBits: number, counts: readonly number[]): Uint8Array {
  const stretch = 2 ** stretchBits;
  const entries = Math.ceil(size / stretch);
  const out = new Uint8Array(ENTRY * entries);
  const view = new DataView(out.buffer);
  let block = 0;
  let before = 0;
  for (let entry = 0; entry < entries; entry++) {
    const middle = entry * stretch + stretch / 2;
    while (before + counts[block] <= middle) before += counts[block++];
    view.setUint32(ENTRY * entry, block, true);
    view.setUint16(ENTRY * entry + 4, middle - before, true);
  }
  return out;
}

/** Returns what precedes the sections of all parts. */
function describe(
  flags: number,
  { left, right }: PairGrammar,
  { shortest, longest, order, numbers, first }: SymbolCode,
  [blockBits, stretchBits, padding, blocks]: readonly [number, number, number, number],
): Uint8Array {
  const symbols = left.length;
  const firsts = words([...first.subarray(shortest, longest + 1)]);
  const symbolsAt = 10 + firsts.length + 2;
  const out = new Uint8Array(symbolsAt + (SYMBOL_BITS / 8) * symbols + (symbols & 1));
  const view = new DataView(out.buffer);
  out.set([flags, blockBits, stretchBits, padding]);
  view.setUint32(4, blocks, true);
  out.set([longest, shortest], 8);
  out.set(firsts, 10);
  view.setUint16(10 + firsts.length, symbols, true);
  for (let number = 0; number < symbols; number++) {
    const symbol = order[number];
    const isLeaf = right[symbol] === LEAF;
    const a = isLeaf ? left[symbol] : numbers[left[symbol]];
    const b = isLeaf ? LEAF : numbers[right[symbol]];
    out.set([a & 255, (a >> 8) | ((b & 15) << 4), b >> 4], symbolsAt + 3 * number);
  }
  return out;
}

/** Returns numbers of 16 bits, the low byte first. */
function words(numbers: readonly number[]): Uint8Array {
  const out = new Uint8Array(2 * numbers.length);
  numbers.forEach((number, i) => {
    out[2 * i] = number & 255;
    out[2 * i + 1] = number >> 8;
  });
  return out;
}
