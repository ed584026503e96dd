import { NONE } from '../game/schema.ts';
import type { Position } from '../game/position.ts';
import { binomial, CHOOSE } from './binomial.ts';
import type { Leading } from './leading.ts';
import type { CodeGroup, Ranking } from './ranking.ts';
import { MOST_PLACES, rankSet } from './sets.ts';

/** Most other groups whose men are ranked by sums. */
const SUMMED = 3;
/** Share of a cell that a man cannot stand on: larger than any index ranked by sums, and three of them fit 32 bits. */
const FORBIDDEN = 2 ** 29;

/** What `Placements` tells its views. */
export interface ViewParts {
  /** First index. */
  readonly base: number;
  /** The leading groups. */
  readonly lead: readonly CodeGroup[];
  /** The other groups. */
  readonly rest: readonly CodeGroup[];
  /** Number of marks, none included. */
  readonly marks: number;
  /** Number of the group that can be marked among the other groups, or negative. */
  readonly markedGroup: number;
  /** Number of the group that can be marked among the leading groups, or negative. */
  readonly markedLead: number;
  /** Maps the cells of the positions to rank to canonical cells. */
  readonly outer: Uint8Array;
  /** Images of the cells under each symmetry. */
  readonly images: readonly Uint8Array[];
  /** The placements of the leading groups. */
  readonly leading: Leading;
  /** Returns the code that a canonical code has in the positions to rank. */
  readonly codeIn: (code: number) => number;
  readonly size: number;
}

/** `Placements` for exchanged or turned positions: flat tables, no allocation in `rank`. */
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
  /** `place[group * cells + canonical cell]`: place among the group's cells, 255 if not allowed. */
  readonly #places: Uint8Array;
  /**
   * `bits[(image * groups + group) * cells + cell]`: place among the group's cells as a bit, 0 if not allowed, for groups
   * whose places fit a word. Image 0 is the outer one.
   */
  readonly #bits: Int32Array;
  /** By group: whether it is ranked as a set, by `bits`. */
  readonly #isSet: Uint8Array;
  readonly #marks: number;
  readonly #markedGroup: number;
  readonly #outer: Uint8Array;
  readonly #images: Uint8Array;
  readonly #orbitOf: Int32Array;
  readonly #first: Int32Array;
  readonly #count: Uint16Array;
  readonly #list: Uint16Array;
  readonly #digits: Uint8Array = new Uint8Array(64);
  /** Places of the men of the (at most two) leading and (at most three) other groups in a position's lists. */
  readonly #lead0: number;
  readonly #lead1: number;
  readonly #rest0: number;
  readonly #rest1: number;
  readonly #rest2: number;
  /** `leadShare[group * cells + cell]`: share of a leading man in the tuple. */
  readonly #leadShare: Int32Array;
  /** `share[(image * SUMMED + group) * cells + cell]`: share of another man in the index. */
  readonly #share: Int32Array;
  /** By tuple: share of the leading men in the index, or -1 if they cannot stand so. */
  readonly #starts: Int32Array;
  /** By tuple: start of the shares of its image if there is only one, else -1. */
  readonly #only: Int32Array;
  /** Whether the sums above are the rank: each group is one man, they are few, nothing is marked, indices are small. */
  readonly #simple: boolean;

  constructor(cells: number, stride: number, parts: ViewParts) {
    const { lead, rest, images, leading } = parts;
    const groups = [...lead, ...rest];
    this.#simple =
      parts.marks === 1 &&
      lead.length <= 2 &&
      rest.length <= SUMMED &&
      groups.every((g) => g.men === 1) &&
      parts.base + parts.size < FORBIDDEN;
    const listOf = (group: CodeGroup | undefined): number => (group ? parts.codeIn(group.code) * stride : 0);
    this.#lead0 = listOf(lead[0]);
    this.#lead1 = listOf(lead[1]);
    this.#rest0 = listOf(rest[0]);
    this.#rest1 = listOf(rest[1]);
    this.#rest2 = listOf(rest[2]);
    this.#leadShare = new Int32Array(2 * cells);
    this.#share = new Int32Array(images.length * SUMMED * cells);
    this.#starts = new Int32Array(leading.orbitOf.length);
    this.#only = new Int32Array(leading.orbitOf.length);
    if (this.#simple) {
      const fill = (target: Int32Array, at: number, group: CodeGroup, image: Uint8Array, weight: number): void => {
        image.forEach((to, cell) => {
          const place = group.cells.indexOf(to);
          target[at + cell] = place < 0 ? -FORBIDDEN : place * weight;
        });
      };
      const weightFrom = (list: readonly CodeGroup[], g: number): number =>
        list.slice(g + 1).reduce((w, h) => w * h.size, 1);
      lead.forEach((group, g) => fill(this.#leadShare, g * cells, group, parts.outer, weightFrom(lead, g)));
      images.forEach((image, i) =>
        rest.forEach((group, g) => fill(this.#share, (i * SUMMED + g) * cells, group, image, weightFrom(rest, g))),
      );
      const weight = weightFrom(rest, -1);
      const { orbitOf, count, list, first } = leading;
      for (let tuple = 0; tuple < orbitOf.length; tuple++) {
        this.#starts[tuple] = orbitOf[tuple] < 0 ? -1 : parts.base + orbitOf[tuple] * weight;
        this.#only[tuple] = count[tuple] === 1 ? list[first[tuple]] * SUMMED * cells : -1;
      }
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
    this.#isSet = Uint8Array.from(groups, (g) => (g.cells.length <= MOST_PLACES ? 1 : 0));
    this.#bits = bitsOf(cells, groups, [parts.outer, ...images]);
    this.#marks = parts.marks;
    this.#markedGroup = parts.markedLead >= 0 ? parts.markedLead : parts.markedGroup + parts.lead.length;
    this.#outer = parts.outer;
    this.#images = new Uint8Array(parts.images.length * cells);
    parts.images.forEach((image, i) => this.#images.set(image, i * cells));
    this.#orbitOf = leading.orbitOf;
    this.#first = leading.first;
    this.#count = leading.count;
    this.#list = leading.list;
  }

  /** Returns the index of the position's orbit, or -1 if a man stands where its kind cannot stand. */
  rank(p: Position): number {
    return this.#simple ? this.#sum(p) : this.#search(p);
  }

  /**
   * Ranks what comes of shifts. Mostly one symmetry makes the leading men canonical, and then another man's shift changes the digit of his group
   * and nothing else: half the time of single ranks, where these are not mere sums.
   */
  rankShifts(p: Position, shifts: Int32Array, count: number, out: Int32Array): void {
    const { cells, lists } = p;
    const leading = this.#leadGroups;
    const tuple = this.#tuple(p);
    const isOne = !this.#simple && this.#count[tuple] === 1;
    const image = this.#list[this.#first[tuple]];
    const index = isOne ? this.#base + this.#tail(p, this.#orbitOf[tuple], image) : 0;
    let last = -1;
    let group = 0;
    let weight = 0;
    let others = 0;
    for (let i = 0; i < count; i++) {
      const from = shifts[i] & 255;
      const at = p.listIndex(from);
      if (from !== last) {
        last = from;
        group = isOne ? this.#codes.indexOf(cells[from]) : -1;
        weight = this.#marks;
        for (let g = this.#groups - 1; g > group; g--) weight *= this.#sizes[g];
        if (group >= leading) others = index - this.#groupDigit(p, group, image) * weight;
      }
      lists[at] = shifts[i] >> 8;
      const digit = group >= leading ? this.#groupDigit(p, group, image) : 0;
      out[i] = digit < 0 ? -1 : group >= leading ? others + digit * weight : this.rank(p);
      lists[at] = from;
    }
  }

  #groupDigit(p: Position, g: number, number: number): number {
    return this.#isSet[g] === 1
      ? this.#setDigit(p, g, 1 + number)
      : this.#digit(p, g, this.#images, number * this.#cells);
  }

  /**
   * Returns the rank of a position whose men are all different: a sum of shares, without a loop. If there are fewer
   * groups than terms, a term reads the empty list of code 0 and adds nothing.
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
    let best = this.#tail(p, orbit, this.#list[first]);
    if (count > 1) {
      for (let i = 1; i < count; i++) {
        const index = this.#tail(p, orbit, this.#list[first + i]);
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
      const digit = this.#isSet[g] === 1 ? this.#setDigit(p, g, 0) : this.#digit(p, g, this.#outer, 0);
      if (digit < 0) return -1;
      tuple = tuple * this.#sizes[g] + digit;
    }
    return tuple;
  }

  #tail(p: Position, orbit: number, number: number): number {
    const image = number * this.#cells;
    let index = orbit;
    for (let g = this.#leadGroups; g < this.#groups; g++) {
      const digit = this.#groupDigit(p, g, number);
      if (digit < 0) return -1;
      index = index * this.#sizes[g] + digit;
    }
    if (this.#marks > 1) index = index * this.#marks + this.#markDigit(p, image);
    return index;
  }

  /** Returns the digit of a group whose places fit a word. */
  #setDigit(p: Position, g: number, image: number): number {
    const { lists } = p;
    const bits = this.#bits;
    const from = (image * this.#groups + g) * this.#cells;
    let set = 0;
    for (let i = this.#codes[g] * p.stride, end = i + this.#men[g]; i < end; i++) {
      const bit = bits[from + lists[i]];
      if (bit === 0) return -1;
      set |= bit;
    }
    return rankSet(set);
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

  /**
   * Returns 0 without a mark, else one more than the marked man's place among the men of its group in canonical order.
   */
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

/** Returns `PlacementView.#bits`. */
function bitsOf(cells: number, groups: readonly CodeGroup[], images: readonly Uint8Array[]): Int32Array {
  const bits = new Int32Array(images.length * groups.length * cells);
  images.forEach((image, i) =>
    groups.forEach((group, g) => {
      if (group.cells.length > MOST_PLACES) return;
      const from = (i * groups.length + g) * cells;
      image.forEach((to, cell) => {
        const place = group.cells.indexOf(to);
        if (place >= 0) bits[from + cell] = 1 << place;
      });
    }),
  );
  return bits;
}
