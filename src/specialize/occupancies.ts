import type { Position } from '../game/position.ts';
import { EMPTY, NONE, type Schema, type Side } from '../game/schema.ts';
import { binomial, CHOOSE, choose } from './binomial.ts';
import type { Material } from './material.ts';
import { arrangements, placesFreely, isPiled, occupancyCount, Profiles, pilesOf } from './piles.ts';
import { type Indexer, type Ranking, tooLarge } from './ranking.ts';
import type { Symmetry } from './symmetry.ts';

/** More profiles than this are not reduced by symmetry: the table of their orbits would be too large. */
const LARGEST_TABLE = 1 << 22;
/** Ranking the groups one by one is faster. This ranking replaces it if that takes so many times as many indices. */
const WORTHWHILE = 4;
/** Most cells of a set, so that the sum of two sets is a number of 31 bits. */
const MOST_IN_A_SET = 30;

/**
 * Returns whether to rank a material by occupancies.
 * @param apart number of indices of a ranking of its groups one by one
 */
export function prefersOccupancies(schema: Schema, material: Material, apart: number): boolean {
  if (isPiled(schema)) return true;
  return placesFreely(schema) && apart > WORTHWHILE * occupancyCount(schema, material.board);
}

/**
 * Dense ranking for crowded boards and for boards on which not every set of cells can be occupied: first the occupied
 * cells, up to symmetry, then the men on them. No index is spent on two men on one cell. A full board with eight men
 * per side has binomial(16, 8) indices; ranking the sides apart takes the square of that.
 *
 *   digit         values                                     meaning
 *   orbit         orbits of the profiles (piles.ts)          which cells are occupied, up to symmetry
 *   group 1..m    binomial(cells left, men)                  which of the occupied cells left the men of a code
 *                                                            stand on, after the symmetry that makes the profile
 *                                                            canonical (the last group takes the rest)
 *
 * As in placements.ts, the least index counts if several symmetries lead to the canonical profile; the others are
 * holes.
 */
export class Occupancies implements Indexer {
  readonly size: number;
  readonly isReduced: boolean;
  readonly turn: Side;
  readonly #profiles: Profiles;
  readonly #images: readonly Uint8Array[];
  readonly #orbits: Orbits;
  /** Number of arrangements of the men on the occupied cells. */
  readonly #arrangements: number;
  readonly #codes: Uint8Array;
  /** Men and arrangements of each group. */
  readonly #groupMen: Uint8Array;
  readonly #groupSizes: Float64Array;
  readonly #groupCodes: readonly number[];
  readonly #men: Uint8Array;
  readonly #heights: Uint8Array;
  readonly #left: Uint8Array;
  /** The occupied cells of the last unranked orbit: the next index nearly always has the same. */
  readonly #occupied: Uint8Array;
  #orbit = -1;
  /** The last unranked index, its position, and the position's stamp. */
  #index = -1;
  #position: Position | undefined;
  #stamp = -1;
  /**
   * The places of the first of two groups among the occupied cells, as a set; 0 unless there are two groups of few men.
   */
  #taken = 0;
  readonly #chosen: Int32Array;
  /** Ranks what was unranked, where an index may be a hole; made when it is needed. */
  #view: OccupancyView | undefined;

  /**
   * @param symmetries those that keep the sides, the identity first
   * @throws EndgameError E_TOO_LARGE if the space has 2^31 indices or more
   */
  constructor(schema: Schema, { board }: Material, turn: Side, symmetries: readonly Symmetry[]) {
    const men = board.reduce((sum, n) => sum + n, 0);
    if (board.some((n) => n >= CHOOSE)) throw tooLarge(Number.POSITIVE_INFINITY);
    const profiles = new Profiles(pilesOf(schema), men);
    this.#arrangements = arrangements(board);
    if ((profiles.count * this.#arrangements) / symmetries.length >= 2 ** 31) {
      throw tooLarge((profiles.count * this.#arrangements) / symmetries.length);
    }
    this.isReduced = profiles.count <= LARGEST_TABLE;
    this.turn = turn;
    this.#profiles = profiles;
    this.#images = this.isReduced ? symmetries.map((s) => s.image) : [symmetries[0].image];
    this.#orbits = this.isReduced ? orbitsOf(schema, profiles, this.#images) : { length: profiles.count };
    this.size = this.#orbits.length * this.#arrangements;
    if (this.size >= 2 ** 31) throw tooLarge(this.size);
    this.#groupCodes = [...board.keys()].filter((code) => board[code] > 0);
    this.#groupMen = Uint8Array.from(this.#groupCodes, (code) => board[code]);
    let left = men;
    this.#groupSizes = Float64Array.from(this.#groupMen, (n) => {
      left -= n;
      return choose(left + n, n);
    });
    this.#codes = Uint8Array.from(this.#groupCodes.flatMap((code) => Array<number>(board[code]).fill(code)));
    this.#chosen = smallBinomials();
    this.#men = new Uint8Array(men);
    this.#left = new Uint8Array(men);
    this.#occupied = new Uint8Array(men);
    this.#heights = new Uint8Array(profiles.piles.length);
  }

  /** Returns the ranking for exchanged or turned positions; see `Indexer`. */
  view(image: Uint8Array, codeIn: (code: number) => number, base: number): OccupancyView {
    const images = [Uint8Array.from(image), ...this.#images.map((inner) => image.map((to) => inner[to]))];
    const codes = this.#groupCodes.map(codeIn);
    return new OccupancyView(this.#profiles, images, this.#orbits, codes, this.#groupSizes, base, this.size);
  }

  #own(): OccupancyView {
    return (this.#view ??= this.view(this.#images[0], (code) => code, 0));
  }

  /** Sets `p`, which must be open for this material, to position `index`; returns false if the index is a hole. */
  unrank(index: number, p: Position): boolean {
    const orbit = Math.floor(index / this.#arrangements);
    const follows = index === this.#index + 1 && orbit === this.#orbit && this.#taken !== 0;
    if (follows && p === this.#position && p.time === 0 && p.stamp === this.#stamp) this.#step(p);
    else {
      if (orbit !== this.#orbit) this.#occupy(orbit);
      this.#arrange(index - orbit * this.#arrangements);
      p.place(this.#codes, this.#men, this.#men.length, this.turn, NONE);
      this.#position = p;
    }
    this.#index = index;
    this.#stamp = p.stamp;
    return this.#orbits.plain === undefined || this.#orbits.plain[orbit] === 1 || this.#own().rank(p) === index;
  }

  /**
   * Steps to the next arrangement of two groups, in which few men change places: the next larger set with as many
   * elements (R. W. Gosper, HAKMEM item 175, 1972).
   */
  #step(p: Position): void {
    const cells = this.#occupied;
    const taken = this.#taken;
    const lowest = taken & -taken;
    const carried = taken + lowest;
    const next = carried | ((carried ^ taken) >>> (33 - Math.clz32(lowest)));
    let left = taken & ~next;
    let come = next & ~taken;
    for (; left !== 0; left &= left - 1, come &= come - 1) {
      p.exchange(cells[31 - Math.clz32(left & -left)], cells[31 - Math.clz32(come & -come)]);
    }
    this.#taken = next;
  }

  /**
   * Distributes the occupied cells among the groups. Men stand as if at random, so the inner loop calculates where a
   * branch would be mispredicted.
   */
  #arrange(arrangement: number): void {
    const men = this.#men;
    const chosen = this.#chosen;
    let cells = this.#occupied;
    let rest = arrangement;
    let divisor = this.#arrangements;
    let first = 0;
    let set = 0;
    for (let g = 0; g < this.#groupMen.length - 1; g++) {
      if (g > 0) {
        cells = this.#left;
        cells.set(men);
      }
      divisor /= this.#groupSizes[g];
      let digit = Math.floor(rest / divisor);
      rest -= digit * divisor;
      // From the last cell down: the group's next man stands on the highest cell whose share of the digit is not
      // larger.
      const count = this.#groupMen[g];
      let missing = count;
      for (let i = men.length - first - 1; i >= 0; i--) {
        const share = chosen[i * CHOOSE + missing];
        const taken = (share - digit - 1) >>> 31;
        const other = count + i - missing;
        men[first + other + taken * (missing - 1 - other)] = cells[first + i];
        digit -= share & -taken;
        missing -= taken;
        set |= taken << i;
      }
      first += count;
    }
    this.#taken = this.#groupMen.length === 2 && men.length <= MOST_IN_A_SET ? set : 0;
  }

  #occupy(orbit: number): void {
    this.#orbit = orbit;
    this.#profiles.unrank(this.#orbits.profile === undefined ? orbit : this.#orbits.profile[orbit], this.#heights);
    let n = 0;
    this.#profiles.piles.forEach(({ cells }, i) => {
      for (let h = 0; h < this.#heights[i]; h++) this.#occupied[n++] = cells[h];
    });
    this.#men.set(this.#occupied);
  }
}

const FORBIDDEN = 2 ** 31 - 1;
let known: Int32Array | undefined;

/**
 * Returns the binomials that fit 32 bits, since integers add faster; no index space has larger ones. Larger ones, and
 * those of choosing nobody, are FORBIDDEN: no digit reaches it.
 */
function smallBinomials(): Int32Array {
  known ??= Int32Array.from(binomial, (n, i) => (i % CHOOSE === 0 ? FORBIDDEN : Math.min(n, FORBIDDEN)));
  return known;
}

/** Orbits of profiles under a group of symmetries. */
interface Orbits {
  readonly length: number;
  /** First profile of each orbit; this and the rest are absent if each profile is an orbit. */
  readonly profile?: Int32Array;
  /** 1 if only one symmetry makes the orbit's first profile canonical: then its indices are no holes. */
  readonly plain?: Uint8Array;
  /** By profile: its orbit, and the symmetries that map it to the orbit's first profile, as a part of `list`. */
  readonly of?: Int32Array;
  readonly first?: Int32Array;
  readonly list?: Uint16Array;
}

/** Orbits by schema, number of men and symmetries: who the men are makes no difference. */
const knownOrbits = new WeakMap<Schema, Map<string, Orbits>>();

function orbitsOf(schema: Schema, profiles: Profiles, images: readonly Uint8Array[]): Orbits {
  const known = knownOrbits.get(schema) ?? new Map<string, Orbits>();
  knownOrbits.set(schema, known);
  const key = [profiles.men, ...images.map((image) => image.join())].join(' ');
  const orbits = known.get(key) ?? findOrbits(profiles, images);
  known.set(key, orbits);
  return orbits;
}

/**
 * Finds the orbits. Only the first profile of each is mapped by all symmetries: what maps it to another one maps that
 * one back by its inverse.
 * @param images a group of permutations
 */
function findOrbits(profiles: Profiles, images: readonly Uint8Array[]): Orbits {
  const { count, piles } = profiles;
  const order = images.length;
  const pileOf = new Map(piles.map((pile, i) => [pile.cells[0], i]));
  const to = images.map((image) => Uint8Array.from(piles, (pile) => pileOf.get(image[pile.cells[0]])!));
  const back = images.map((image) => images.findIndex((other) => image.every((cell, i) => other[cell] === i)));
  const heights = new Uint8Array(piles.length);
  const seen = new Uint8Array(piles.length);
  const of = new Int32Array(count).fill(-1);
  /** By profile, first the number of symmetries that map it to its orbit's first profile, then where they begin. */
  const first = new Int32Array(count + 1);
  const goals: number[] = [];
  const reached: number[] = [];
  for (let profile = 0; profile < count; profile++) {
    if (of[profile] >= 0) continue;
    profiles.unrank(profile, heights);
    for (let s = 0; s < order; s++) {
      const image = to[s];
      for (let i = 0; i < heights.length; i++) seen[image[i]] = heights[i];
      const other = profiles.rank(seen);
      of[other] = goals.length;
      first[other + 1]++;
      reached.push(other);
    }
    goals.push(profile);
  }
  for (let profile = 0; profile < count; profile++) first[profile + 1] += first[profile];
  const list = new Uint16Array(first[count]);
  const next = first.slice();
  for (let goal = 0; goal < reached.length; goal += order) {
    for (let s = 0; s < order; s++) list[next[reached[goal + back[s]]]++] = s;
  }
  const plain = Uint8Array.from(goals, (profile) => (first[profile + 1] - first[profile] === 1 ? 1 : 0));
  return { length: goals.length, profile: Int32Array.from(goals), plain, of, first, list };
}

/** `Occupancies` for exchanged or turned positions: flat tables, no allocation in `rank`. */
export class OccupancyView implements Ranking {
  readonly size: number;
  stabilizer = 1;
  readonly readsCells = true;
  readonly #base: number;
  readonly #men: number;
  readonly #skipped: Float64Array;
  readonly #stride: number;
  /** End of each pile in the order of cells. */
  readonly #ends: Uint8Array;
  readonly #cells: number;
  /** For the outer image and then each symmetry: the cell whose content goes to each place in the order of cells. */
  readonly #sources: Uint8Array;
  readonly #of: Int32Array | undefined;
  readonly #first: Int32Array;
  readonly #list: Uint16Array;
  readonly #arrangements: number;
  readonly #chosen: Int32Array;
  readonly #isFirst: Uint8Array = new Uint8Array(256);
  /** By content: the step of a cell in `chosen`. */
  readonly #rows: Uint8Array = new Uint8Array(256).fill(CHOOSE, 1);
  readonly #groupOf: Uint8Array = new Uint8Array(256);
  readonly #weights: Float64Array;
  /** By group: number of places seen that no earlier group has, and number of the group's men seen. */
  readonly #places: Uint8Array;
  readonly #seen: Uint8Array;

  constructor(
    profiles: Profiles,
    images: readonly Uint8Array[],
    orbits: Orbits,
    codes: readonly number[],
    groupSizes: Float64Array,
    base: number,
    size: number,
  ) {
    const { piles, men, skipped, stride } = profiles;
    const order = piles.flatMap((pile) => pile.cells);
    this.size = size;
    this.#base = base;
    this.#men = men;
    this.#skipped = skipped;
    this.#stride = stride;
    let end = 0;
    this.#ends = Uint8Array.from(piles, (pile) => (end += pile.cells.length));
    this.#cells = order.length;
    this.#sources = Uint8Array.from(images.flatMap((image) => order.map((cell) => image.indexOf(cell))));
    this.#of = orbits.of;
    this.#first = orbits.first ?? new Int32Array(0);
    this.#list = orbits.list ?? new Uint16Array(0);
    this.#arrangements = groupSizes.reduce((product, n) => product * n, 1);
    codes.forEach((code, g) => (this.#groupOf[code] = g));
    // One group has one arrangement, so no man is counted.
    if (codes.length === 2) this.#isFirst[codes[0]] = 1;
    this.#chosen = smallBinomials();
    let weight = this.#arrangements;
    this.#weights = Float64Array.from(groupSizes, (n) => (weight /= n));
    this.#places = new Uint8Array(codes.length);
    this.#seen = new Uint8Array(codes.length);
  }

  /** Returns the index of the position's orbit, or -1 if a man stands where its kind cannot stand. */
  rank(p: Position): number {
    const profile = this.#profile(p);
    if (profile < 0) return -1;
    this.stabilizer = 1;
    if (this.#of === undefined) return this.#base + profile * this.#arrangements + this.#arrangement(p, 1);
    const first = this.#first[profile];
    const last = this.#first[profile + 1];
    let best = this.#arrangement(p, 1 + this.#list[first]);
    for (let i = first + 1; i < last; i++) {
      const other = this.#arrangement(p, 1 + this.#list[i]);
      if (other === best) this.stabilizer++;
      else if (other < best) {
        best = other;
        this.stabilizer = 1;
      }
    }
    return this.#base + this.#of[profile] * this.#arrangements + best;
  }

  /**
   * Returns the number of the profile. It is negative if men stand above gaps or a cell that must be filled is empty.
   */
  #profile(p: Position): number {
    const content = p.cells;
    const sources = this.#sources;
    const ends = this.#ends;
    const skipped = this.#skipped;
    const stride = this.#stride;
    const row = this.#men + 1;
    let left = this.#men;
    let index = 0;
    let at = 0;
    for (let i = 0; i < ends.length; i++) {
      const start = at;
      const end = ends[i];
      while (at < end && content[sources[at]] !== EMPTY) at++;
      const height = at - start;
      index += skipped[(i * row + left) * stride + height];
      left -= height;
      at = end;
    }
    return left === 0 ? index : -1;
  }

  #arrangement(p: Position, image: number): number {
    return this.#weights.length > 2 ? this.#ofGroups(p, image * this.#cells) : this.#ofTwo(p, image * this.#cells);
  }

  /** Ranks at most two groups, as if there were none after the first. No branch depends on the content of a cell. */
  #ofTwo(p: Position, from: number): number {
    const content = p.cells;
    const sources = this.#sources;
    const chosen = this.#chosen;
    const isFirst = this.#isFirst;
    const rows = this.#rows;
    const to = from + this.#cells;
    let index = 0;
    let row = 0;
    let seen = 0;
    for (let i = from; i < to; i++) {
      const man = content[sources[i]];
      const first = isFirst[man];
      seen += first;
      index += chosen[row + seen] & -first;
      row += rows[man];
    }
    return index;
  }

  #ofGroups(p: Position, from: number): number {
    const content = p.cells;
    const sources = this.#sources;
    const places = this.#places.fill(0);
    const seen = this.#seen.fill(0);
    const to = from + this.#cells;
    // The last group takes the rest and adds nothing.
    const last = places.length - 1;
    let index = 0;
    for (let i = from; i < to; i++) {
      const man = content[sources[i]];
      if (man === EMPTY) continue;
      const group = this.#groupOf[man];
      for (let g = 0; g < group; g++) places[g]++;
      if (group === last) continue;
      index += this.#weights[group] * this.#chosen[places[group] * CHOOSE + ++seen[group]];
      places[group]++;
    }
    return index;
  }
}
