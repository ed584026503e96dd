import type { Cells, Coder } from '../coder.ts';
import { lengthsOf, wordsOf } from './huffman.ts';
import {
  cellCounts,
  CONSTANT,
  encodeGrammar,
  HEAD_BYTES,
  LARGEST_BLOCK,
  SideCode,
  SMALLEST_BLOCK,
  sortedGrammar,
} from './pairs-format.ts';
import { PairsReader } from './pairs-reader.ts';
import { countsOf, type PairsEffort, type Text, pairsText } from './pairs-text.ts';
import { NumberCode, BitEncoder } from './range.ts';

/** Largest growth of the payload that is accepted for smaller blocks. */
const SMALLER_FOR = 1.01;

/** Tables of more cells are parsed with less effort. */
const MEDIUM = 1 << 22;
/** Tables of more cells are parsed with the least effort. */
const LARGE = 1 << 24;

/**
 * Encodes cells as pairs of pairs, like the Syzygy tables (R. de Man, 2013): a grammar of pairs (grammar.ts), the cells
 * as its symbols in the cheapest way (parse.ts), and the symbols as Huffman words in blocks of equal size. A probe
 * finds its block by the number of cells before it, skips symbols by their lengths without expanding them, and descends
 * the grammar in the last symbol. pairs-format.ts specifies the bytes.
 */
export const pairs: Coder = {
  id: 'pairs',
  encode: (cells) => encodePairs(cells),
  open: (bytes, length, alphabetSize) => new PairsReader(bytes, length, alphabetSize),
};

/** Encodes cells as pairs with a given effort; the default depends on the number of cells. */
export function encodePairs(cells: Cells, effort: PairsEffort = effortFor(cells.length)): Uint8Array {
  const constant = constantOf(cells);
  if (constant >= 0) return Uint8Array.of(CONSTANT, constant & 255, constant >> 8);
  return pack(pairsText(cells, effort));
}

/** Returns the effort for a table of `length` cells; it falls with the size. */
function effortFor(length: number): PairsEffort {
  if (length > LARGE) return { grammars: 1, parses: 2, slack: 0 };
  return length > MEDIUM ? { grammars: 2, parses: 2, slack: 0.5 } : { grammars: 3, parses: 3, slack: 1.5 };
}

/** Returns the code that suits all cells, or -1. */
function constantOf({ length, codes, dontCare }: Cells): number {
  if (length === 0) return 0;
  let low = 0;
  let high = codes[0];
  for (let i = 0; i < length; i++) {
    const code = codes[i];
    if (code < high) high = code;
    if (code > low && !(dontCare !== undefined && ((dontCare[i >> 3] >> (i & 7)) & 1) === 1)) low = code;
    if (low > high) return -1;
  }
  return high;
}

function pack(text: Text): Uint8Array {
  const { grammar, names, heights } = sortedGrammar(text.grammar);
  const symbols = text.symbols.map((symbol) => names[symbol]);
  const lengths = lengthsOf(countsOf({ grammar, symbols }));
  const words = wordsOf(lengths);
  const side = new SideCode();
  const coder = new BitEncoder();
  encodeGrammar(coder, side, grammar, heights);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    side.word[symbol < grammar.alphabetSize ? 0 : 1].encode(coder, lengths[symbol]);
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

/** Returns the bytes of the blocks plus an estimate of the bytes of their counts. */
function blockBytes({ counts, lastBytes }: Blocks, log: number): number {
  const side = new NumberCode();
  const coder = new BitEncoder();
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
