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

import type { CellPositions } from '../coder.ts';
import { DIFFERENCE, RELATION, SIGHT } from '../trees/program-layout.ts';

/** A function of two places, as ranks of its values. */
interface Relation {
  readonly size: number;
  readonly ranks: Uint16Array;
}

/** Directions of lines; 0 stands for two places on no line. */
const ORTHOGONAL = 1;
const DIAGONAL = 5;

const known = new WeakMap<Uint8Array, BoardRelations>();

/**
 * Returns the relations of a board. They are cached as long as the coordinates live: all tables of a game share them.
 */
export function relationsOf(positions: CellPositions): BoardRelations {
  const { x, y, links } = positions;
  const found = known.get(x);
  if (found && found.y === y && found.links === links && found.stride === strideOf(positions)) return found;
  const geometry = new BoardRelations(positions);
  known.set(x, geometry);
  return geometry;
}

function strideOf({ places, groups }: CellPositions): number {
  return Math.max(places, ...groups.map((group) => group.marks));
}

/** The relations between places of a board. They depend on the board alone. */
export class BoardRelations {
  /** The number of places, or of marks if there are more. */
  readonly stride: number;
  /** The coordinates and links that the relations were made from. */
  readonly y: Uint8Array;
  readonly links: CellPositions['links'];
  /** All tables, one after the other, each with stride * stride entries. */
  readonly tables: Uint16Array;
  /** Numbers of the tables about one place. */
  readonly single: readonly number[];
  /** Numbers of the tables about two places. */
  readonly pair: readonly number[];
  /** Numbers of the tables of distances. */
  readonly metric: readonly number[];
  /** Number of the table whose value is the first place itself. */
  readonly number: number;
  /** Number of values of each table. */
  readonly sizes: readonly number[];
  /** Direction of the second place seen from the first, 0 if they are on no line. */
  readonly direction: Uint8Array;
  /** Steps between two places in any direction. */
  readonly steps: Uint8Array;

  constructor(positions: CellPositions) {
    const { places, x, y, links } = positions;
    const stride = strideOf(positions);
    this.stride = stride;
    this.y = y;
    this.links = links;
    const right = Math.max(...x);
    const top = Math.max(...y);
    const relations: Relation[] = [];
    const seen = new Map<number, number[]>();
    const add = (value: (a: number, b: number) => number, diagonal = false): number[] => {
      const relation = rank(stride, places, value, diagonal);
      if (relation.size < 2) return [];
      // a table and its reverse have the same sum, and tell the same
      const sum = sumOfAnswers(relation);
      const alike = seen.get(sum) ?? [];
      if (alike.some((known) => tellsTheSame(relations[known], relation))) return [];
      seen.set(sum, [...alike, relations.length]);
      relations.push(relation);
      return [relations.length - 1];
    };
    const abs = Math.abs;
    const dx = (a: number, b: number): number => x[a] - x[b];
    const dy = (a: number, b: number): number => y[a] - y[b];
    const side = (a: number): number => Math.min(x[a], right - x[a]);
    const end = (a: number): number => Math.min(y[a], top - y[a]);

    const one = (value: (a: number) => number): number[] => add((a) => value(a), true);
    const neighbours = new Uint8Array(places);
    for (const [a, b] of links) {
      neighbours[a]++;
      neighbours[b]++;
    }
    this.single = [
      one((a) => x[a]),
      one((a) => y[a]),
      one(side),
      one(end),
      one((a) => Math.min(side(a), end(a))),
      one((a) => Math.max(side(a), end(a))),
      one((a) => side(a) + end(a)),
      one((a) => side(a) - end(a)),
      one((a) => x[a] + y[a]),
      one((a) => x[a] - y[a]),
      one((a) => abs(x[a] - y[a])),
      one((a) => abs(x[a] + y[a] - right)),
      one((a) => (x[a] + y[a]) & 1),
      one((a) => neighbours[a]),
      one((a) => a),
    ].flat();

    const walk = distances(places, links);
    const king = (a: number, b: number): number => Math.max(abs(dx(a, b)), abs(dy(a, b)));
    const leap = leaps(places, x, y);
    const walked = add((a, b) => walk[a * places + b]);
    const kings = add(king);
    /** Distance of `a` from the point of an edge straight ahead of `b`. Below, `gaps` is the distance of `b` itself. */
    const edges: ((a: number, b: number) => number)[] = [
      (a, b) => Math.max(abs(dx(a, b)), top - y[a]),
      (a, b) => Math.max(abs(dx(a, b)), y[a]),
      (a, b) => Math.max(abs(dy(a, b)), right - x[a]),
      (a, b) => Math.max(abs(dy(a, b)), x[a]),
    ];
    const gaps = [(b: number) => top - y[b], (b: number) => y[b], (b: number) => right - x[b], (b: number) => x[b]];
    this.pair = [
      walked,
      kings,
      add(dx),
      add(dy),
      add((a, b) => abs(dx(a, b))),
      add((a, b) => abs(dy(a, b))),
      add((a, b) => Math.min(abs(dx(a, b)), abs(dy(a, b)))),
      add((a, b) => abs(dx(a, b)) + abs(dy(a, b))),
      add((a, b) => abs(dx(a, b)) - abs(dy(a, b))),
      add((a, b) => dx(a, b) + dy(a, b)),
      add((a, b) => dx(a, b) - dy(a, b)),
      add((a, b) => dx(a, b) ** 2 + dy(a, b) ** 2),
      add((a, b) => leap[a * places + b]),
      add((a, b) => (dx(a, b) + dy(a, b)) & 1),
      add((a, b) => a - b),
      add((a, b) => side(a) - side(b)),
      add((a, b) => end(a) - end(b)),
      add((a, b) => Math.min(side(a), end(a)) - Math.min(side(b), end(b))),
      ...edges.flatMap((edge, i) => [
        add(edge),
        add((a, b) => edge(b, a)),
        add((a, b) => edge(a, b) - gaps[i](b)),
        add((a, b) => edge(b, a) - gaps[i](a)),
      ]),
    ].flat();
    this.metric = [...walked, ...kings];
    this.number = relations.length;
    const numbers = Uint16Array.from({ length: stride * stride }, (_, at) => Math.floor(at / stride));
    relations.push({ size: stride, ranks: numbers });
    this.sizes = relations.map((relation) => relation.size);
    this.tables = new Uint16Array(relations.length * stride * stride);
    relations.forEach(({ ranks }, i) => this.tables.set(ranks, i * stride * stride));

    this.direction = new Uint8Array(stride * stride);
    this.steps = new Uint8Array(stride * stride);
    for (let a = 0; a < places; a++) {
      for (let b = 0; b < places; b++) {
        const [h, v] = [dx(b, a), dy(b, a)];
        const at = a * stride + b;
        this.steps[at] = king(a, b);
        if (a === b) continue;
        if (h === 0 || v === 0) this.direction[at] = ORTHOGONAL + (h > 0 ? 0 : h < 0 ? 1 : v > 0 ? 2 : 3);
        else if (abs(h) === abs(v)) this.direction[at] = DIAGONAL + (h > 0 ? 0 : 1) + (v > 0 ? 0 : 2);
      }
    }
  }
}

/** Returns a sum over the pairs of places with equal answers; it does not depend on the order of the answers. */
function sumOfAnswers({ size, ranks }: Relation): number {
  const counts = new Int32Array(size);
  for (let at = 0; at < ranks.length; at++) counts[ranks[at]] += at + 1;
  let sum = size;
  for (const count of counts) sum = (sum + Math.imul(count, count)) | 0;
  return sum;
}

/** Whether two tables carry the same information: equal ranks, or those of one in reverse. */
function tellsTheSame(a: Relation, b: Relation): boolean {
  if (a.size !== b.size) return false;
  const top = a.size - 1;
  return a.ranks.every((r, at) => r === b.ranks[at]) || a.ranks.every((r, at) => r === top - b.ranks[at]);
}

/** @param diagonal whether only equal places matter */
function rank(stride: number, places: number, value: (a: number, b: number) => number, diagonal: boolean): Relation {
  const values = new Int32Array(places * places);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < places; a++) {
    for (let b = 0; b < places; b++) {
      const v = diagonal && b > 0 ? values[a * places] : value(a, diagonal ? a : b);
      values[a * places + b] = v;
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
  }
  // answers are small whole numbers, so that a table of them is short
  const rankOf = new Int32Array(places === 0 ? 0 : most - least + 1);
  for (const v of values) rankOf[v - least] = 1;
  let size = 0;
  rankOf.forEach((found, i) => {
    if (found > 0) rankOf[i] = size++;
  });
  const ranks = new Uint16Array(stride * stride);
  for (let a = 0; a < places; a++) {
    for (let b = 0; b < places; b++) ranks[a * stride + b] = rankOf[values[a * places + b] - least];
  }
  return { size, ranks };
}

/** Returns the steps along links between any two places; `places` where no path exists. */
function distances(places: number, links: readonly (readonly [number, number])[]): Uint8Array {
  const near: number[][] = Array.from({ length: places }, () => []);
  for (const [a, b] of links) {
    near[a].push(b);
    near[b].push(a);
  }
  return search(places, (a) => near[a]);
}

/** Returns the leaps between any two places, each of one step along one axis and two along the other. */
function leaps(places: number, x: Uint8Array, y: Uint8Array): Uint8Array {
  const all = Array.from({ length: places }, (_, i) => i);
  const near = all.map((a) => all.filter((b) => (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2 === 5));
  return search(places, (a) => near[a]);
}

function search(places: number, near: (a: number) => readonly number[]): Uint8Array {
  const distance = new Uint8Array(places * places).fill(places);
  for (let from = 0; from < places; from++) {
    const row = distance.subarray(from * places, (from + 1) * places);
    row[from] = 0;
    const queue = [from];
    for (const a of queue) {
      for (const b of near(a)) {
        if (row[b] !== places) continue;
        row[b] = row[a] + 1;
        queue.push(b);
      }
    }
  }
  return distance;
}

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
