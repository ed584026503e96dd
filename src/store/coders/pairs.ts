/**
 * Pairs of pairs, as the Syzygy tables (R. de Man, 2013) are kept: a grammar of pairs (grammar.ts), the cells written as
 * its symbols in the cheapest way (parse.ts), the symbols as Huffman words in blocks of equal size. A probe finds its
 * block by the number of cells before it, skips symbols by their lengths without looking into them, and walks down
 * the grammar in the last one.
 *
 *   byte 0   0: every cell has one code, which follows (2 bytes)
 *            else the base-2 logarithm of the bytes of a block
 *   u32      bytes of what follows next
 *   bytes    grammar, lengths of the code words, cells of the blocks (range.ts); decoded when the payload is opened
 *   bytes    the blocks; of the last one only as many bytes as it uses
 */

import type { CellReader, Cells, Coder } from '../coder.ts';
import { fillRuns } from './fill.ts';
import { type Grammar, pairUp } from './grammar.ts';
import { decodingTable, lengthsOf, wordsOf } from './huffman.ts';
import { COST_UNIT, expand, NEVER, Parser } from './parse.ts';
import { NumberCode, RangeDecoder, RangeEncoder } from './range.ts';

const CONSTANT = 0;
const HEAD_BYTES = 5;
const SMALLEST_BLOCK = 6;
const LARGEST_BLOCK = 10;
/** A block may be smaller than the best if that costs no more than this. */
const SMALLER_FOR = 1.01;

/** About what a rule costs: the pair, and the length of its word. */
const RULE_BITS = 18;
const RULES = 4_095;
const LEAST = 4;
/** Most cells of a symbol. */
const CELLS = 65_536;
/** Larger tables are parsed in haste, and still larger ones in a hurry. */
const MEDIUM = 1 << 22;
const LARGE = 1 << 24;

export interface PairsEffort {
  /** How often a grammar is made, each time of the cells as they were filled last. */
  readonly grammars: number;
  /** How often the last grammar is pruned and the cells parsed again. */
  readonly parses: number;
  /** In bits, see parse.ts. */
  readonly slack: number;
}

/** What is written: symbols and what they mean. */
interface Text {
  readonly grammar: Grammar;
  readonly symbols: Uint16Array;
}

export const pairs: Coder = {
  id: 'pairs',
  encode: (cells) => encodePairs(cells),
  open: (bytes, length, colours) => new PairsReader(bytes, length, colours),
};

export function encodePairs(cells: Cells, effort: PairsEffort = effortFor(cells.length)): Uint8Array {
  const constant = constantOf(cells);
  if (constant >= 0) return Uint8Array.of(CONSTANT, constant & 255, constant >> 8);
  return pack(write(cells, effort));
}

/** The larger the table, the less trouble is taken for a cell. */
function effortFor(length: number): PairsEffort {
  if (length > LARGE) return { grammars: 1, parses: 2, slack: 0 };
  return length > MEDIUM ? { grammars: 2, parses: 2, slack: 0.5 } : { grammars: 3, parses: 3, slack: 1.5 };
}

/** The code that suits all cells, or -1. */
function constantOf({ length, codes, free }: Cells): number {
  if (length === 0) return 0;
  let low = 0;
  let high = codes[0];
  for (let i = 0; i < length; i++) {
    const code = codes[i];
    if (code < high) high = code;
    if (code > low && !(free !== undefined && ((free[i >> 3] >> (i & 7)) & 1) === 1)) low = code;
    if (low > high) return -1;
  }
  return high;
}

function write(cells: Cells, { grammars, parses, slack }: PairsEffort): Text {
  const { length, colours, codes } = cells;
  const filled = codes instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  fillRuns(cells, filled);
  let text: Text | undefined;
  for (let g = 0; g < grammars; g++) {
    const last = g === grammars - 1;
    const { grammar, sequence } = pairUp(new Uint16Array(filled), colours, {
      rules: RULES,
      least: LEAST,
      cells: CELLS,
    });
    text = { grammar, symbols: sequence };
    for (let p = 0; p < (last ? parses : 1); p++) {
      const { grammar: pruned, costs } = prune(text);
      const parser = new Parser(pruned, costs);
      const symbols = parser.parse(cells, filled, costs, (last ? slack : 0) * COST_UNIT);
      text = { grammar: pruned, symbols };
      expand(pruned, symbols, filled);
    }
  }
  return text!;
}

function countsOf({ grammar, symbols }: Text): Float64Array {
  const counts = new Float64Array(grammar.colours + grammar.left.length);
  for (const symbol of symbols) counts[symbol]++;
  return counts;
}

/** Leaves out the rules that save less than they cost, and tells what the other symbols cost. */
function prune(text: Text): { grammar: Grammar; costs: Int32Array } {
  const { colours, left, right } = text.grammar;
  const counts = countsOf(text);
  const most = Math.log2(text.symbols.length + 1) + 1;
  const bits = Float64Array.from(counts, (count) =>
    count > 0 ? Math.max(1, Math.log2(text.symbols.length / count)) : most,
  );
  const needed = new Uint8Array(counts.length).fill(1, 0, colours);
  for (let i = left.length - 1; i >= 0; i--) {
    const symbol = colours + i;
    const saved = counts[symbol] * (bits[left[i]] + bits[right[i]] - bits[symbol]);
    if (needed[symbol] === 1 || saved > RULE_BITS) {
      needed[symbol] = 1;
      needed[left[i]] = 1;
      needed[right[i]] = 1;
    }
  }
  const names = new Int32Array(counts.length);
  const keptLeft: number[] = [];
  const keptRight: number[] = [];
  const costs: number[] = [];
  for (let symbol = 0; symbol < counts.length; symbol++) {
    if (needed[symbol] === 0) continue;
    names[symbol] = costs.length;
    if (symbol >= colours) {
      keptLeft.push(names[left[symbol - colours]]);
      keptRight.push(names[right[symbol - colours]]);
    }
    costs.push(counts[symbol] > 0 || symbol < colours ? Math.round(bits[symbol] * COST_UNIT) : NEVER);
  }
  return {
    grammar: { colours, left: Uint16Array.from(keptLeft), right: Uint16Array.from(keptRight) },
    costs: Int32Array.from(costs),
  };
}

/** The same text with the rules in the order in which they are stored: by height, then by their symbols. */
function sorted({ grammar, symbols }: Text): { text: Text; heights: Uint16Array } {
  const { colours, left, right } = grammar;
  const names = Int32Array.from({ length: colours + left.length }, (_, symbol) => symbol);
  const newLeft = new Uint16Array(left.length);
  const newRight = new Uint16Array(left.length);
  const sortedHeights = new Uint16Array(left.length);
  const heights = heightsOf(grammar);
  const rules = Array.from({ length: left.length }, (_, i) => i).sort((a, b) => heights[a] - heights[b]);
  let next = 0;
  for (let from = 0; from < rules.length; ) {
    const height = heights[rules[from]];
    let to = from;
    while (to < rules.length && heights[rules[to]] === height) to++;
    const layer = rules.slice(from, to);
    layer.sort((a, b) => names[left[a]] - names[left[b]] || names[right[a]] - names[right[b]]);
    for (const rule of layer) {
      newLeft[next] = names[left[rule]];
      newRight[next] = names[right[rule]];
      sortedHeights[next] = height;
      names[colours + rule] = colours + next++;
    }
    from = to;
  }
  return {
    text: { grammar: { colours, left: newLeft, right: newRight }, symbols: symbols.map((symbol) => names[symbol]) },
    heights: sortedHeights,
  };
}

/** How deep the expansion of each rule is. */
function heightsOf({ colours, left, right }: Grammar): Uint16Array {
  const heights = new Uint16Array(left.length);
  const heightOf = (symbol: number): number => (symbol < colours ? 0 : heights[symbol - colours]);
  for (let i = 0; i < left.length; i++) heights[i] = 1 + Math.max(heightOf(left[i]), heightOf(right[i]));
  return heights;
}

/** The code of the side information; both directions use it in the same order. */
class SideCode {
  readonly rules = new NumberCode();
  readonly layer = new NumberCode();
  readonly leftStep = new NumberCode();
  readonly right = new NumberCode();
  readonly rightStep = new NumberCode();
  /** By whether the symbol is a rule. */
  readonly word = [new NumberCode(), new NumberCode()] as const;
  readonly cells = new NumberCode();
}

function pack(unsorted: Text): Uint8Array {
  const { text, heights } = sorted(unsorted);
  const { grammar, symbols } = text;
  const lengths = lengthsOf(countsOf(text));
  const words = wordsOf(lengths);
  const side = new SideCode();
  const coder = new RangeEncoder();
  encodeGrammar(coder, side, grammar, heights);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    side.word[symbol < grammar.colours ? 0 : 1].encode(coder, lengths[symbol]);
  }
  const cells = cellCounts(grammar, 2 ** 31 - 1);
  let block = LARGEST_BLOCK;
  let best = blockCells(symbols, lengths, cells, block);
  const largest = blockBytes(best, block);
  while (block > SMALLEST_BLOCK) {
    const smaller = blockCells(symbols, lengths, cells, block - 1);
    if (blockBytes(smaller, block - 1) > SMALLER_FOR * largest) break;
    best = smaller;
    block--;
  }
  for (const count of best.counts) side.cells.encode(coder, count);
  const head = coder.finish();
  const out = new Uint8Array(HEAD_BYTES + head.length + (best.counts.length - 1) * 2 ** block + best.lastBytes);
  out[0] = block;
  new DataView(out.buffer).setUint32(1, head.length, true);
  out.set(head, HEAD_BYTES);
  writeBlocks(symbols, lengths, words, out.subarray(HEAD_BYTES + head.length), 8 * 2 ** block);
  return out;
}

function encodeGrammar(to: RangeEncoder, side: SideCode, { left, right }: Grammar, heights: Uint16Array): void {
  side.rules.encode(to, left.length);
  for (let i = 0; i < left.length; ) {
    let end = i;
    while (end < left.length && heights[end] === heights[i]) end++;
    side.layer.encode(to, end - i - 1);
    let a = 0;
    let b = -1;
    for (; i < end; i++) {
      const step = left[i] - a;
      side.leftStep.encode(to, step);
      if (step === 0 && b >= 0) side.rightStep.encode(to, right[i] - b - 1);
      else side.right.encode(to, right[i]);
      a = left[i];
      b = right[i];
    }
  }
}

/** @throws Error if what is read is no grammar */
function decodeGrammar(from: RangeDecoder, side: SideCode, colours: number): Grammar {
  const rules = side.rules.decode(from);
  if (colours + rules > 65_536) throw new Error(`${rules} rules`);
  const left = new Uint16Array(rules);
  const right = new Uint16Array(rules);
  for (let i = 0; i < rules; ) {
    const end = i + side.layer.decode(from) + 1;
    if (end > rules) throw new Error('more rules than stated');
    const below = colours + i;
    let a = 0;
    let b = -1;
    for (; i < end; i++) {
      const step = side.leftStep.decode(from);
      b = step === 0 && b >= 0 ? b + 1 + side.rightStep.decode(from) : side.right.decode(from);
      a += step;
      if (a >= below || b >= below) throw new Error('a rule that refers to later ones');
      left[i] = a;
      right[i] = b;
    }
  }
  return { colours, left, right };
}

/** Cells of each symbol; @throws Error if one has more than `most` */
function cellCounts({ colours, left, right }: Grammar, most: number): Int32Array {
  const cells = new Int32Array(colours + left.length).fill(1, 0, colours);
  for (let i = 0; i < left.length; i++) {
    const sum = cells[left[i]] + cells[right[i]];
    if (sum > most) throw new Error('a symbol with more cells than there are');
    cells[colours + i] = sum;
  }
  return cells;
}

interface Blocks {
  readonly counts: number[];
  readonly lastBytes: number;
}

function blockCells(symbols: Uint16Array, lengths: Uint8Array, cells: Int32Array, log: number): Blocks {
  const room = 8 * 2 ** log;
  const counts: number[] = [];
  let bits = 0;
  let count = 0;
  for (const symbol of symbols) {
    if (bits + lengths[symbol] > room) {
      counts.push(count);
      bits = 0;
      count = 0;
    }
    bits += lengths[symbol];
    count += cells[symbol];
  }
  counts.push(count);
  return { counts, lastBytes: Math.ceil(bits / 8) };
}

/** Bytes of the blocks and about those of their counts. */
function blockBytes({ counts, lastBytes }: Blocks, log: number): number {
  const side = new NumberCode();
  const coder = new RangeEncoder();
  for (const count of counts) side.encode(coder, count);
  return (counts.length - 1) * 2 ** log + lastBytes + coder.finish().length;
}

function writeBlocks(
  symbols: Uint16Array,
  lengths: Uint8Array,
  words: Uint32Array,
  out: Uint8Array,
  room: number,
): void {
  let start = 0;
  let bits = 0;
  for (const symbol of symbols) {
    const length = lengths[symbol];
    if (bits + length > room) {
      start += room;
      bits = 0;
    }
    for (let b = length - 1; b >= 0; b--, bits++) {
      if (((words[symbol] >> b) & 1) === 1) out[(start + bits) >> 3] |= 128 >> ((start + bits) & 7);
    }
  }
}

class PairsReader implements CellReader {
  readonly #colours: number;
  readonly #length: number;
  readonly #left: Uint16Array;
  readonly #right: Uint16Array;
  readonly #cells: Int32Array;
  readonly #entries: Int32Array;
  readonly #bits: number;
  readonly #blockBytes: number;
  /** The blocks and some zeros after them, for the look-ups of the last words. */
  readonly #data: DataView;
  /** The first cell of each block, and the number of cells. */
  readonly #starts: Uint32Array;
  /** The block of every 2^shift-th cell. */
  readonly #guide: Uint32Array;
  readonly #shift: number;
  readonly #constant: number;
  readonly #stack: Uint16Array;

  constructor(bytes: Uint8Array, length: number, colours: number) {
    this.#length = length;
    this.#colours = colours;
    if (bytes.length === 3 && bytes[0] === CONSTANT) {
      this.#constant = bytes[1] | (bytes[2] << 8);
      if (this.#constant >= colours) throw new Error('a code that is not among the colours');
      this.#left = this.#right = this.#stack = new Uint16Array(0);
      this.#cells = this.#entries = new Int32Array(0);
      this.#starts = this.#guide = new Uint32Array(0);
      this.#data = new DataView(new ArrayBuffer(0));
      this.#bits = this.#blockBytes = this.#shift = 0;
      return;
    }
    this.#constant = -1;
    const log = bytes.length < HEAD_BYTES ? 0 : bytes[0];
    if (log < SMALLEST_BLOCK || log > LARGEST_BLOCK || length === 0) throw new Error('no payload of this coder');
    this.#blockBytes = 2 ** log;
    const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
    const blocksAt = HEAD_BYTES + headBytes;
    if (blocksAt >= bytes.length) throw new Error('the payload is cut');
    const coder = new RangeDecoder(bytes.subarray(HEAD_BYTES, blocksAt));
    const side = new SideCode();
    const grammar = decodeGrammar(coder, side, colours);
    this.#left = grammar.left;
    this.#right = grammar.right;
    this.#cells = cellCounts(grammar, length);
    const lengths = new Uint8Array(colours + grammar.left.length);
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const word = side.word[symbol < colours ? 0 : 1].decode(coder);
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
  }

  at(cell: number): number {
    if (!(cell >= 0 && cell < this.#length)) throw new RangeError(`no cell ${cell}`);
    if (this.#constant >= 0) return this.#constant;
    const block = this.#blockOf(cell);
    let rest = cell - this.#starts[block];
    const start = block * this.#blockBytes;
    const end = this.#blockBytes * 8;
    const data = this.#data;
    const entries = this.#entries;
    const cells = this.#cells;
    const drop = 32 - this.#bits;
    let bit = 0;
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
    const colours = this.#colours;
    const left = this.#left;
    while (symbol >= colours) {
      const first = left[symbol - colours];
      const count = cells[first];
      if (rest < count) symbol = first;
      else {
        rest -= count;
        symbol = this.#right[symbol - colours];
      }
    }
    return symbol;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    if (!(from >= 0 && from + out.length <= this.#length)) throw new RangeError(`${out.length} cells from ${from}`);
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

  /** Writes the codes of a symbol but for the first `skip`, as many as there is room for; returns where they end. */
  #expand(symbol: number, skip: number, out: Uint8Array | Uint16Array, to: number): number {
    const stack = this.#stack;
    const colours = this.#colours;
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
      while (s >= colours) {
        const first = this.#left[s - colours];
        if (before >= this.#cells[first]) {
          before -= this.#cells[first];
          s = this.#right[s - colours];
        } else {
          stack[top++] = this.#right[s - colours];
          s = first;
        }
      }
      out[at++] = s;
    }
    return at;
  }

  #blockOf(cell: number): number {
    const starts = this.#starts;
    let low = this.#guide[cell >>> this.#shift];
    let high = this.#guide[(cell >>> this.#shift) + 1];
    // The guide tells the block of the first cell; blocks may begin before the next one that it tells.
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle] <= cell) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
