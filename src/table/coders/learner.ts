import type { CellGroup, Cells } from '../coder.ts';
import { type Features } from './features.ts';
import { DIFFERENCE, RELATION } from '../trees/program-layout.ts';

/** A tree in preorder: after an inner node come its left subtree and its right one. */
export interface Tree {
  /** Question of an inner node, or `LEAF + code`. */
  readonly nodes: number[];
  /** An inner node leads to the left for answers below this value. */
  readonly thresholds: number[];
}

/**
 * Most cells of a group, without the cells that any code suits. Learning a larger group would take gigabytes of memory.
 */
export const MOST_SAMPLES: number = 2 ** 26;

/** The least number of a leaf in `Tree.nodes`. */
export const LEAF: number = 2 ** 16;

/** About how many cells of a large node are tried with all questions. */
const FIRST_LOOK = 1 << 11;
/** About how many cells of a large node are then tried with the best questions. */
const SAMPLE = 1 << 14;
/** Number of these best questions. */
const SECOND_LOOK = 40;

/** Weight of a bit that a question leaves open, against a bit of the question itself; found by experiment. */
const WEIGHT = 3;

/** `x * log2(x)` for all counts of a sample. */
const X_LOG_X: Float64Array = Float64Array.from({ length: 2 * SAMPLE + 1 }, (_, x) => (x === 0 ? 0 : x * Math.log2(x)));

/** Estimates of the bits that a writer takes for questions. */
export interface QuestionCosts {
  /** Returns the bits of a question. */
  question(feature: number): number;
  /** Returns the bits of a threshold, which is above `low` and at most `high`. */
  threshold(feature: number, threshold: number, low: number, high: number): number;
  /** Records a question that the tree uses; later estimates depend on it. */
  asked(feature: number, threshold: number): void;
}

/** The cells of a group, as columns: one entry per cell, without the cells that any code suits. */
class Samples {
  readonly length: number;
  /** The code, plus the alphabet size for don't-cares. */
  readonly classes: Uint32Array;
  /** By pair of men: places as `first * stride + second`. */
  readonly pairs: readonly Uint16Array[];
  /** By pair of men: the direction of sight. */
  readonly sights: readonly Uint8Array[];

  constructor(features: Features, cells: Cells, group: CellGroup) {
    const { codes, alphabetSize, dontCare } = cells;
    const { base, size } = group;
    const isFree = (cell: number): boolean => dontCare !== undefined && ((dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
    let length = 0;
    for (let cell = base; cell < base + size; cell++) if (!isFree(cell) || codes[cell] < alphabetSize - 1) length++;
    if (length > MOST_SAMPLES) throw new Error(`a decision tree for ${length} positions, at most ${MOST_SAMPLES}`);
    this.length = length;
    this.classes = new Uint32Array(length);
    this.pairs = Array.from(features.first, () => new Uint16Array(length));
    this.sights = Array.from(features.first, (first, p) => new Uint8Array(first === features.second[p] ? 0 : length));
    const places = new Uint8Array(group.men + 1);
    const { stride } = features.geometry;
    let at = 0;
    for (let cell = base; cell < base + size; cell++) {
      const may = isFree(cell);
      if (may && codes[cell] === alphabetSize - 1) continue;
      this.classes[at] = codes[cell] + (may ? alphabetSize : 0);
      places[group.men] = group.place(cell - base, places);
      for (let p = 0; p < this.pairs.length; p++) {
        this.pairs[p][at] = places[features.first[p]] * stride + places[features.second[p]];
        if (features.first[p] !== features.second[p]) this.sights[p][at] = features.sight(p, places);
      }
      at++;
    }
  }
}

/**
 * Learns an exact decision tree. From the root down, each node takes the question that leaves the least information
 * open, as in C4.5 (J. R. Quinlan, 1993). Here the bits of the question itself are added to the bits that it leaves
 * open.
 */
export class Learner {
  readonly #features: Features;
  readonly #alphabetSize: number;
  readonly #samples: Samples;
  readonly #costs: QuestionCosts;
  readonly #tree: Tree = { nodes: [], thresholds: [] };
  /** Possible values of each question after the path to the node: from low to high. */
  readonly #low: Uint16Array;
  readonly #high: Uint16Array;
  /** For the current node: the number of sampled cells of each class, and the classes of these cells as 0 to k - 1. */
  readonly #present: Uint32Array;
  readonly #local: Uint16Array = new Uint16Array(2 * SAMPLE);
  readonly #target: Uint16Array;
  readonly #right: Uint8Array;
  readonly #spare16: Uint16Array;
  readonly #spare32: Uint32Array;
  #histogram: Uint32Array = new Uint32Array(1024);
  #threshold = 0;
  /** All questions, and the score of each for the current node; less is better. */
  readonly #all: Uint16Array;
  readonly #scores: Float64Array;

  private constructor(features: Features, cells: Cells, group: CellGroup, costs: QuestionCosts) {
    this.#features = features;
    this.#alphabetSize = cells.alphabetSize;
    this.#samples = new Samples(features, cells, group);
    this.#costs = costs;
    this.#all = Uint16Array.from({ length: features.count }, (_, f) => f);
    this.#scores = new Float64Array(features.count);
    this.#low = new Uint16Array(features.count);
    this.#high = features.sizes.map((size) => size - 1);
    this.#present = new Uint32Array(2 * cells.alphabetSize);
    this.#target = new Uint16Array(2 * cells.alphabetSize);
    const { length } = this.#samples;
    this.#right = new Uint8Array(length);
    this.#spare16 = new Uint16Array(length);
    this.#spare32 = new Uint32Array(length);
  }

  /**
   * Returns a tree whose leaves suit all cells of the group.
   * @throws Error if no question distinguishes two positions with different codes, or the group has more than
   * `MOST_SAMPLES` cells
   */
  static learn(features: Features, cells: Cells, group: CellGroup, costs: QuestionCosts): Tree {
    const learner = new Learner(features, cells, group, costs);
    learner.#visit(0, learner.#samples.length);
    return learner.#tree;
  }

  #visit(from: number, to: number): void {
    const { nodes, thresholds } = this.#tree;
    const code = this.#pure(from, to);
    if (code >= 0) {
      nodes.push(LEAF + code);
      thresholds.push(0);
      return;
    }
    const feature = this.#choose(from, to);
    const threshold = this.#threshold;
    nodes.push(feature);
    thresholds.push(threshold);
    this.#costs.asked(feature, threshold);
    const middle = this.#part(from, to, feature, threshold);
    const low = this.#low;
    const high = this.#high;
    const highest = high[feature];
    high[feature] = threshold - 1;
    this.#visit(from, middle);
    high[feature] = highest;
    const lowest = low[feature];
    low[feature] = threshold;
    this.#visit(middle, to);
    low[feature] = lowest;
  }

  /** Returns the code that suits all these cells, or -1. */
  #pure(from: number, to: number): number {
    const alphabetSize = this.#alphabetSize;
    const { classes } = this.#samples;
    let code = -1;
    let most = alphabetSize - 1;
    for (let i = from; i < to; i++) {
      const c = classes[i];
      if (c >= alphabetSize) {
        if (c - alphabetSize < most) most = c - alphabetSize;
      } else if (code < 0) code = c;
      else if (code !== c) return -1;
      if (code > most) return -1;
    }
    return code < 0 ? most : code;
  }

  #choose(from: number, to: number): number {
    let asked = this.#all;
    let stride = Math.max(1, Math.floor((to - from) / FIRST_LOOK));
    if (stride > 1) {
      this.#look(from, to, stride, asked);
      asked = this.#best();
      stride = Math.max(1, Math.floor((to - from) / SAMPLE));
    }
    let found = this.#look(from, to, stride, asked);
    if (found < 0) {
      this.#showConflict(from, to, stride);
      found = this.#look(from, to, stride, this.#all);
    }
    if (found < 0) throw new Error('positions that no question tells apart have different codes');
    return found;
  }

  /** Returns the questions with the best scores of the first look. */
  #best(): Uint16Array {
    const scores = this.#scores;
    return this.#all.toSorted((f, g) => scores[f] - scores[g] || f - g).subarray(0, SECOND_LOOK);
  }

  /** Moves two cells without a common code to places that a sample of every `stride`-th cell contains. */
  #showConflict(from: number, to: number, stride: number): void {
    const alphabetSize = this.#alphabetSize;
    const { classes } = this.#samples;
    let code = -1; // a cell that is no don't-care
    let least = -1; // a don't-care of the least code
    for (let i = from; i < to; i++) {
      const c = classes[i];
      if (c >= alphabetSize) {
        if (least < 0 || c < classes[least]) least = i;
        if (code >= 0 && classes[code] > c - alphabetSize) return this.#bring(code, i, from, stride);
      } else {
        if (code >= 0 && classes[code] !== c) return this.#bring(code, i, from, stride);
        if (least >= 0 && c > classes[least] - alphabetSize) return this.#bring(least, i, from, stride);
        code = i;
      }
    }
  }

  /** Moves `a`, which is before `b`, and `b` into the sample. */
  #bring(a: number, b: number, from: number, stride: number): void {
    this.#swap(a, from);
    this.#swap(b, from + stride);
  }

  #swap(i: number, j: number): void {
    const { pairs, sights, classes } = this.#samples;
    for (const column of [...pairs, ...sights, classes]) {
      if (column.length > 0) [column[i], column[j]] = [column[j], column[i]];
    }
  }

  /**
   * Returns the best of some questions for every `stride`-th cell, or -1 if these all have one class. Sets the
   * threshold and the score of each question: the score of its best threshold, without the bits of the threshold.
   */
  #look(from: number, to: number, stride: number, asked: Uint16Array): number {
    const n = Math.ceil((to - from) / stride);
    const k = this.#classify(from, to, stride);
    const scores = this.#scores;
    scores.fill(Number.POSITIVE_INFINITY);
    if (k < 2) return -1;
    const features = this.#features;
    const { tables } = features.geometry;
    const { pairs, sights } = this.#samples;
    const low = this.#low;
    const high = this.#high;
    const local = this.#local;
    const totals = new Uint32Array(k);
    for (let i = 0; i < n; i++) totals[local[i]]++;
    const leftCounts = new Uint32Array(k);
    let best = Number.POSITIVE_INFINITY;
    let feature = -1;
    for (const f of asked) {
      const lowest = low[f];
      const highest = high[f];
      if (lowest === highest) continue;
      const question = this.#costs.question(f);
      const room = (highest + 1 - lowest) * k;
      if (room > this.#histogram.length) this.#histogram = new Uint32Array(2 * room);
      const histogram = this.#histogram;
      histogram.fill(0, 0, room);
      const kind = features.kinds[f];
      const pair = pairs[features.pair[f]];
      const table = features.table[f];
      if (kind === RELATION) {
        for (let i = from, j = 0; j < n; i += stride, j++)
          histogram[(tables[table + pair[i]] - lowest) * k + local[j]]++;
      } else if (kind === DIFFERENCE) {
        const other = pairs[features.other[f]];
        const shift = features.low[f] - lowest;
        for (let i = from, j = 0; j < n; i += stride, j++) {
          histogram[(tables[table + pair[i]] - tables[table + other[i]] + shift) * k + local[j]]++;
        }
      } else {
        const sight = sights[features.pair[f]];
        const first = features.low[f];
        const last = features.high[f];
        for (let i = from, j = 0; j < n; i += stride, j++) {
          const towards = sight[i];
          histogram[(towards >= first && towards <= last ? k : 0) + local[j]]++;
        }
      }
      leftCounts.fill(0);
      let left = 0;
      for (let v = lowest; v < highest; v++) {
        const at = (v - lowest) * k;
        let here = 0;
        for (let c = 0; c < k; c++) {
          const count = histogram[at + c];
          leftCounts[c] += count;
          here += count;
        }
        if (here === 0) continue;
        left += here;
        if (left === n) break;
        let bits = X_LOG_X[left] + X_LOG_X[n - left];
        for (let c = 0; c < k; c++) bits -= X_LOG_X[leftCounts[c]] + X_LOG_X[totals[c] - leftCounts[c]];
        const score = bits * stride * WEIGHT + question;
        if (score < scores[f]) scores[f] = score;
        if (score < best) {
          const whole = score + this.#costs.threshold(f, v + 1, lowest, highest);
          if (whole < best) {
            best = whole;
            feature = f;
            this.#threshold = v + 1;
          }
        }
      }
    }
    return feature;
  }

  /**
   * Fills `local` with the classes of these cells as 0 to k - 1, and returns k. A don't-care counts as the most common
   * code that suits it.
   */
  #classify(from: number, to: number, stride: number): number {
    const alphabetSize = this.#alphabetSize;
    const { classes } = this.#samples;
    const present = this.#present;
    const local = this.#local;
    present.fill(0);
    let n = 0;
    for (let i = from; i < to; i += stride) {
      present[classes[i]]++;
      n++;
    }
    // from counts to numbers
    let commonest = -1;
    let most = 0;
    let k = 0;
    const target = this.#target;
    for (let code = 0; code < alphabetSize; code++) {
      if (present[code] > most) {
        most = present[code];
        commonest = code;
      }
      if (present[code] > 0) target[code] = k++;
      if (present[alphabetSize + code] > 0) {
        if (commonest < 0) {
          target[code] = k++;
          commonest = code;
        }
        target[alphabetSize + code] = target[commonest];
      }
    }
    for (let i = from, j = 0; j < n; i += stride, j++) local[j] = target[classes[i]];
    return k;
  }

  /** Moves the cells with answers below the threshold to the front; returns the start of the others. */
  #part(from: number, to: number, feature: number, threshold: number): number {
    const features = this.#features;
    const { tables } = features.geometry;
    const { pairs, sights, classes } = this.#samples;
    const right = this.#right;
    const pair = pairs[features.pair[feature]];
    const table = features.table[feature];
    const kind = features.kinds[feature];
    if (kind === RELATION) {
      for (let i = from; i < to; i++) right[i] = tables[table + pair[i]] >= threshold ? 1 : 0;
    } else if (kind === DIFFERENCE) {
      const other = pairs[features.other[feature]];
      const shift = features.low[feature];
      for (let i = from; i < to; i++) {
        right[i] = tables[table + pair[i]] - tables[table + other[i]] + shift >= threshold ? 1 : 0;
      }
    } else {
      const sight = sights[features.pair[feature]];
      const first = features.low[feature];
      const last = features.high[feature];
      for (let i = from; i < to; i++) right[i] = sight[i] >= first && sight[i] <= last ? 1 : 0;
    }
    for (const column of pairs) move(column, this.#spare16, right, from, to);
    for (const column of sights) if (column.length > 0) move(column, this.#spare16, right, from, to);
    return move(classes, this.#spare32, right, from, to);
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array;

function move(column: Column, spare: Column, right: Uint8Array, from: number, to: number): number {
  let l = from;
  let r = 0;
  for (let i = from; i < to; i++) {
    if (right[i] === 0) column[l++] = column[i];
    else spare[r++] = column[i];
  }
  for (let i = 0; i < r; i++) column[l + i] = spare[i];
  return l;
}
