/**
 * The questions of a decision tree about a position. They derive from the coordinates and links of the board alone.
 *
 * The answer to a question is a number, at least 0. A question is about one man (coordinates, distances from the edges
 * and diagonals, parity, order of its place), about two men (differences of coordinates, distances in several metrics,
 * distance of one from the points where the other's lines meet the edges, a clear line between them), or about the
 * difference of two pairs' distances. All answers come from tables over two places: value = table[place of one man,
 * place of the other]. A question is left out if its table carries no more information than an earlier one's, so a
 * small or odd board has fewer questions.
 */

import type { BoardRelations } from '../trees/board-relations.ts';
import { DIAGONAL, DIFFERENCE, ORTHOGONAL, RELATION, SIGHT } from '../trees/program-layout.ts';

/** With more pairs of men, only pairs that share a man are compared. */
const MOST_FREE_PAIRS = 10;
/** With more men, no pairs are compared: there would be too many. */
const MOST_COMPARED = 12;

/** The questions about positions with a given number of men and marks. */
export class Features {
  /** The relations of the board. */
  readonly geometry: BoardRelations;
  /** Number of men. */
  readonly men: number;
  /** Number of marks. */
  readonly marks: number;
  /** Number of questions. */
  readonly count: number;
  /** Number of values of each question. */
  readonly sizes: Uint16Array;
  /** Kind of each question: RELATION, DIFFERENCE or SIGHT. */
  readonly kinds: Uint8Array;
  /** First man of each pair of men. The mark counts as a man after the others. */
  readonly first: Uint8Array;
  /** Second man of each pair, possibly the same as the first. */
  readonly second: Uint8Array;
  /** Pair of men of each question. */
  readonly pair: Uint16Array;
  /** Second pair of each question, for DIFFERENCE. */
  readonly other: Uint16Array;
  /** Start of the table of each question in `geometry.tables`. */
  readonly table: Int32Array;
  /** SIGHT: the lowest direction. DIFFERENCE: the largest distance. */
  readonly low: Uint16Array;
  /** SIGHT: the highest direction. */
  readonly high: Uint16Array;

  constructor(geometry: BoardRelations, men: number, marks: number) {
    this.geometry = geometry;
    this.men = men;
    this.marks = marks;
    const pairs: [number, number][] = [];
    for (let a = 0; a < men; a++) pairs.push([a, a]);
    for (let a = 0; a < men; a++) for (let b = a + 1; b < men; b++) pairs.push([a, b]);
    const count = pairs.length;
    if (marks > 1) pairs.push([men, men]);
    const list: {
      kind: number;
      pair: number;
      other: number;
      relation: number;
      size: number;
      range: [number, number];
    }[] = [];
    const add = (
      kind: number,
      pair: number,
      relation: number,
      size: number,
      other = 0,
      range: [number, number] = [0, 0],
    ) => list.push({ kind, pair, other, relation, size, range });
    const { sizes } = geometry;
    pairs.slice(0, men).forEach((_, p) => geometry.single.forEach((r) => add(RELATION, p, r, sizes[r])));
    for (let p = men; p < count; p++) {
      geometry.pair.forEach((r) => add(RELATION, p, r, sizes[r]));
      for (const range of [
        [ORTHOGONAL, DIAGONAL - 1],
        [DIAGONAL, DIAGONAL + 3],
        [ORTHOGONAL, DIAGONAL + 3],
      ] as const)
        add(SIGHT, p, 0, 2, 0, [...range]);
    }
    const crowded = count - men > MOST_FREE_PAIRS;
    const compared = men <= MOST_COMPARED ? count : 0;
    for (let p = men; p < compared; p++) {
      for (let q = p + 1; q < count; q++) {
        if (crowded && !pairs[p].some((man) => pairs[q].includes(man))) continue;
        for (const r of geometry.metric) add(DIFFERENCE, p, r, 2 * sizes[r] - 1, q, [sizes[r] - 1, 0]);
      }
    }
    // the mark is a number like the order of a man's place
    if (marks > 1) add(RELATION, count, geometry.number, marks);
    this.count = list.length;
    this.sizes = Uint16Array.from(list, (f) => f.size);
    this.kinds = Uint8Array.from(list, (f) => f.kind);
    this.first = Uint8Array.from(pairs, ([a]) => a);
    this.second = Uint8Array.from(pairs, ([, b]) => b);
    this.pair = Uint16Array.from(list, (f) => f.pair);
    this.other = Uint16Array.from(list, (f) => f.other);
    this.table = Int32Array.from(list, (f) => f.relation * geometry.stride ** 2);
    this.low = Uint16Array.from(list, (f) => f.range[0]);
    this.high = Uint16Array.from(list, (f) => f.range[1]);
  }

  /** Returns the direction in which the first man of a pair sees the second, or 0 if it does not. */
  sight(pair: number, places: Uint8Array): number {
    const { direction, steps, stride } = this.geometry;
    const row = places[this.first[pair]] * stride;
    const at = row + places[this.second[pair]];
    const towards = direction[at];
    if (towards === 0) return 0;
    for (let m = 0; m < this.men; m++) {
      if (direction[row + places[m]] === towards && steps[row + places[m]] < steps[at]) return 0;
    }
    return towards;
  }

  /** Returns the answer to a question about a position, given the place of each man, then the mark. */
  value(feature: number, places: Uint8Array): number {
    const { geometry, first, second } = this;
    const { stride, tables } = geometry;
    const pair = this.pair[feature];
    const kind = this.kinds[feature];
    if (kind === SIGHT) {
      const towards = this.sight(pair, places);
      return towards >= this.low[feature] && towards <= this.high[feature] ? 1 : 0;
    }
    const table = this.table[feature];
    const value = tables[table + places[first[pair]] * stride + places[second[pair]]];
    if (kind === RELATION) return value;
    const other = this.other[feature];
    return value + this.low[feature] - tables[table + places[first[other]] * stride + places[second[other]]];
  }
}
