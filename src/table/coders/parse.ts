import type { Cells } from '../coder.ts';
import { cellsOfSymbols, type Grammar } from './grammar.ts';

/** Units of cost per bit; costs are whole numbers. */
export const COST_UNIT = 64;
/** Cost of a symbol that must not be used. */
export const NEVER: number = 2 ** 30;

/** Higher than the cost of any path. */
const FAR = 2 ** 31 - 1;
/** Cells per search for a path, so that memory does not grow with the table. */
const WINDOW = 1 << 19;
/** Most nodes of the tree; symbols beyond that are not used. */
const MOST_NODES = 1 << 22;
/**
 * Largest alphabet with branches at don't-cares. In larger ones don't-cares keep the codes that they were filled with.
 */
const FEW_COLOURS = 16;
/** Most nodes visited from one cell. The branch of the filled codes comes first. */
const MOST_VISITS = 1_500;
/** Most branches that wait; further ones are dropped. */
const MOST_STACK = 10_000;

/**
 * Finds the cheapest way to write cells as symbols of a grammar, where don't-cares take any code that suits. It is a
 * shortest path over the cells, whose edges are the symbols that match. The symbols are found in a tree of their
 * expansions; at a don't-care the search follows every branch that the cell admits.
 */
export class Parser {
  readonly #lengths: Float64Array;
  readonly #alphabetSize: number;
  /** Tree of the expansions, by node; node 0 is the root. */
  #child = new Int32Array(1 << 12);
  #sibling = new Int32Array(1 << 12);
  #colour = new Uint16Array(1 << 12);
  #symbol = new Int32Array(1 << 12).fill(-1);
  /** Of the symbols at a node and below it: the least cost, and the number of further cells of the longest. */
  #least: Int32Array;
  #reach: Int32Array;
  #nodes = 1;
  /** The root's child of each code. */
  readonly #first: Int32Array;
  /** By cell of the window: the least cost of the cells before it, and the last symbol of that path. */
  #cost = new Int32Array(0);
  #by = new Uint16Array(0);
  #place = new Int32Array(0);
  #price = new Int32Array(0);
  readonly #stackNode = new Int32Array(MOST_STACK);
  readonly #stackAt = new Int32Array(MOST_STACK);

  /** @param costs of each symbol in units; symbols of cost NEVER are left out, which codes must not have */
  constructor(grammar: Grammar, costs: Int32Array) {
    this.#alphabetSize = grammar.alphabetSize;
    this.#lengths = cellsOfSymbols(grammar);
    this.#first = new Int32Array(grammar.alphabetSize);
    const text: number[] = [];
    for (let symbol = 0; symbol < this.#lengths.length; symbol++) {
      if (costs[symbol] >= NEVER) continue;
      text.length = 0;
      const stack = [symbol];
      while (stack.length > 0) {
        const s = stack.pop()!;
        if (s < grammar.alphabetSize) text.push(s);
        else stack.push(grammar.right[s - grammar.alphabetSize], grammar.left[s - grammar.alphabetSize]);
      }
      this.#insert(text, symbol, costs);
    }
    this.#least = new Int32Array(this.#nodes).fill(NEVER);
    this.#reach = new Int32Array(this.#nodes);
    for (let node = this.#nodes - 1; node >= 0; node--) {
      const symbol = this.#symbol[node];
      let least = symbol < 0 ? NEVER : costs[symbol];
      let reach = 0;
      for (let next = this.#child[node]; next !== 0; next = this.#sibling[next]) {
        least = Math.min(least, this.#least[next]);
        reach = Math.max(reach, this.#reach[next] + 1);
      }
      this.#least[node] = least;
      this.#reach[node] = reach;
    }
  }

  #insert(text: readonly number[], symbol: number, costs: Int32Array): void {
    if (this.#nodes + text.length > MOST_NODES && symbol >= this.#alphabetSize) return;
    while (this.#nodes + text.length > this.#child.length) this.#grow();
    let node = 0;
    for (const colour of text) {
      let next = node === 0 ? this.#first[colour] : this.#child[node];
      if (node !== 0) while (next !== 0 && this.#colour[next] !== colour) next = this.#sibling[next];
      if (next === 0) {
        next = this.#nodes++;
        this.#colour[next] = colour;
        this.#sibling[next] = this.#child[node];
        this.#child[node] = next;
        if (node === 0) this.#first[colour] = next;
      }
      node = next;
    }
    const there = this.#symbol[node];
    if (there < 0 || costs[symbol] < costs[there]) this.#symbol[node] = symbol;
  }

  #grow(): void {
    const size = this.#child.length * 2;
    const grown = <T extends Int32Array | Uint16Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#child = grown(new Int32Array(size), this.#child);
    this.#sibling = grown(new Int32Array(size), this.#sibling);
    this.#colour = grown(new Uint16Array(size), this.#colour);
    this.#symbol = grown(new Int32Array(size).fill(-1), this.#symbol);
  }

  /**
   * Returns the cells as symbols.
   * @param filled codes that suit the cells; don't-cares try them first
   * @param slack in units of cost. The search drops a path that is dearer by `slack` than one that reaches further: 0
   * is fast, 2 bits give nearly the best result
   */
  parse(cells: Cells, filled: Uint8Array | Uint16Array, costs: Int32Array, slack: number): Uint16Array {
    const out: Uint16Array[] = [];
    const size = Math.min(WINDOW, cells.length);
    this.#cost = new Int32Array(size + 1);
    this.#by = new Uint16Array(size + 1);
    this.#place = new Int32Array(size + 2);
    this.#price = new Int32Array(size + 2);
    for (let from = 0; from < cells.length; from += WINDOW) {
      out.push(this.#window(cells, filled, from, Math.min(cells.length, from + WINDOW), costs, slack));
    }
    const all = new Uint16Array(out.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of out) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #window(
    cells: Cells,
    filled: Uint8Array | Uint16Array,
    from: number,
    to: number,
    costs: Int32Array,
    slack: number,
  ): Uint16Array {
    const { codes, dontCare } = cells;
    const child = this.#child;
    const sibling = this.#sibling;
    const colour = this.#colour;
    const symbolAt = this.#symbol;
    const least = this.#least;
    const reach = this.#reach;
    const cost = this.#cost;
    const by = this.#by;
    const size = to - from;
    cost.fill(FAR, 0, size + 1);
    cost[0] = 0;
    const stackNode = this.#stackNode;
    const stackAt = this.#stackAt;
    const first = this.#first;
    const branching = this.#alphabetSize <= FEW_COLOURS;
    // The front: the best known paths that reach further, as places and costs, both rising.
    const place = this.#place;
    const price = this.#price;
    let front = 0;
    let end = 0;
    for (let i = 0; i < size; i++) {
      const here = cost[i];
      while (front < end && place[front] <= i) front++;
      if (front === end) front = end = 0;
      // A path from here will hardly overtake one that is already further for less.
      else if (price[front] + slack <= here) continue;
      let top = 0;
      stackNode[0] = 0;
      stackAt[0] = i;
      top = 1;
      let visits = 0;
      while (top > 0 && visits < MOST_VISITS) {
        top--;
        let node = stackNode[top];
        let at = stackAt[top];
        for (;;) {
          visits++;
          let f = end;
          const furthest = at + reach[node];
          while (f > front && place[f - 1] >= furthest) f--;
          if (f < end && price[f] + slack <= here + least[node]) break;
          const symbol = symbolAt[node];
          if (symbol >= 0) {
            const sum = here + costs[symbol];
            if (sum < cost[at]) {
              cost[at] = sum;
              by[at] = symbol;
              let e = end;
              while (e > front && place[e - 1] > at) e--;
              // Now place[e - 1] <= at < place[e].
              if (e === end || price[e] > sum) {
                let worse = e;
                while (worse > front && price[worse - 1] >= sum) worse--;
                if (worse === e) {
                  for (let k = end; k > e; k--) {
                    place[k] = place[k - 1];
                    price[k] = price[k - 1];
                  }
                  end++;
                } else if (worse + 1 < e) {
                  place.copyWithin(worse + 1, e, end);
                  price.copyWithin(worse + 1, e, end);
                  end -= e - worse - 1;
                }
                place[worse] = at;
                price[worse] = sum;
              }
            }
          }
          if (at >= size) break;
          const cell = from + at;
          let next = child[node];
          if (next === 0) break;
          at++;
          const code = codes[cell];
          const isFree = dontCare !== undefined && code > 0 && ((dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
          const usual = isFree ? filled[cell] : code;
          if (isFree && branching) {
            let same = 0;
            for (; next !== 0; next = sibling[next]) {
              const c = colour[next];
              if (c === usual) same = next;
              else if (c <= code && top < MOST_STACK) {
                stackNode[top] = next;
                stackAt[top++] = at;
              }
            }
            next = same;
          } else if (node === 0) next = first[usual];
          else while (next !== 0 && colour[next] !== usual) next = sibling[next];
          if (next === 0) break;
          node = next;
        }
      }
    }
    let count = 0;
    for (let at = size; at > 0; at -= this.#lengths[by[at]]) count++;
    const out = new Uint16Array(count);
    for (let at = size; at > 0; at -= this.#lengths[by[at]]) out[--count] = by[at];
    return out;
  }
}

/** Writes the codes of the cells that `sequence` stands for to `out`. */
export function expand(
  { alphabetSize, left, right }: Grammar,
  sequence: Uint16Array,
  out: Uint8Array | Uint16Array,
): void {
  const stack = new Int32Array(left.length + 2);
  let to = 0;
  for (const symbol of sequence) {
    let top = 0;
    stack[top++] = symbol;
    while (top > 0) {
      const s = stack[--top];
      if (s < alphabetSize) out[to++] = s;
      else {
        stack[top++] = right[s - alphabetSize];
        stack[top++] = left[s - alphabetSize];
      }
    }
  }
}
