/**
 * Canonical Huffman codes (D. A. Huffman, 1952; E. S. Schwartz and B. Kallick, 1964). The lengths of the code words
 * determine the code: words of one length are numbered in the order of the symbols.
 */

/** Most bits of a word, so that one lookup decodes it. */
export const LONGEST = 17;
/** Most bits of a word unless very many symbols occur, so that the decoding table stays in the processor's cache. */
const USUAL = 14;

/**
 * Returns the lengths of the code words in bits, by symbol. Symbols that do not occur have length 0. A symbol that
 * occurs alone has a word of one bit.
 * @param counts how often each symbol occurs, below 2^53 in all
 * @param most most bits of a word, 1 to 32, enough for all symbols; default: what one lookup decodes
 */
export function lengthsOf(counts: Float64Array, most?: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const symbols: number[] = [];
  counts.forEach((count, symbol) => {
    if (count > 0) symbols.push(symbol);
  });
  if (symbols.length === 0) return lengths;
  if (symbols.length === 1) {
    lengths[symbols[0]] = 1;
    return lengths;
  }
  symbols.sort((a, b) => counts[a] - counts[b] || a - b);
  const depths = depthsOf(Float64Array.from(symbols, (symbol) => counts[symbol]));
  const longest = most ?? (symbols.length > 1 << (USUAL - 1) ? LONGEST : USUAL);
  // Cut words that are too long. Lengthen rare words until the code fits. Shorten frequent ones while room is left.
  let room = 2 ** longest;
  for (let i = 0; i < depths.length; i++) {
    depths[i] = Math.min(depths[i], longest);
    room -= 2 ** (longest - depths[i]);
  }
  for (let i = 0; room < 0; i = (i + 1) % depths.length) {
    if (depths[i] === longest) continue;
    depths[i]++;
    room += 2 ** (longest - depths[i]);
  }
  for (let i = depths.length - 1; i >= 0; i--) {
    while (depths[i] > 1 && 2 ** (longest - depths[i]) <= room) {
      room -= 2 ** (longest - depths[i]);
      depths[i]--;
    }
  }
  symbols.forEach((symbol, i) => {
    lengths[symbol] = depths[i];
  });
  return lengths;
}

/**
 * Returns the depths of the leaves of a Huffman tree for two or more rising weights (two queues, J. van Leeuwen 1976).
 */
function depthsOf(weights: Float64Array): Uint32Array {
  const n = weights.length;
  const total = new Float64Array(2 * n - 1);
  total.set(weights);
  const parent = new Uint32Array(2 * n - 1);
  let leaf = 0;
  let inner = n;
  for (let next = n; next < 2 * n - 1; next++) {
    for (let k = 0; k < 2; k++) {
      const least = leaf < n && (inner >= next || weights[leaf] <= total[inner]) ? leaf++ : inner++;
      total[next] += total[least];
      parent[least] = next;
    }
  }
  const depths = new Uint32Array(2 * n - 1);
  for (let node = 2 * n - 3; node >= 0; node--) depths[node] = depths[parent[node]] + 1;
  return depths.subarray(0, n);
}

/** Returns the code word of each symbol, as a number of `lengths[symbol]` bits. */
export function wordsOf(lengths: Uint8Array): Uint32Array {
  const words = new Uint32Array(lengths.length);
  let word = 0;
  for (let length = 1; length <= LONGEST; length++) {
    word *= 2;
    for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol] === length) words[symbol] = word++;
  }
  return words;
}

/** A table that decodes a word with one lookup. */
export interface DecodingTable {
  /** Bits of the lookup, at most `LONGEST`. */
  readonly bits: number;
  /** By the next `bits` bits: `symbol + 65,536 * length of its word`. */
  readonly entries: Int32Array;
}

/**
 * Returns the decoding table of a code by the lengths of its words.
 * @throws Error if the lengths belong to no complete code; a single word of one bit is allowed
 */
export function decodingTable(lengths: Uint8Array): DecodingTable {
  let bits = 0;
  let used = 0;
  let room = 2 ** LONGEST;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (length === 0) continue;
    if (length > LONGEST) throw new Error(`a code word of ${length} bits`);
    used++;
    room -= 2 ** (LONGEST - length);
    bits = Math.max(bits, length);
  }
  if (used === 0 || (used === 1 ? bits !== 1 : room !== 0))
    throw new Error('the lengths of the code words make no code');
  const entries = new Int32Array(1 << bits);
  const words = wordsOf(lengths);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (length === 0) continue;
    const from = words[symbol] << (bits - length);
    entries.fill(symbol + 65_536 * length, from, from + (1 << (bits - length)));
    if (used === 1) entries.fill(symbol + 65_536 * length);
  }
  return { bits, entries };
}
