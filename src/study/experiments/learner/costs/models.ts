/** Models of what tables cost that were never built, learnt from tables of other families and from a game's own first tables. */

/** A table with its costs. */
export interface CostedTable {
  readonly game: string;
  /** Sizes and variants of one game are one family. */
  readonly family: string;
  readonly name: string;
  /** Known from the rules: its cells, those of the tables that moves lead to, and how many these are. */
  readonly cells: number;
  readonly childCells: number;
  readonly children: number;
  /** Entropy of its values, in bits a cell; known only of tables that were built. */
  readonly entropy: number;
  /** By target: bytes by codec, and `seconds`. */
  readonly costs: Readonly<Record<string, number>>;
}

/** What a model may look at when it is asked about a table. */
export interface Experience {
  /** Tables of the same game that were built, each before those above it. */
  readonly own: readonly CostedTable[];
  /** All tables of all other families. */
  readonly others: readonly CostedTable[];
}

/** A way to predict a cost. */
export interface CostModel {
  readonly name: string;
  /** Returns a positive prediction of a target. */
  readonly predict: (table: CostedTable, target: string, experience: Experience) => number;
}

type Features = (table: CostedTable, entropy: number) => number[];

const bySize: Features = ({ cells, childCells, children }) => [
  1,
  Math.log(cells),
  Math.log(1 + childCells / cells),
  Math.log(1 + children),
];
const byEntropy: Features = (table, entropy) => [...bySize(table, entropy), Math.log(0.01 + entropy)];
/** Own tables that tell how far the game is from what others say: the last ones. */
const NEIGHBOURS = 3;

/** The models, from the one that knows least of the game. */
export const COST_MODELS: readonly CostModel[] = [
  {
    name: 'size, from other families',
    predict: (table, target, { others }) => Math.exp(fitted(others, target, bySize)(table, 0)),
  },
  {
    name: 'size and the entropy of own small tables',
    predict: (table, target, { own, others }) =>
      Math.exp(fitted(others, target, byEntropy)(table, nearest(own).entropy)),
  },
  {
    name: 'own last table, scaled by cells',
    predict: ({ cells }, target, { own }) => {
      const last = nearest(own);
      return (last.costs[target] * cells) / last.cells;
    },
  },
  {
    name: 'own small tables, growth from other families',
    predict: (table, target, { own, others }) => {
      const fit = fitted(others, target, bySize);
      const offsets = own.slice(-NEIGHBOURS).map((each) => Math.log(each.costs[target]) - fit(each, 0));
      return Math.exp(fit(table, 0) + mean(offsets));
    },
  },
];

/** Returns the built table with the most cells. */
function nearest(own: readonly CostedTable[]): CostedTable {
  return own.reduce((best, each) => (each.cells > best.cells ? each : best));
}

/**
 * Fits the logarithm of a target to features by least squares, each family with the same weight.
 * @returns the fit as a function of a table and the entropy that is known of its game
 */
function fitted(
  tables: readonly CostedTable[],
  target: string,
  features: Features,
): (table: CostedTable, entropy: number) => number {
  const rows = tables.map((table) => ({
    x: features(table, table.entropy),
    y: Math.log(table.costs[target]),
    weight: 1 / tables.filter(({ family }) => family === table.family).length,
  }));
  const weights = leastSquares(rows);
  return (table, entropy) => dot(weights, features(table, entropy));
}

/** Keeps the equations solvable where features are the same in all tables. */
const RIDGE = 1e-6;

/** Returns the coefficients that minimise the weighted squares of errors, by Gauss-Jordan elimination of the normal equations. */
export function leastSquares(
  rows: readonly { readonly x: readonly number[]; readonly y: number; readonly weight: number }[],
): number[] {
  const n = rows[0].x.length;
  const a = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (__, j) => sum(rows, ({ x, weight }) => weight * x[i] * x[j]) + (i === j ? RIDGE : 0)),
    sum(rows, ({ x, y, weight }) => weight * x[i] * y),
  ]);
  for (let i = 0; i < n; i++) {
    const pivot = a.slice(i).reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(a[best][i]) ? i + k : best), i);
    [a[i], a[pivot]] = [a[pivot], a[i]];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = a[k][i] / a[i][i];
      for (let j = i; j <= n; j++) a[k][j] -= factor * a[i][j];
    }
  }
  return a.map((row, i) => row[n] / row[i]);
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}

function mean(numbers: readonly number[]): number {
  return sum(numbers, (x) => x) / numbers.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, x, i) => total + x * b[i], 0);
}
