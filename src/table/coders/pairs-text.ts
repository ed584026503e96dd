import type { Cells } from '../coder.ts';
import { fillRuns } from './fill.ts';
import { type Grammar, pairUp } from './grammar.ts';
import { COST_UNIT, expand, NEVER, Parser } from './parse.ts';

/** Approximate bits of a rule: the pair, and the length of its word. */
const RULE_BITS = 18;
const RULES = 4_095;
const LEAST = 4;
/** Most cells of a symbol. */
const CELLS = 65_536;

/** The effort of the search for a short text. */
export interface PairsEffort {
  /** Number of grammars, each made from the cells as last filled; at least 1. */
  readonly grammars: number;
  /** Number of times that the last grammar is pruned and the cells are parsed; at least 1. */
  readonly parses: number;
  /** Slack of the last parses in bits (`Parser.parse`). */
  readonly slack: number;
}

/** The cells as symbols of a grammar. */
export interface Text {
  readonly grammar: Grammar;
  readonly symbols: Uint16Array;
}

/** Finds a short text for cells: it makes a grammar from the cells, parses the cells with it, and repeats that. */
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

/** Returns the number of occurrences of each symbol. */
export function countsOf({ grammar, symbols }: Text): Float64Array {
  const counts = new Float64Array(grammar.alphabetSize + grammar.left.length);
  for (const symbol of symbols) counts[symbol]++;
  return counts;
}

/** Removes the rules that save less than they cost, and returns the costs of the other symbols. */
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
