import type { Pause } from './pause.ts';
import { LEAF, type PairGrammar } from './pair-grammar.ts';

/** Nodes that are visited at most from one cell: where anything is allowed, nearly all symbols fit. */
const MOST_VISITED = 200;
/** Cells from one look at the clock to the next. */
const STEP = 1 << 14;

/** Which values cells allow: not 0 in `table` at `cell * range + value`. */
export interface AllowedValues {
  readonly table: Uint8Array;
  /** Above all values. */
  readonly range: number;
}

/**
 * Returns the stream of symbols that takes the fewest bits among all that have an allowed value in each cell, as long as the
 * symbols' codes keep their lengths. Pairs were replaced one after another, so the stream is no best one even where each
 * cell allows a single value.
 */
export async function cheapestStream(
  cells: Uint8Array | Uint16Array,
  { table, range }: AllowedValues,
  grammar: PairGrammar,
  pause: Pause,
): Promise<Uint16Array> {
  const costs = costsOf(grammar);
  const trie = new SymbolTrie(grammar, costs);
  const n = cells.length;
  const bits = new Float64Array(n + 1);
  const choices = new Uint16Array(n);
  const stack = new Int32Array(4096);
  const { values, counts, children, siblings, symbols, least: cheapest, longest } = trie;
  const same = runsOf(cells);
  const search = (i: number): void => {
    let least = Number.POSITIVE_INFINITY;
    let choice = 0;
    let visited = 0;
    let top = 0;
    let depth = 0;
    // A node on the stack stands for its siblings too, and its depth is above.
    stack[top++] = children[0];
    stack[top++] = 0;
    while (top > 0) {
      depth = stack[--top];
      let node = stack[--top];
      for (; node !== 0; node = siblings[node]) {
        const value = values[node];
        let rest = counts[node];
        let at = i + depth;
        if (at + rest > n) continue;
        for (; rest > 0 && table[cells[at] * range + value] !== 0; at += same[at]) rest -= same[at];
        if (rest <= 0) break;
      }
      if (node === 0) continue;
      const sibling = siblings[node];
      if (sibling !== 0) {
        stack[top++] = sibling;
        stack[top++] = depth;
      }
      if (visited++ > MOST_VISITED) continue;
      // Bits fall from cell to cell, nearly always: nothing that begins so is cheaper.
      if (cheapest[node] + bits[Math.min(n, i + longest[node])] >= least) continue;
      const end = depth + counts[node];
      const symbol = symbols[node];
      if (symbol >= 0) {
        const sum = costs[symbol] + bits[i + end];
        if (sum < least) {
          least = sum;
          choice = symbol;
        }
      }
      if (children[node] !== 0) {
        stack[top++] = children[node];
        stack[top++] = end;
      }
    }
    bits[i] = least;
    choices[i] = choice;
  };
  for (let i = n - 1; i >= 0; i--) {
    search(i);
    if (i % STEP === 0) await pause();
  }
  let length = 0;
  for (let i = 0; i < n; i += grammar.lengths[choices[i]]) choices[length++] = choices[i];
  return choices.slice(0, length);
}

/** Returns for each cell how many from it on are equal. */
function runsOf(cells: Uint8Array | Uint16Array): Uint32Array {
  const runs = new Uint32Array(cells.length);
  for (let i = cells.length - 1; i >= 0; i--) runs[i] = cells[i] === cells[i + 1] ? runs[i + 1] + 1 : 1;
  return runs;
}

/** Returns the bits that each symbol takes about. */
function costsOf({ left, stream }: PairGrammar): Float64Array {
  const counts = new Float64Array(left.length);
  for (let i = 0; i < stream.length; i++) counts[stream[i]]++;
  return counts.map((count) => Math.max(1, Math.log2(stream.length + 1) - Math.log2(Math.max(0.5, count))));
}

/**
 * The values of all symbols as a tree: a node for each series that some symbol begins with, but one for equal values in a
 * row between which no symbol ends and no other begins. Node 0 is its root.
 */
class SymbolTrie {
  /** By node: its value, and how often that comes. */
  readonly values: Uint16Array;
  readonly counts: Uint16Array;
  readonly children: Int32Array;
  readonly siblings: Int32Array;
  /** By node: the symbol that ends there, or -1. */
  readonly symbols: Int16Array;
  /** By node: the bits of the cheapest symbol that begins so, and the values of the longest. */
  readonly least: Float64Array;
  readonly longest: Uint16Array;
  #nodes = 1;

  constructor(grammar: PairGrammar, costs: Float64Array) {
    const most = 1 + grammar.lengths.reduce((sum, length) => sum + length, 0);
    this.values = new Uint16Array(most);
    this.counts = new Uint16Array(most).fill(1);
    this.children = new Int32Array(most);
    this.siblings = new Int32Array(most);
    this.symbols = new Int16Array(most).fill(-1);
    this.least = new Float64Array(most).fill(Number.POSITIVE_INFINITY);
    this.longest = new Uint16Array(most);
    const buffer = new Uint16Array(256);
    // What is added last stands first among its siblings: the cheapest.
    const order = [...costs.keys()].sort((a, b) => costs[b] - costs[a] || a - b);
    for (const symbol of order)
      this.#add(symbol, buffer.subarray(0, unfold(grammar, symbol, buffer, 0)), costs[symbol]);
    for (let node = this.#nodes - 1; node > 0; node--) this.#shorten(node);
  }

  /** Takes in the only child of a node, as long as it has the same value. A child has a larger number, so it is short already. */
  #shorten(node: number): void {
    const child = this.children[node];
    const isOnly = child !== 0 && this.siblings[child] === 0;
    if (!isOnly || this.symbols[node] >= 0 || this.values[child] !== this.values[node]) return;
    this.counts[node] += this.counts[child];
    this.symbols[node] = this.symbols[child];
    this.children[node] = this.children[child];
  }

  #add(symbol: number, series: Uint16Array, cost: number): void {
    let node = 0;
    for (const value of series) {
      let child = this.children[node];
      let before = 0;
      while (child !== 0 && this.values[child] !== value) [before, child] = [child, this.siblings[child]];
      if (child === 0) {
        child = this.#nodes++;
        this.values[child] = value;
      } else if (before !== 0) this.siblings[before] = this.siblings[child];
      if (child !== this.children[node]) {
        this.siblings[child] = this.children[node];
        this.children[node] = child;
      }
      this.least[child] = Math.min(this.least[child], cost);
      this.longest[child] = Math.max(this.longest[child], series.length);
      node = child;
    }
    // Of symbols with the same values the last one is the cheapest.
    this.symbols[node] = symbol;
  }
}

/** Writes the values of a symbol to `out` from `at` on. Returns where they end. */
function unfold(grammar: PairGrammar, symbol: number, out: Uint16Array, at: number): number {
  const { left, right } = grammar;
  if (right[symbol] !== LEAF) return unfold(grammar, right[symbol], out, unfold(grammar, left[symbol], out, at));
  out[at] = left[symbol];
  return at + 1;
}
