/**
 * Dense ranking of the placements of one material with one side to move, up to symmetry.
 *
 *   digit             values                                      meaning
 *   orbit             orbits of the leading groups' placements    which placement of the leading men, up to symmetry
 *   group 1..m        binomial(cells, men)                        the other groups, after the symmetry that makes the
 *                                                                 leading placement canonical
 *   mark              1 + men that can be marked                  0 = no mark, else which of these men
 *
 * A group is the men of one code. The leading groups (chess: the two kings) are those, strongest kind first, whose
 * joint placements still fit a small table, which gives orbit and symmetry at once. If several symmetries lead to the
 * canonical leading placement (both kings on a diagonal) the least index counts; the others are holes. So an index
 * stands for exactly one orbit of positions, and an orbit for one index.
 */

import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { kindOfCode, NONE, type Schema, type Side, sideOfCode } from '../game/schema.ts';
import { type Axes, axesOf } from './axes.ts';
import { binomial, CHOOSE, choose } from './binomial.ts';
import { cellsOf, type Material, markedCode, markStates } from './material.ts';
import type { Symmetry } from './symmetry.ts';

const LARGEST_LEAD = 8_192;
const LARGEST_FIRST_GROUP = 1 << 21;
/** Most other groups whose men are ranked by sums. */
const SUMMED = 3;
/** Most men of all placements of a group that are written out: they stay in a processor's fast memory. */
const LARGEST_TABLE = 1 << 16;
/** Larger than any index that is ranked by sums, small enough for three of them in 32 bits (a man cannot stand there). */
const FORBIDDEN = 2 ** 29;

/** The error of an index space that no typed array here can hold. */
export function tooLarge(size: number): EndgameError {
  return new EndgameError(
    'E_BUDGET',
    `an index space of ${size.toPrecision(3)} positions is too large to solve here`,
    'ask for a class with fewer men, or choose a smaller board',
  );
}

/** Ranks the positions of one side's view of a material; `rank` and `unrank` allocate nothing. */
export interface Ranking {
  readonly size: number;
  /** Order of the symmetry group of the position last ranked. */
  stabilizer: number;
  /** Whether `rank` reads the cells of a position, not its lists alone. */
  readonly readsCells: boolean;
  /** Index in [0, size), or -1 if a man stands where its kind cannot stand. */
  rank(p: Position): number;
}

/** Index space of one material with one side to move. */
export interface Indexer {
  readonly size: number;
  /**
   * A ranking of positions that a symmetry first maps to this material: `image` moves the cells, `codeIn` tells the
   * code that a canonical code has in the positions to be ranked. Indices start at `base`.
   */
  view(image: Uint8Array, codeIn: (code: number) => number, base: number): Ranking;
  /** Sets `p`, which must be open for this material, to position `index`; false if the index is a hole. */
  unrank(index: number, p: Position): boolean;
}

/** The men of one code. */
export interface Group {
  readonly code: number;
  readonly men: number;
  readonly cells: readonly number[];
  readonly size: number;
}

/** The groups of a material, strongest kind first. */
export function groupsOf(schema: Schema, material: Material): Group[] {
  const groups: Group[] = [];
  for (let code = 1; code < material.board.length; code++) {
    const men = material.board[code];
    if (men === 0) continue;
    const cells = cellsOf(schema, code);
    if (men >= CHOOSE) throw tooLarge(Number.POSITIVE_INFINITY);
    groups.push({ code, men, cells, size: choose(cells.length, men) });
  }
  const order = (g: Group): number => kindOfCode(schema, g.code) * 2 + sideOfCode(schema, g.code);
  return groups.sort((a, b) => order(a) - order(b));
}

/** False if two of the first `length` men share a cell or the schema keeps them apart. */
export function canStand(
  schema: Schema,
  codes: ArrayLike<number>,
  cells: ArrayLike<number>,
  length: number = cells.length,
): boolean {
  const { apart, kinds } = schema;
  const letter = (code: number): string => kinds[kindOfCode(schema, code)].letter;
  for (let i = 0; i < length; i++) {
    for (let j = i + 1; j < length; j++) {
      if (cells[i] === cells[j]) return false;
      const opposed = sideOfCode(schema, codes[i]) !== sideOfCode(schema, codes[j]);
      if (apart && opposed && apart(letter(codes[i]), cells[i], letter(codes[j]), cells[j])) return false;
    }
  }
  return true;
}

/** The `men` places (ascending) that combination number `rank` of a group stands for. */
function unrankCombination(rank: number, men: number, out: Uint8Array, at: number): void {
  let rest = rank;
  for (let k = men; k > 0; k--) {
    let n = k - 1;
    while (binomial[(n + 1) * CHOOSE + k] <= rest) n++;
    out[at + k - 1] = n;
    rest -= binomial[n * CHOOSE + k];
  }
}

/** Index space of the placements of a canonical material with one side to move. */
export class Placements implements Indexer {
  readonly size: number;
  readonly turn: Side;
  readonly #schema: Schema;
  readonly #material: Material;
  readonly #lead: Group[];
  readonly #rest: Group[];
  readonly #marks: number;
  readonly #markedGroup: number;
  /** Leading tuple of each orbit. */
  readonly #orbitTuple: Int32Array;
  readonly #orbitOf: Int32Array;
  readonly #images: readonly Uint8Array[];
  readonly #leadSize: number;
  readonly #codes: Uint8Array;
  readonly #men: Uint8Array;
  readonly #scratch: Uint8Array = new Uint8Array(256);
  /** `leadPlaces[group * 256 + cell]`: the cell's place among those of a leading group, 255 if it has none. */
  readonly #leadPlaces: Uint8Array;
  readonly #leadMen: number;
  /** Of the other groups: sizes, men, and cells by `group * 256 + place`. */
  readonly #restSizes: Int32Array;
  readonly #restMen: Uint8Array;
  readonly #restCells: Uint8Array;
  /** Where `placements` holds the cells of all placements of another group, or -1 for a group with too many. */
  readonly #restTables: Int32Array;
  readonly #placements: Uint8Array;
  /** Cells of the leading men of each orbit. */
  readonly #orbitCells: Uint8Array;
  /** 1 if only one symmetry makes the orbit's leading placement canonical: then its indices are no holes. */
  readonly #orbitPlain: Uint8Array;
  readonly #view: PlacementView;
  /** Orbit of the index last decoded. */
  #orbit = 0;

  /**
   * @param symmetries those that keep the sides, the identity first
   * @throws EndgameError E_BUDGET if the space has 2^31 indices or more
   */
  constructor(schema: Schema, material: Material, turn: Side, symmetries: readonly Symmetry[]) {
    const groups = groupsOf(schema, material);
    let leading = 0;
    let leadSize = 1;
    while (leading < groups.length) {
      const size = leadSize * groups[leading].size;
      if (size > (leading === 0 ? LARGEST_FIRST_GROUP : LARGEST_LEAD)) break;
      leadSize = size;
      leading++;
    }
    this.turn = turn;
    this.#schema = schema;
    this.#material = material;
    this.#lead = groups.slice(0, leading);
    this.#rest = groups.slice(leading);
    this.#leadSize = leadSize;
    // A first group too large for the table (ten or more like men) leaves the space without reduction by symmetry.
    const reduced = leading > 0 || groups.length === 0;
    this.#images = reduced ? symmetries.map((s) => s.image) : [symmetries[0].image];
    this.#marks = markStates(schema, material, turn);
    const marked = markedCode(schema, turn);
    this.#markedGroup = this.#marks > 1 ? groups.findIndex((g) => g.code === marked) : -1;
    this.#codes = Uint8Array.from(groups.flatMap((g) => Array<number>(g.men).fill(g.code)));
    this.#men = new Uint8Array(this.#codes.length);

    this.#restSizes = Int32Array.from(this.#rest, (group) => group.size);
    this.#restMen = Uint8Array.from(this.#rest, (group) => group.men);
    this.#restCells = new Uint8Array(this.#rest.length * 256);
    this.#rest.forEach((group, g) => this.#restCells.set(group.cells, g * 256));
    let length = 0;
    this.#restTables = Int32Array.from(this.#rest, ({ men, size }) => {
      if (men * size > LARGEST_TABLE) return -1;
      length += men * size;
      return length - men * size;
    });
    this.#placements = new Uint8Array(length);
    this.#rest.forEach(({ men, size, cells }, g) => {
      const table = this.#restTables[g];
      if (table < 0) return;
      for (let i = 0; i < size; i++) unrankCombination(i, men, this.#placements, table + i * men);
      for (let i = table, end = table + men * size; i < end; i++) this.#placements[i] = cells[this.#placements[i]];
    });
    this.#leadPlaces = new Uint8Array(this.#lead.length * 256).fill(255);
    this.#lead.forEach((group, g) => {
      group.cells.forEach((cell, place) => {
        this.#leadPlaces[g * 256 + cell] = place;
      });
    });
    this.#orbitOf = new Int32Array(leadSize).fill(-2);
    const tuples: number[] = [];
    const cells = new Uint8Array(this.#codes.length);
    for (let tuple = 0; tuple < leadSize; tuple++) {
      if (this.#orbitOf[tuple] !== -2) continue;
      const possible = this.#leadCells(tuple, cells);
      for (const image of this.#images) {
        const to = this.#leadTuple(cells, image);
        // A symmetry never maps a possible leading placement to an impossible one; the check on the rules saw to it.
        if (to >= 0) this.#orbitOf[to] = possible ? tuples.length : -1;
      }
      if (possible) tuples.push(tuple);
    }
    this.#orbitTuple = Int32Array.from(tuples);
    this.#leadMen = this.#lead.reduce((sum, g) => sum + g.men, 0);
    this.#orbitCells = new Uint8Array(tuples.length * this.#leadMen);
    this.#orbitPlain = new Uint8Array(tuples.length);
    tuples.forEach((tuple, orbit) => {
      this.#leadCells(tuple, cells);
      this.#orbitCells.set(cells.subarray(0, this.#leadMen), orbit * this.#leadMen);
      this.#orbitPlain[orbit] =
        this.#images.filter((image) => this.#leadTuple(cells, image) === tuple).length === 1 ? 1 : 0;
    });
    this.size = this.#rest.reduce((size, g) => size * g.size, tuples.length) * this.#marks;
    if (this.size >= 2 ** 31) throw tooLarge(this.size);
    const identity = Uint8Array.from({ length: schema.board.cells }, (_, i) => i);
    this.#view = this.view(identity, (code) => code, 0);
  }

  view(image: Uint8Array, codeIn: (code: number) => number, base: number): PlacementView {
    const images = this.#images.map((inner) => image.map((to) => inner[to]));
    const orbitOf = new Int32Array(this.#leadSize).fill(-1);
    const first = new Int32Array(this.#leadSize);
    const count = new Uint16Array(this.#leadSize);
    const list: number[] = [];
    const cells = new Uint8Array(this.#codes.length);
    // Positions to be ranked put their men on their own codes' cells; tuples are numbered by these cells. The outer
    // image maps them to canonical cells, and `leadTuple` needs canonical cells, so walk over canonical tuples backwards.
    for (let tuple = 0; tuple < this.#leadSize; tuple++) {
      if (!this.#leadCells(tuple, cells) || this.#orbitOf[tuple] < 0) continue;
      const orbit = this.#orbitOf[tuple];
      const goal = this.#orbitTuple[orbit];
      orbitOf[tuple] = orbit;
      first[tuple] = list.length;
      this.#images.forEach((inner, i) => {
        if (this.#leadTuple(cells, inner) === goal) list.push(i);
      });
      count[tuple] = list.length - first[tuple];
    }
    const stride = Math.max(1, ...this.#schema.kinds.map((kind) => kind.max));
    return new PlacementView(this.#schema.board.cells, stride, {
      base,
      lead: this.#lead,
      rest: this.#rest,
      marks: this.#marks,
      markedGroup: this.#markedGroup - this.#lead.length,
      markedLead: this.#markedGroup >= 0 && this.#markedGroup < this.#lead.length ? this.#markedGroup : -1,
      outer: image,
      images,
      orbitOf,
      first,
      count,
      list: Uint16Array.from(list),
      codeIn,
      size: this.size,
    });
  }

  /** Sets `p`, which must be open for this material, to position `index`; false if the index is a hole. */
  unrank(index: number, p: Position): boolean {
    const men = this.#men;
    const mark = this.decode(index, men);
    let marked = NONE;
    if (mark > 0) {
      let first = 0;
      for (let g = 0; g < this.#markedGroup; g++) first += (this.#lead[g] ?? this.#rest[g - this.#lead.length]).men;
      marked = men[first + mark - 1]!;
    }
    if (!p.place(this.#codes, men, men.length, this.turn, marked)) return false;
    return this.#orbitPlain[this.#orbit] === 1 || this.#view.rank(p) === index;
  }

  /** Number of men on the board. */
  get menCount(): number {
    return this.#men.length;
  }

  /** Number of marks: `decode` returns less. */
  get marks(): number {
    return this.#marks;
  }

  /**
   * The digits of an index, hole or not: writes the cell of each man (in the order of the groups, like men in the
   * order of their cells) to `out` and returns the mark: 0 for none, else which of the men that can be marked.
   */
  decode(index: number, out: Uint8Array): number {
    let rest = index;
    let mark = 0;
    if (this.#marks > 1) {
      mark = rest % this.#marks;
      rest = (rest - mark) / this.#marks;
    }
    let at = this.#men.length;
    const restCells = this.#restCells;
    const placements = this.#placements;
    for (let g = this.#restSizes.length - 1; g >= 0; g--) {
      const size = this.#restSizes[g];
      const count = this.#restMen[g];
      const above = Math.floor(rest / size);
      const digit = rest - above * size;
      rest = above;
      at -= count;
      const table = this.#restTables[g];
      if (table >= 0) {
        const from = table + digit * count;
        for (let i = 0; i < count; i++) out[at + i] = placements[from + i];
      } else {
        unrankCombination(digit, count, out, at);
        for (let i = 0; i < count; i++) out[at + i] = restCells[g * 256 + out[at + i]];
      }
    }
    const leadMen = this.#leadMen;
    for (let i = 0; i < leadMen; i++) out[i] = this.#orbitCells[rest * leadMen + i]!;
    this.#orbit = rest;
    return mark;
  }

  /** Writes the cells of the leading men of `tuple`; false if two share a cell or the schema keeps them apart. */
  #leadCells(tuple: number, out: Uint8Array): boolean {
    let rest = tuple;
    let at = 0;
    for (const group of this.#lead) at += group.men;
    const total = at;
    for (let g = this.#lead.length - 1; g >= 0; g--) {
      const group = this.#lead[g];
      const digit = rest % group.size;
      rest = (rest - digit) / group.size;
      at -= group.men;
      unrankCombination(digit, group.men, out, at);
      for (let i = 0; i < group.men; i++) out[at + i] = group.cells[out[at + i]]!;
    }
    return canStand(this.#schema, this.#codes, out, total);
  }

  /** Number of the leading tuple with the men on `image[cells]`; -1 if a man may not stand there. */
  #leadTuple(cells: Uint8Array, image: Uint8Array): number {
    const sorted = this.#scratch;
    let tuple = 0;
    let at = 0;
    for (let g = 0; g < this.#lead.length; g++) {
      const { men, size } = this.#lead[g];
      for (let i = 0; i < men; i++) {
        const place = this.#leadPlaces[g * 256 + image[cells[at + i]]];
        if (place === 255) return -1;
        let j = i;
        for (; j > 0 && sorted[j - 1] > place; j--) sorted[j] = sorted[j - 1];
        sorted[j] = place;
      }
      tuple *= size;
      for (let i = 0; i < men; i++) tuple += choose(sorted[i], i + 1);
      at += men;
    }
    return tuple;
  }

  get material(): Material {
    return this.#material;
  }

  /** The digits of an index, see the head of this file. */
  get axes(): Axes {
    const groups = this.#lead.length;
    const orbits = this.#orbitTuple.length;
    const values = new Int32Array(orbits * groups);
    for (let orbit = 0; orbit < orbits; orbit++) {
      let rest = this.#orbitTuple[orbit];
      for (let g = groups - 1; g >= 0; g--) {
        values[orbit * groups + g] = rest % this.#lead[g].size;
        rest = Math.floor(rest / this.#lead[g].size);
      }
    }
    const marks = this.#marks > 1 ? [this.#marks] : [];
    return axesOf([orbits, ...this.#restSizes, ...marks], groups, values);
  }
}

interface ViewParts {
  readonly base: number;
  readonly lead: readonly Group[];
  readonly rest: readonly Group[];
  readonly marks: number;
  /** Place of the group that can be marked among the other groups, or negative. */
  readonly markedGroup: number;
  readonly markedLead: number;
  readonly outer: Uint8Array;
  readonly images: readonly Uint8Array[];
  readonly orbitOf: Int32Array;
  readonly first: Int32Array;
  readonly count: Uint16Array;
  readonly list: Uint16Array;
  readonly codeIn: (code: number) => number;
  readonly size: number;
}

/** `Placements` seen from positions that are exchanged or turned; flat tables, no allocation in `rank`. */
export class PlacementView implements Ranking {
  readonly size: number;
  stabilizer = 1;
  readonly readsCells = false;
  readonly #cells: number;
  readonly #base: number;
  readonly #leadGroups: number;
  readonly #groups: number;
  readonly #codes: Uint8Array;
  readonly #men: Uint8Array;
  readonly #sizes: Float64Array;
  /** place[group * cells + canonical cell] = place among the group's cells, 255 if not allowed. */
  readonly #places: Uint8Array;
  readonly #marks: number;
  readonly #markedGroup: number;
  readonly #outer: Uint8Array;
  readonly #images: Uint8Array;
  readonly #orbitOf: Int32Array;
  readonly #first: Int32Array;
  readonly #count: Uint16Array;
  readonly #list: Uint16Array;
  readonly #digits: Uint8Array = new Uint8Array(64);
  /** Where the men of the (at most two) leading and (at most three) other groups stand in a position's lists. */
  readonly #lead0: number;
  readonly #lead1: number;
  readonly #rest0: number;
  readonly #rest1: number;
  readonly #rest2: number;
  /** `leadShare[group * cells + cell]`: what a leading man adds to the tuple. */
  readonly #leadShare: Int32Array;
  /** `share[(image * SUMMED + group) * cells + cell]`: what another man adds to the index. */
  readonly #share: Int32Array;
  /** By tuple: what the leading men add to the index, or -1 if they cannot stand so. */
  readonly #starts: Int32Array;
  /** By tuple: where the shares of its image begin if there is but one, else -1. */
  readonly #only: Int32Array;
  /** The sums above are the rank: each group is one man, they are few, nothing is marked, indices are small. */
  readonly #simple: boolean;

  constructor(cells: number, stride: number, parts: ViewParts) {
    const { lead, rest, images } = parts;
    const groups = [...lead, ...rest];
    this.#simple =
      parts.marks === 1 &&
      lead.length <= 2 &&
      rest.length <= SUMMED &&
      groups.every((g) => g.men === 1) &&
      parts.base + parts.size < FORBIDDEN;
    const listOf = (group: Group | undefined): number => (group ? parts.codeIn(group.code) * stride : 0);
    this.#lead0 = listOf(lead[0]);
    this.#lead1 = listOf(lead[1]);
    this.#rest0 = listOf(rest[0]);
    this.#rest1 = listOf(rest[1]);
    this.#rest2 = listOf(rest[2]);
    this.#leadShare = new Int32Array(2 * cells);
    this.#share = new Int32Array(images.length * SUMMED * cells);
    this.#starts = new Int32Array(parts.orbitOf.length);
    this.#only = new Int32Array(parts.orbitOf.length);
    if (this.#simple) {
      const fill = (target: Int32Array, at: number, group: Group, image: Uint8Array, weight: number): void => {
        image.forEach((to, cell) => {
          const place = group.cells.indexOf(to);
          target[at + cell] = place < 0 ? -FORBIDDEN : place * weight;
        });
      };
      const weightFrom = (list: readonly Group[], g: number): number =>
        list.slice(g + 1).reduce((w, h) => w * h.size, 1);
      lead.forEach((group, g) => fill(this.#leadShare, g * cells, group, parts.outer, weightFrom(lead, g)));
      images.forEach((image, i) =>
        rest.forEach((group, g) => fill(this.#share, (i * SUMMED + g) * cells, group, image, weightFrom(rest, g))),
      );
      const weight = weightFrom(rest, -1);
      parts.orbitOf.forEach((orbit, tuple) => {
        this.#starts[tuple] = orbit < 0 ? -1 : parts.base + orbit * weight;
        this.#only[tuple] = parts.count[tuple] === 1 ? parts.list[parts.first[tuple]] * SUMMED * cells : -1;
      });
    }
    this.size = parts.size;
    this.#cells = cells;
    this.#base = parts.base;
    this.#leadGroups = parts.lead.length;
    this.#groups = groups.length;
    this.#codes = Uint8Array.from(groups, (g) => parts.codeIn(g.code));
    this.#men = Uint8Array.from(groups, (g) => g.men);
    this.#sizes = Float64Array.from(groups, (g) => g.size);
    this.#places = new Uint8Array(groups.length * cells).fill(255);
    groups.forEach((group, g) => group.cells.forEach((cell, place) => (this.#places[g * cells + cell] = place)));
    this.#marks = parts.marks;
    this.#markedGroup = parts.markedLead >= 0 ? parts.markedLead : parts.markedGroup + parts.lead.length;
    this.#outer = parts.outer;
    this.#images = new Uint8Array(parts.images.length * cells);
    parts.images.forEach((image, i) => this.#images.set(image, i * cells));
    this.#orbitOf = parts.orbitOf;
    this.#first = parts.first;
    this.#count = parts.count;
    this.#list = parts.list;
  }

  rank(p: Position): number {
    return this.#simple ? this.#sum(p) : this.#search(p);
  }

  /**
   * The rank of a position whose men are all different: a sum of looked-up shares, without a loop. Where there are
   * fewer groups than terms, the term reads the empty list of code 0 and adds nothing.
   */
  #sum(p: Position): number {
    const lists = p.lists;
    const cells = this.#cells;
    const share = this.#share;
    const tuple = this.#leadShare[lists[this.#lead0]] + this.#leadShare[cells + lists[this.#lead1]];
    if (tuple < 0) return -1;
    const start = this.#starts[tuple];
    if (start < 0) return -1;
    const a = lists[this.#rest0];
    const b = lists[this.#rest1] + cells;
    const c = lists[this.#rest2] + 2 * cells;
    this.stabilizer = 1;
    const only = this.#only[tuple];
    if (only >= 0) {
      const index = start + share[only + a] + share[only + b] + share[only + c];
      return index < 0 ? -1 : index;
    }
    let best = FORBIDDEN;
    const first = this.#first[tuple];
    const last = first + this.#count[tuple];
    for (let i = first; i < last; i++) {
      const at = this.#list[i] * SUMMED * cells;
      const index = start + share[at + a] + share[at + b] + share[at + c];
      if (index === best) this.stabilizer++;
      else if (index < best) {
        best = index;
        this.stabilizer = 1;
      }
    }
    return best < 0 ? -1 : best;
  }

  #search(p: Position): number {
    const tuple = this.#tuple(p);
    if (tuple < 0) return -1;
    const orbit = this.#orbitOf[tuple];
    if (orbit < 0) return -1;
    const count = this.#count[tuple];
    const first = this.#first[tuple];
    this.stabilizer = 1;
    let best = this.#tail(p, orbit, this.#list[first] * this.#cells);
    if (count > 1) {
      for (let i = 1; i < count; i++) {
        const index = this.#tail(p, orbit, this.#list[first + i] * this.#cells);
        if (index === best) this.stabilizer++;
        else if (index < best) {
          best = index;
          this.stabilizer = 1;
        }
      }
    }
    return best < 0 ? -1 : best + this.#base;
  }

  #tuple(p: Position): number {
    let tuple = 0;
    for (let g = 0; g < this.#leadGroups; g++) {
      const digit = this.#digit(p, g, this.#outer, 0);
      if (digit < 0) return -1;
      tuple = tuple * this.#sizes[g] + digit;
    }
    return tuple;
  }

  #tail(p: Position, orbit: number, image: number): number {
    let index = orbit;
    for (let g = this.#leadGroups; g < this.#groups; g++) {
      const digit = this.#digit(p, g, this.#images, image);
      if (digit < 0) return -1;
      index = index * this.#sizes[g] + digit;
    }
    if (this.#marks > 1) index = index * this.#marks + this.#markDigit(p, image);
    return index;
  }

  #digit(p: Position, g: number, images: Uint8Array, image: number): number {
    const code = this.#codes[g];
    const men = this.#men[g];
    const list = code * p.stride;
    const places = g * this.#cells;
    if (men === 1) {
      const place = this.#places[places + images[image + p.lists[list]]];
      return place === 255 ? -1 : place;
    }
    const digits = this.#digits;
    for (let i = 0; i < men; i++) {
      const place = this.#places[places + images[image + p.lists[list + i]]];
      if (place === 255) return -1;
      let j = i;
      while (j > 0 && digits[j - 1] > place) {
        digits[j] = digits[j - 1]!;
        j--;
      }
      digits[j] = place;
    }
    let rank = 0;
    for (let i = 0; i < men; i++) rank += binomial[digits[i] * CHOOSE + i + 1];
    return rank;
  }

  /** 0 without a mark, else one more than the marked man's place among the men of its group in canonical order. */
  #markDigit(p: Position, image: number): number {
    if (p.mark === NONE) return 0;
    const g = this.#markedGroup;
    const list = this.#codes[g] * p.stride;
    const marked = this.#images[image + p.mark];
    let digit = 1;
    for (let i = 0; i < this.#men[g]; i++) {
      if (this.#images[image + p.lists[list + i]] < marked) digit++;
    }
    return digit;
  }
}
