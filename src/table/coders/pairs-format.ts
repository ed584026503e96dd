/**
 * The bytes of pairs (pairs.ts), and the coding of the side information, which is decoded on opening:
 *
 *   byte 0   0: every cell has the code of the next 2 bytes, and nothing else follows
 *            else the binary logarithm of the bytes of a block
 *   u32      bytes of the side information
 *   bytes    side information: grammar, lengths of the code words, cells of the blocks (range.ts)
 *   bytes    the blocks; the last one ends with its last used byte
 *
 * Rules are stored by height, then by their symbols, so that steps between them are small.
 */

import type { Grammar } from './grammar.ts';
import { NumberCode, type BitDecoder, type BitEncoder } from './range.ts';

/** First byte of a payload whose cells all have one code. */
export const CONSTANT = 0;
/** Bytes before the side information. */
export const HEAD_BYTES = 5;
/** Binary logarithm of the bytes of the smallest block. */
export const SMALLEST_BLOCK = 6;
/** Binary logarithm of the bytes of the largest block. */
export const LARGEST_BLOCK = 10;

/** The code of the side information; encoder and decoder use it in the same order. */
export class SideCode {
  readonly rules: NumberCode = new NumberCode();
  readonly layer: NumberCode = new NumberCode();
  readonly leftStep: NumberCode = new NumberCode();
  readonly right: NumberCode = new NumberCode();
  readonly rightStep: NumberCode = new NumberCode();
  /** By whether the symbol is a rule. */
  readonly word: readonly [NumberCode, NumberCode] = [new NumberCode(), new NumberCode()];
  readonly cells: NumberCode = new NumberCode();
}

/** Returns the grammar with its rules in stored order, the new name of each symbol, and the height of each rule. */
export function sortedGrammar(grammar: Grammar): { grammar: Grammar; names: Int32Array; heights: Uint16Array } {
  const { alphabetSize, left, right } = grammar;
  const names = Int32Array.from({ length: alphabetSize + left.length }, (_, symbol) => symbol);
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
      names[alphabetSize + rule] = alphabetSize + next++;
    }
    from = to;
  }
  return { grammar: { alphabetSize, left: newLeft, right: newRight }, names, heights: sortedHeights };
}

/** Returns the depth of each rule's expansion. */
function heightsOf({ alphabetSize, left, right }: Grammar): Uint16Array {
  const heights = new Uint16Array(left.length);
  const heightOf = (symbol: number): number => (symbol < alphabetSize ? 0 : heights[symbol - alphabetSize]);
  for (let i = 0; i < left.length; i++) heights[i] = 1 + Math.max(heightOf(left[i]), heightOf(right[i]));
  return heights;
}

/** Encodes a grammar whose rules are in stored order. */
export function encodeGrammar(to: BitEncoder, side: SideCode, { left, right }: Grammar, heights: Uint16Array): void {
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

/**
 * Decodes a grammar.
 * @throws Error if the bits are no grammar
 */
export function decodeGrammar(from: BitDecoder, side: SideCode, alphabetSize: number): Grammar {
  const rules = side.rules.decode(from);
  if (alphabetSize + rules > 65_536) throw new Error(`${rules} rules`);
  const left = new Uint16Array(rules);
  const right = new Uint16Array(rules);
  for (let i = 0; i < rules; ) {
    const end = i + side.layer.decode(from) + 1;
    if (end > rules) throw new Error('more rules than stated');
    const below = alphabetSize + i;
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
  return { alphabetSize, left, right };
}

/**
 * Returns the number of cells of each symbol.
 * @throws Error if a symbol has more than `most`
 */
export function cellCounts({ alphabetSize, left, right }: Grammar, most: number): Int32Array {
  const cells = new Int32Array(alphabetSize + left.length).fill(1, 0, alphabetSize);
  for (let i = 0; i < left.length; i++) {
    const sum = cells[left[i]] + cells[right[i]];
    if (sum > most) throw new Error('a symbol with more cells than there are');
    cells[alphabetSize + i] = sum;
  }
  return cells;
}
