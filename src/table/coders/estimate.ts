import type { Cells } from '../coder.ts';
import { fillRuns } from './fill.ts';
import { pairUp } from './grammar.ts';

/** Approximate bits of a rule: the pair, and the length of its word. */
const RULE_BITS = 18;

/** Estimates the bits of cells as pairs (pairs.ts), without the search for the best text. */
export function estimatePairs(cells: Cells): number {
  const filled = cells.codes instanceof Uint8Array ? new Uint8Array(cells.length) : new Uint16Array(cells.length);
  fillRuns(cells, filled);
  const { grammar, sequence } = pairUp(new Uint16Array(filled), cells.alphabetSize, {
    rules: 1023,
    least: 8,
    cells: 4096,
  });
  const counts = new Float64Array(cells.alphabetSize + grammar.left.length);
  for (const symbol of sequence) counts[symbol]++;
  let bits = grammar.left.length * RULE_BITS;
  for (const count of counts) if (count > 0) bits += count * Math.log2(sequence.length / count);
  return bits;
}
