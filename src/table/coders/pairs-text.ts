/** The text that pairs write (pairs.ts): a grammar, and the cells as its symbols, found by turns. */

import type { Cells } from '../coder.ts';
import { fillRuns } from './fill.ts';
import { type Grammar, pairUp } from './grammar.ts';
import { COST_UNIT, expand, NEVER, Parser } from './parse.ts';

/** About what a rule costs: the pair, and the length of its word. */
const RULE_BITS = 18;
const RULES = 4_095;
const LEAST = 4;
/** Most cells of a symbol. */
const CELLS = 65_536;

export interface PairsEffort {
  /** How often a grammar is made, each time of the cells as they were filled last. */
  readonly grammars: number;
  /** How often the last grammar is pruned and the cells parsed again. */
  readonly parses: number;
  /** In bits, see parse.ts. */
  readonly slack: number;
}

/** What is written: symbols and what they mean. */
export interface Text {
  readonly grammar: Grammar;
  readonly symbols: Uint16Array;
}

export function pairsText(cells: Cells, { grammars, parses, slack }: PairsEffort): Text {
  const { length, alphabetSize, codes } = cells;
  const filled = codes instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  fillRuns(cells, filled);
  let text: Text | undefined;
  for (let g = 0; g < grammars; g++) {
    const last = g === grammars - 1;
    const { grammar, sequence } = pairUp(new Uint16Array(filled), alphabetSize, {
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

export function countsOf({ grammar, symbols }: Text): Float64Array {
  const counts = new Float64Array(grammar.alphabetSize + grammar.left.length);
  for (const symbol of symbols) counts[symbol]++;
  return counts;
}

/** Leaves out the rules that save less than they cost, and tells what the other symbols cost. */
function prune(text: Text): { grammar: Grammar; costs: Int32Array } {
  const { alphabetSize, left, right } = text.grammar;
  const counts = countsOf(text);
  const most = Math.log2(text.symbols.length + 1) + 1;
  const bits = Float64Array.from(counts, (count) =>
    count > 0 ? Math.max(1, Math.log2(text.symbols.length / count)) : most,
  );
  const needed = new Uint8Array(counts.length).fill(1, 0, alphabetSize);
  for (let i = left.length - 1; i >= 0; i--) {
    const symbol = alphabetSize + i;
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
    if (symbol >= alphabetSize) {
      keptLeft.push(names[left[symbol - alphabetSize]]);
      keptRight.push(names[right[symbol - alphabetSize]]);
    }
    costs.push(counts[symbol] > 0 || symbol < alphabetSize ? Math.round(bits[symbol] * COST_UNIT) : NEVER);
  }
  return {
    grammar: { alphabetSize, left: Uint16Array.from(keptLeft), right: Uint16Array.from(keptRight) },
    costs: Int32Array.from(costs),
  };
}
