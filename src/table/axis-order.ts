import type { Axes } from '../specialize/axes.ts';
import type { Cells } from './coder.ts';
import { estimatePairs } from './coders/estimate.ts';
import { encodePairs } from './coders/pairs.ts';

/**
 * The order of the cells of a part of a table: its digits from the outermost in. The innermost digit decides how well
 * cells compress. The leading groups may be separate digits, at the price of cells that stand for nothing.
 *
 *   0          the orbit of the leading men
 *   1 .. m     the other digits of an index
 *   m + 1 ..   in place of 0: each leading group as a digit of its own
 */
export type AxisOrder = readonly number[];

/** Maps indices of a part to cells, one cell for each index; cells without an index stand for nothing. */
export class Ordering {
  /** Number of cells, at least the number of indices. */
  readonly cells: number;
  readonly #inner: Int32Array;
  /** By orbit, and for the digits from the second on by `#starts[digit] + value`: the share in the cell's number. */
  readonly #orbits: Int32Array;
  readonly #shares: Int32Array;
  readonly #starts: Int32Array;

  /** @throws Error if `order` is no order of these axes or there would be 2^31 cells */
  constructor(axes: Axes, order: AxisOrder) {
    const { digits, lead } = axes;
    const sizes = [...digits, ...lead.sizes];
    const whole = order.includes(0);
    const wanted = sizes.map((_, axis) => axis).filter((axis) => (axis > 0 ? axis < digits.length || !whole : whole));
    const known = order.length === wanted.length && wanted.every((axis) => order.includes(axis));
    if (!known || (!whole && lead.sizes.length === 0)) throw new Error(`[${order.join()}] is no order of these digits`);
    const weights = new Float64Array(sizes.length);
    let cells = 1;
    for (const axis of order.toReversed()) {
      weights[axis] = cells;
      cells *= sizes[axis];
    }
    if (cells >= 2 ** 31) throw new Error(`${cells} cells`);
    this.cells = cells;
    this.#orbits = new Int32Array(digits[0]);
    const groups = lead.sizes.length;
    for (let orbit = 0; orbit < digits[0]; orbit++) {
      let share = whole ? orbit * weights[0] : 0;
      if (!whole)
        for (let g = 0; g < groups; g++) share += lead.values[orbit * groups + g] * weights[digits.length + g];
      this.#orbits[orbit] = share;
    }
    this.#inner = Int32Array.from(digits.slice(1));
    this.#starts = new Int32Array(this.#inner.length);
    const shares: number[] = [];
    this.#inner.forEach((size, i) => {
      this.#starts[i] = shares.length;
      for (let value = 0; value < size; value++) shares.push(value * weights[i + 1]);
    });
    this.#shares = Int32Array.from(shares);
  }

  /** Returns the cell of an index of the part, 0 to its size - 1; allocates nothing. */
  cellOf(index: number): number {
    const inner = this.#inner;
    let rest = index;
    let cell = 0;
    for (let i = inner.length - 1; i >= 0; i--) {
      const size = inner[i];
      const above = Math.floor(rest / size);
      cell += this.#shares[this.#starts[i] + rest - above * size];
      rest = above;
    }
    return cell + this.#orbits[rest];
  }

  /** Returns the cells of a part in this order; those that stand for nothing are don't-cares. */
  arrange({ length, alphabetSize, codes, dontCare }: Cells): Cells {
    const out = codes instanceof Uint8Array ? new Uint8Array(this.cells) : new Uint16Array(this.cells);
    const outFree = new Uint8Array((this.cells + 7) >> 3);
    if (this.cells > length) {
      out.fill(alphabetSize - 1);
      outFree.fill(255);
    }
    for (let index = 0; index < length; index++) {
      const cell = this.cellOf(index);
      out[cell] = codes[index];
      const bit = 1 << (cell & 7);
      if (dontCare !== undefined && ((dontCare[index >> 3] >> (index & 7)) & 1) === 1) outFree[cell >> 3] |= bit;
      else outFree[cell >> 3] &= ~bit;
    }
    return { length: this.cells, alphabetSize: alphabetSize, codes: out, dontCare: outFree };
  }
}

/**
 * Returns all orders of these axes. Orders with separate leading groups are left out if they need more than `waste`
 * times the cells.
 */
export function ordersOf({ digits, lead }: Axes, waste = 2): AxisOrder[] {
  const inner = digits.map((_, axis) => axis).slice(1);
  const orders = permutations([0, ...inner]);
  const split = lead.sizes.map((_, g) => digits.length + g);
  const combinations = lead.sizes.reduce((product, size) => product * size, 1);
  if (split.length > 1 && combinations <= waste * digits[0]) orders.push(...permutations([...split, ...inner]));
  return orders;
}

function permutations(axes: readonly number[]): number[][] {
  if (axes.length <= 1) return [[...axes]];
  return axes.flatMap((first) => permutations(axes.filter((axis) => axis !== first)).map((rest) => [first, ...rest]));
}

interface Round {
  /** Cells sampled of each order. */
  readonly cells: number;
  /** Consecutive cells of a sample. */
  readonly stretch: number;
  /** Number of orders left after the round. */
  readonly left: number;
  readonly bits: (sample: Cells) => number;
}

const HASTE = { grammars: 1, parses: 1, slack: 0 };
/** Few cells of many orders, then more of the best ones; the last round encodes them, if in haste. */
const ROUNDS: readonly Round[] = [
  { cells: 1 << 16, stretch: 1 << 12, left: 8, bits: estimatePairs },
  { cells: 1 << 18, stretch: 1 << 14, left: 3, bits: estimatePairs },
  { cells: 1 << 20, stretch: 1 << 16, left: 1, bits: (sample) => 8 * encodePairs(sample, HASTE).length },
];
/** Most orders to try. */
const MOST_ORDERS = 200;

/** Returns the order in which samples of the part's cells become smallest as pairs (coders/pairs.ts). */
export function searchOrder(cells: Cells, axes: Axes): AxisOrder {
  let orders = ordersOf(axes).slice(0, MOST_ORDERS);
  for (const round of ROUNDS) {
    if (orders.length === 1) break;
    const rated = orders.map((order) => ({ order, bits: rate(cells, axes, order, round) }));
    rated.sort((a, b) => a.bits - b.bits);
    orders = rated.slice(0, round.left).map(({ order }) => order);
  }
  return orders[0];
}

/** Returns the estimated bits of the cells in this order, from a sample. */
function rate(cells: Cells, axes: Axes, order: AxisOrder, { cells: size, stretch, bits }: Round): number {
  const reader = new Scan(axes, order);
  const length = reader.cells;
  const each = Math.min(stretch, length);
  const wanted = Math.ceil((size * length) / cells.length / each);
  const stretches = Math.max(1, Math.min(Math.floor(length / each), wanted));
  const codes =
    cells.codes instanceof Uint8Array ? new Uint8Array(stretches * each) : new Uint16Array(stretches * each);
  const free = new Uint8Array((codes.length + 7) >> 3);
  let to = 0;
  for (let s = 0; s < stretches; s++) {
    const from = stretches === 1 ? 0 : Math.floor((s * (length - each)) / (stretches - 1));
    for (let i = 0; i < each; i++, to++) {
      const index = reader.indexOf(from + i);
      const holds = index >= 0;
      codes[to] = holds ? cells.codes[index] : cells.alphabetSize - 1;
      const isFree =
        !holds || (cells.dontCare !== undefined && ((cells.dontCare[index >> 3] >> (index & 7)) & 1) === 1);
      if (isFree) free[to >> 3] |= 1 << (to & 7);
    }
  }
  return (
    (bits({ length: codes.length, alphabetSize: cells.alphabetSize, codes, dontCare: free }) * length) / codes.length
  );
}

/** Maps cells to indices, for sampling. */
class Scan {
  readonly cells: number;
  readonly #sizes: readonly number[];
  readonly #weights: readonly number[];
  readonly #tupleWeights: readonly number[];
  readonly #orbits: Map<number, number> | undefined;
  readonly #inner: number;

  constructor({ digits, lead }: Axes, order: AxisOrder) {
    const sizes = [...digits, ...lead.sizes];
    const weights = sizes.map(() => 0);
    let inner = 1;
    for (let axis = digits.length - 1; axis > 0; axis--) {
      weights[axis] = inner;
      inner *= digits[axis];
    }
    weights[0] = inner;
    this.#inner = inner;
    this.#sizes = order.map((axis) => sizes[axis]);
    this.#weights = order.map((axis) => (axis < digits.length ? weights[axis] : 0));
    this.cells = this.#sizes.reduce((product, size) => product * size, 1);
    const tupleWeights = lead.sizes.map((_, g) => lead.sizes.slice(g + 1).reduce((product, size) => product * size, 1));
    this.#tupleWeights = order.map((axis) => (axis < digits.length ? 0 : tupleWeights[axis - digits.length]));
    if (!order.includes(0)) {
      const groups = lead.sizes.length;
      this.#orbits = new Map();
      for (let orbit = 0; orbit < digits[0]; orbit++) {
        let tuple = 0;
        for (let g = 0; g < groups; g++) tuple += lead.values[orbit * groups + g] * tupleWeights[g];
        this.#orbits.set(tuple, orbit);
      }
    }
  }

  /** Returns the index of a cell, or -1 if there is none. */
  indexOf(cell: number): number {
    let rest = cell;
    let index = 0;
    let tuple = 0;
    for (let k = this.#sizes.length - 1; k >= 0; k--) {
      const value = rest % this.#sizes[k];
      rest = (rest - value) / this.#sizes[k];
      index += value * this.#weights[k];
      tuple += value * this.#tupleWeights[k];
    }
    if (this.#orbits === undefined) return index;
    const orbit = this.#orbits.get(tuple);
    return orbit === undefined ? -1 : index + orbit * this.#inner;
  }
}
