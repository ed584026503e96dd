import type { Position } from '../game/position.ts';
import { NONE, type Schema, type Side } from '../game/schema.ts';
import type { Material } from './material.ts';
import { choose } from './binomial.ts';
import { type Leading, leadingOf, unrankCombination } from './leading.ts';
import { type CodeGroup, groupsOf, type Indexer, type Ranking, tooLarge } from './ranking.ts';
import { rankSet } from './sets.ts';
import type { Symmetry } from './symmetry.ts';

const MOST_CELLS = 30;
/** Most men of all listed placements of the last group, so that the list stays in a processor's fast memory. */
const LARGEST_LIST = 1 << 14;
/** Groups lead until they have this many placements: enough for any symmetry to act on, few enough for small tables. */
const ENOUGH_LEAD = 64;
const LARGEST_LEAD = 8_192;
/** Dense ranking pays if it saves this factor. */
const WORTH = 2;
/** Length of a row of a flat table, more than any board has cells. */
const ROW = 32;

/** Number of ones in each word of 16 bits. */
const POPULATION: Uint8Array = (() => {
  const table = new Uint8Array(1 << 16);
  for (let word = 1; word < table.length; word++) table[word] = table[word >> 1] + (word & 1);
  return table;
})();

/** `PLACED[men * ROW + place]`: the share in its digit of a group's man number `men` (from 0, ascending). */
const PLACED: Int32Array = (() => {
  const table = new Int32Array(ROW * ROW);
  for (let men = 0; men < ROW; men++) {
    for (let place = 0; place < ROW; place++) table[men * ROW + place] = choose(place, men + 1);
  }
  return table;
})();

function population(word: number): number {
  return POPULATION[word & 0xffff] + POPULATION[word >>> 16];
}

/** Returns the number of leading groups, or 0 if the material is not crowded or cannot be ranked here. */
function leadingGroups(schema: Schema, groups: readonly CodeGroup[]): number {
  const { cells } = schema.board;
  if (cells > MOST_CELLS || schema.mark) return 0;
  let leading = 0;
  let size = 1;
  while (leading < groups.length && size < ENOUGH_LEAD) size *= groups[leading++].size;
  if (size > LARGEST_LEAD) return 0;
  let free = cells;
  let saved = 1;
  for (let g = 0; g < groups.length; g++) {
    if (groups[g].men > free || (g >= leading && groups[g].cells.length < cells)) return 0;
    if (g >= leading) saved *= groups[g].size / choose(free, groups[g].men);
    free -= groups[g].men;
  }
  return saved >= WORTH ? leading : 0;
}

/** Returns whether `Crowded` can rank the material and saves enough indices. */
export function isCrowded(schema: Schema, material: Material): boolean {
  return leadingGroups(schema, groupsOf(schema, material)) > 0;
}

/**
 * Dense ranking of the placements of one material on a crowded board of at most 30 cells. Each group's men are ranked
 * among the cells that earlier groups leave free, so no index has two men on one cell. Eight men on twelve cells take a
 * twelfth of the indices that independent groups (placements.ts) would.
 *
 *   digit             values                                meaning
 *   orbit             orbits of the leading placements      where the leading men stand, up to symmetry
 *   group 1..m        binomial(free cells, men)             the other groups, after the symmetry that makes the leading
 *                                                           placement canonical
 *
 * Sets of cells are words of bits. The place of a cell among the free ones is the number of bits below it. If several
 * symmetries preserve the leading placement, the least index counts and the others are holes.
 */
export class Crowded implements Indexer {
  readonly size: number;
  readonly isReduced = true;
  readonly #cells: number;
  readonly #turn: Side;
  readonly #lead: readonly CodeGroup[];
  readonly #leading: Leading;
  /** By orbit: the cells that its first tuple leaves free. */
  readonly #freeOf: Int32Array;
  readonly #rest: readonly CodeGroup[];
  readonly #images: readonly Uint8Array[];
  readonly #codes: Uint8Array;
  readonly #men: Uint8Array;
  readonly #leadMen: number;
  readonly #restSizes: Int32Array;
  readonly #restMen: Uint8Array;
  readonly #digits: Int32Array;
  /** The last group: its placements, the place of its men, and its placements as places among the free cells. */
  readonly #lastSize: number;
  readonly #lastAt: number;
  readonly #lastMen: number;
  /** Empty if they are too many. */
  readonly #lastPlaces: Uint8Array;
  /** The last unranked index without its last digit: its first index, its orbit, and the cells free for the last group. */
  #first = -1;
  #orbit = 0;
  #lastFree = 0;
  readonly #freeCells: Uint8Array;
  /** The position of the last unranked index, and its stamp. */
  #position: Position | undefined;
  #stamp = -1;
  /** Ranks what was unranked, where an index may be a hole; made when it is needed. */
  #view: CrowdedView | undefined;

  /**
   * @param symmetries those that keep the sides, the identity first
   * @throws EndgameError E_TOO_LARGE if the space has 2^31 indices or more
   */
  constructor(schema: Schema, material: Material, turn: Side, symmetries: readonly Symmetry[]) {
    const groups = groupsOf(schema, material);
    const leading = leadingGroups(schema, groups);
    this.#cells = schema.board.cells;
    this.#turn = turn;
    this.#images = symmetries.map((s) => s.image);
    this.#lead = groups.slice(0, leading);
    this.#rest = groups.slice(leading);
    this.#leadMen = this.#lead.reduce((sum, g) => sum + g.men, 0);
    const tuples = this.#lead.reduce((product, g) => product * g.size, 1);
    this.#leading = leadingOf(schema, this.#lead, tuples, this.#images);
    this.#freeOf = freeCells(this.#cells, this.#leadMen, this.#leading.cells);
    this.#codes = Uint8Array.from(groups.flatMap((g) => Array<number>(g.men).fill(g.code)));
    this.#men = new Uint8Array(this.#codes.length);
    let free = this.#cells - this.#leadMen;
    let size = this.#freeOf.length;
    this.#restMen = Uint8Array.from(this.#rest, (g) => g.men);
    this.#restSizes = Int32Array.from(this.#rest, ({ men }) => {
      const ways = choose(free, men);
      free -= men;
      size *= ways;
      return ways;
    });
    if (size >= 2 ** 31) throw tooLarge(size);
    this.size = size;
    this.#digits = new Int32Array(this.#rest.length);
    const last = this.#rest.length - 1;
    const men = this.#restMen[last];
    this.#lastSize = this.#restSizes[last];
    this.#lastMen = men;
    this.#lastAt = this.#men.length - men;
    this.#freeCells = new Uint8Array(this.#cells);
    const listed = men * this.#lastSize <= LARGEST_LIST;
    this.#lastPlaces = new Uint8Array(listed ? men * this.#lastSize : 0);
    for (let at = 0; at < this.#lastPlaces.length; at += men) unrankCombination(at / men, men, this.#lastPlaces, at);
  }

  /** Returns the ranking for exchanged or turned positions; see `Indexer`. */
  view(image: Uint8Array, codeIn: (code: number) => number, base: number): CrowdedView {
    const images = this.#images.map((inner) => Uint8Array.from(image, (to) => inner[to]));
    const { size } = this;
    return new CrowdedView({
      base,
      size,
      lead: this.#lead,
      rest: this.#rest,
      restSizes: this.#restSizes,
      outer: image,
      images,
      leading: this.#leading,
      freeOf: this.#freeOf,
      codeIn,
    });
  }

  #own(): CrowdedView {
    return (this.#view ??= this.view(this.#images[0], (code) => code, 0));
  }

  /** Sets `p`, which must be open for this material, to position `index`; returns false if the index is a hole. */
  unrank(index: number, p: Position): boolean {
    let digit = index - this.#first;
    // Consecutive indices mostly differ in the last group alone.
    const follows = this.#first >= 0 && digit >= 0 && digit < this.#lastSize;
    if (!follows) {
      const above = Math.floor(index / this.#lastSize);
      this.#first = above * this.#lastSize;
      this.#unrankAbove(above, this.#restSizes.length - 1);
      digit = index - this.#first;
    }
    const men = this.#men;
    const places = this.#lastPlaces;
    if (places.length > 0) {
      const from = digit * this.#lastMen;
      for (let i = 0; i < this.#lastMen; i++) men[this.#lastAt + i] = this.#freeCells[places[from + i]];
    } else this.#putGroup(this.#restSizes.length - 1, digit, this.#lastAt, this.#lastFree);
    const stands = follows && p === this.#position && p.time === 0 && p.stamp === this.#stamp;
    p.place(this.#codes, men, men.length, this.#turn, NONE, stands ? this.#lastAt : 0);
    this.#position = p;
    this.#stamp = p.stamp;
    return this.#leading.plain[this.#orbit] === 1 || this.#own().rank(p) === index;
  }

  /** Places all groups but the last. `above` is the index without its last digit. */
  #unrankAbove(above: number, last: number): void {
    const sizes = this.#restSizes;
    let orbit = above;
    for (let g = last - 1; g >= 0; g--) {
      const rest = Math.floor(orbit / sizes[g]);
      this.#digits[g] = orbit - rest * sizes[g];
      orbit = rest;
    }
    let free = this.#freeOf[orbit];
    let at = 0;
    for (; at < this.#leadMen; at++) this.#men[at] = this.#leading.cells[orbit * this.#leadMen + at];
    for (let g = 0; g < last; g++) {
      free ^= this.#putGroup(g, this.#digits[g], at, free);
      at += this.#restMen[g];
    }
    this.#orbit = orbit;
    this.#lastFree = free;
    for (let place = 0; free !== 0; place++, free &= free - 1) this.#freeCells[place] = 31 - Math.clz32(free & -free);
  }

  /** Writes the cells of a group from place `at`; returns them as a word. */
  #putGroup(g: number, number: number, at: number, free: number): number {
    let digit = number;
    let taken = 0;
    // The highest man first: the largest place whose share the digit still holds.
    for (let man = this.#restMen[g] - 1; man >= 0; man--) {
      let place = man === 0 ? digit : man;
      if (man > 0) while (PLACED[man * ROW + place + 1] <= digit) place++;
      digit -= PLACED[man * ROW + place];
      let cells = free;
      for (; place > 0; place--) cells &= cells - 1;
      const cell = 31 - Math.clz32(cells & -cells);
      this.#men[at + man] = cell;
      taken |= 1 << cell;
    }
    return taken;
  }
}

/** Returns by orbit the cells that its leading men leave free, as words. */
function freeCells(cells: number, men: number, taken: Uint8Array): Int32Array {
  const free = new Int32Array(taken.length / men).fill((1 << cells) - 1);
  for (let i = 0; i < taken.length; i++) free[Math.floor(i / men)] ^= 1 << taken[i];
  return free;
}

/** What `Crowded` tells its views. */
interface CrowdedViewParts {
  /** First index. */
  readonly base: number;
  readonly size: number;
  /** The leading groups. */
  readonly lead: readonly CodeGroup[];
  /** The other groups, and the placements of each on the cells that are left. */
  readonly rest: readonly CodeGroup[];
  readonly restSizes: Int32Array;
  /** Maps the cells of the positions to rank to canonical cells. */
  readonly outer: Uint8Array;
  /** Images of the cells under each symmetry. */
  readonly images: readonly Uint8Array[];
  /** The placements of the leading groups. */
  readonly leading: Leading;
  /** By orbit of these: the cells that its first tuple leaves free. */
  readonly freeOf: Int32Array;
  /** Returns the code that a canonical code has in the positions to rank. */
  readonly codeIn: (code: number) => number;
}

/** `Crowded` for exchanged or turned positions: flat tables, no allocation in `rank`. */
export class CrowdedView implements Ranking {
  stabilizer = 1;
  readonly readsCells = false;
  readonly #base: number;
  readonly #lists: Uint16Array;
  readonly #men: Uint8Array;
  readonly #sizes: Int32Array;
  readonly #leading: number;
  /** `leadBits[group * ROW + cell]`: the cell's place in a leading group as a bit, by the position's own cell. */
  readonly #leadBits: Int32Array;
  /** `bits[image * ROW + cell]`: the canonical cell as a bit. */
  readonly #bits: Int32Array;
  /** By tuple of the position's own cells: the orbit, and the images that map to its first tuple, a part of `list`. */
  readonly #orbitOf: Int32Array;
  readonly #first: Int32Array;
  readonly #count: Uint16Array;
  readonly #list: Uint16Array;
  /** By orbit: the cells that its first tuple leaves free. */
  readonly #freeOf: Int32Array;
  readonly size: number;

  constructor({ base, size, lead, rest, restSizes, outer, images, leading, freeOf, codeIn }: CrowdedViewParts) {
    const groups = [...lead, ...rest];
    this.size = size;
    this.#base = base;
    this.#leading = lead.length;
    this.#lists = Uint16Array.from(groups, (g) => codeIn(g.code));
    this.#men = Uint8Array.from(groups, (g) => g.men);
    this.#sizes = Int32Array.from([...lead.map((g) => g.size), ...restSizes]);
    this.#leadBits = new Int32Array(lead.length * ROW).fill(0);
    lead.forEach((group, g) => {
      outer.forEach((to, cell) => {
        const place = group.cells.indexOf(to);
        this.#leadBits[g * ROW + cell] = place < 0 ? 0 : 1 << place;
      });
    });
    this.#bits = new Int32Array(images.length * ROW);
    images.forEach((image, i) => image.forEach((to, cell) => (this.#bits[i * ROW + cell] = 1 << to)));
    // Tuples are numbered by canonical cells, after the outer image. So these tables are the same for all views.
    this.#orbitOf = leading.orbitOf;
    this.#first = leading.first;
    this.#count = leading.count;
    this.#list = leading.list;
    this.#freeOf = freeOf;
  }

  /** Returns the index of the position's orbit, or -1 if a man stands where its kind cannot stand. */
  rank(p: Position): number {
    const lists = p.lists;
    const men = this.#men;
    const sizes = this.#sizes;
    let tuple = 0;
    for (let g = 0; g < this.#leading; g++) {
      const list = this.#lists[g] * p.stride;
      const row = g * ROW;
      let word = 0;
      for (let i = 0; i < men[g]; i++) {
        const bit = this.#leadBits[row + lists[list + i]];
        if (bit === 0) return -1;
        word |= bit;
      }
      tuple = tuple * sizes[g] + rankSet(word);
    }
    const orbit = this.#orbitOf[tuple];
    if (orbit < 0) return -1;
    const first = this.#first[tuple];
    const last = first + this.#count[tuple];
    const free = this.#freeOf[orbit];
    let best = this.#tail(p, orbit, free, this.#list[first] * ROW);
    this.stabilizer = 1;
    for (let i = first + 1; i < last; i++) {
      const index = this.#tail(p, orbit, free, this.#list[i] * ROW);
      if (index === best) this.stabilizer++;
      else if (index < best) {
        best = index;
        this.stabilizer = 1;
      }
    }
    return best + this.#base;
  }

  #tail(p: Position, orbit: number, leftFree: number, image: number): number {
    const lists = p.lists;
    const stride = p.stride;
    const bits = this.#bits;
    const men = this.#men;
    let free = leftFree;
    let index = orbit;
    for (let g = this.#leading; g < men.length; g++) {
      const list = this.#lists[g] * stride;
      const count = men[g];
      const a = bits[image + lists[list]];
      let digit: number;
      if (count === 1) {
        digit = population(free & (a - 1));
        free ^= a;
      } else if (count === 2) {
        const b = bits[image + lists[list + 1]];
        const low = a < b ? a : b;
        digit = population(free & (low - 1)) + PLACED[ROW + population(free & ((a ^ b ^ low) - 1))];
        free ^= a | b;
      } else {
        let word = a;
        for (let i = 1; i < count; i++) word |= bits[image + lists[list + i]];
        digit = digitOf(word, free);
        free ^= word;
      }
      index = Math.imul(index, this.#sizes[g]) + digit;
    }
    return index;
  }
}

/** Returns the number of the combination of the bits of `word` among those of `free`. */
function digitOf(word: number, free: number): number {
  let digit = 0;
  let rest = word;
  for (let man = 0; rest !== 0; man++) {
    const low = rest & -rest;
    rest ^= low;
    digit += PLACED[man * ROW + population(free & (low - 1))];
  }
  return digit;
}
