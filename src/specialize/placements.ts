import type { Position } from '../game/position.ts';
import { NONE, type Schema, type Side } from '../game/schema.ts';
import { type Axes, axesOf } from './axes.ts';
import { type Leading, leadingOf, unrankCombination } from './leading.ts';
import { type Material, markedCode, markStates } from './material.ts';
import { PlacementView } from './placement-view.ts';
import { type CodeGroup, groupsOf, type Indexer, tooLarge } from './ranking.ts';
import type { Symmetry } from './symmetry.ts';

const LARGEST_LEAD = 8_192;
const LARGEST_FIRST_GROUP = 1 << 21;
/** Most men of all listed placements of a group, so that the list stays in a processor's fast memory. */
const LARGEST_TABLE = 1 << 16;

/**
 * Dense ranking of the placements of one canonical material with one side to move, up to symmetry.
 *
 *   digit             values                                      meaning
 *   orbit             orbits of the leading groups' placements    which placement of the leading men, up to symmetry
 *   group 1..m        binomial(cells, men)                        the other groups, after the symmetry that makes the
 *                                                                 leading placement canonical
 *   mark              1 + men that can be marked                  0 = no mark, else which of these men
 *
 * A group is the men of one code. The leading groups (chess: the two kings) are those, strongest kind first, whose
 * joint placements still fit a small table, which gives orbit and symmetry at once. If several symmetries lead to the
 * canonical leading placement (both kings on a diagonal), the least index counts; the others are holes. So an index
 * stands for exactly one orbit of positions, and an orbit for one index, unless the space is not reduced.
 */
export class Placements implements Indexer {
  readonly size: number;
  readonly isReduced: boolean;
  readonly turn: Side;
  readonly #schema: Schema;
  readonly #material: Material;
  readonly #lead: CodeGroup[];
  readonly #rest: CodeGroup[];
  readonly #marks: number;
  readonly #markedGroup: number;
  readonly #leading: Leading;
  readonly #images: readonly Uint8Array[];
  readonly #codes: Uint8Array;
  readonly #men: Uint8Array;
  readonly #leadMen: number;
  /** Of the other groups: sizes, men, and cells by `group * 256 + place`. */
  readonly #restSizes: Int32Array;
  readonly #restMen: Uint8Array;
  readonly #restCells: Uint8Array;
  /** Start of the cells of another group's placements in `placements`, or -1 for a group with too many. */
  readonly #restTables: Int32Array;
  readonly #placements: Uint8Array;
  /** Cells of the leading men of each orbit. */
  readonly #orbitCells: Uint8Array;
  /** Ranks what was unranked, where an index may be a hole; made when it is needed. */
  #view: PlacementView | undefined;
  /** The last of the other groups: its size (1 if there is none), and the place of its men. */
  readonly #lastSize: number;
  readonly #lastAt: number;
  /**
   * Its placements as sets of cells, the low and the high half; empty if they are too many or the board is too large.
   */
  readonly #lastSets: Int32Array;
  /** The last unranked index without that group's digit: its orbit, whether two men share a cell, the cells taken. */
  #above = -1;
  #orbit = 0;
  #clash = false;
  #takenLow = 0;
  #takenHigh = 0;

  /**
   * @param symmetries those that keep the sides, the identity first
   * @throws EndgameError E_TOO_LARGE if the space has 2^31 indices or more
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
    // A first group that is too large for the table (ten or more like men) leaves the space without reduction by
    // symmetry.
    this.isReduced = leading > 0 || groups.length === 0;
    this.#images = this.isReduced ? symmetries.map((s) => s.image) : [symmetries[0].image];
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
    const last = this.#rest.length - 1;
    this.#lastSize = this.#rest[last]?.size ?? 1;
    this.#lastAt = this.#men.length - (this.#rest[last]?.men ?? 0);
    const listed = last >= 0 && this.#restTables[last] >= 0 && schema.board.cells <= 64;
    this.#lastSets = new Int32Array(listed ? 2 * this.#lastSize : 0);
    if (listed) {
      const men = this.#restMen[last];
      for (let i = 0; i < this.#lastSize * men; i++) {
        const cell = this.#placements[this.#restTables[last] + i];
        this.#lastSets[2 * Math.floor(i / men) + (cell >> 5)] |= 1 << cell;
      }
    }
    this.#leading = leadingOf(schema, this.#lead, leadSize, this.#images);
    this.#orbitCells = this.#leading.cells;
    this.#leadMen = this.#lead.reduce((sum, g) => sum + g.men, 0);
    this.size = this.#rest.reduce((size, g) => size * g.size, this.#leading.tuples.length) * this.#marks;
    if (this.size >= 2 ** 31) throw tooLarge(this.size);
  }

  /** Returns the ranking for exchanged or turned positions; see `Indexer`. */
  view(image: Uint8Array, codeIn: (code: number) => number, base: number): PlacementView {
    const images = this.#images.map((inner) => image.map((to) => inner[to]));
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
      leading: this.#leading,
      codeIn,
      size: this.size,
    });
  }

  #own(): PlacementView {
    return (this.#view ??= this.view(this.#images[0], (code) => code, 0));
  }

  /** Sets `p`, which must be open for this material, to position `index`; returns false if the index is a hole. */
  unrank(index: number, p: Position): boolean {
    const men = this.#men;
    let rest = index;
    let mark = 0;
    if (this.#marks > 1) {
      mark = rest % this.#marks;
      rest = (rest - mark) / this.#marks;
    }
    const above = Math.floor(rest / this.#lastSize);
    // Consecutive indices mostly differ in the last group alone.
    if (above !== this.#above) this.#putAbove(above);
    if (this.#clash) return false;
    const digit = rest - above * this.#lastSize;
    const sets = this.#lastSets;
    // If men are many, most indices are holes that are found here.
    if (sets.length > 0 && ((sets[2 * digit] & this.#takenLow) | (sets[2 * digit + 1] & this.#takenHigh)) !== 0) {
      return false;
    }
    if (this.#lastAt < men.length) this.#putGroup(this.#restSizes.length - 1, digit, men, this.#lastAt);
    let marked = NONE;
    if (mark > 0) {
      let first = 0;
      for (let g = 0; g < this.#markedGroup; g++) first += (this.#lead[g] ?? this.#rest[g - this.#lead.length]).men;
      marked = men[first + mark - 1]!;
    }
    if (!p.place(this.#codes, men, men.length, this.turn, marked)) return false;
    return this.#leading.plain[this.#orbit] === 1 || this.#own().rank(p) === index;
  }

  /** Places all groups but the last. `above` is an index without that group's digit and without a mark. */
  #putAbove(above: number): void {
    const men = this.#men;
    let rest = above;
    let at = this.#lastAt;
    for (let g = this.#restSizes.length - 2; g >= 0; g--) {
      const size = this.#restSizes[g];
      const next = Math.floor(rest / size);
      at -= this.#restMen[g];
      this.#putGroup(g, rest - next * size, men, at);
      rest = next;
    }
    for (let i = 0; i < this.#leadMen; i++) men[i] = this.#orbitCells[rest * this.#leadMen + i]!;
    this.#above = above;
    this.#orbit = rest;
    this.#clash = false;
    this.#takenLow = this.#takenHigh = 0;
    if (this.#lastSets.length === 0) return; // then the position finds two men on one cell
    for (let i = 0; i < this.#lastAt; i++) {
      const cell = men[i];
      const bit = 1 << cell;
      if (((cell < 32 ? this.#takenLow : this.#takenHigh) & bit) !== 0) this.#clash = true;
      if (cell < 32) this.#takenLow |= bit;
      else this.#takenHigh |= bit;
    }
  }

  /** Writes the cells of a placement of one of the other groups to `out` from `at` on. */
  #putGroup(g: number, digit: number, out: Uint8Array, at: number): void {
    const count = this.#restMen[g];
    const table = this.#restTables[g];
    if (table >= 0) {
      const from = table + digit * count;
      for (let i = 0; i < count; i++) out[at + i] = this.#placements[from + i];
      return;
    }
    unrankCombination(digit, count, out, at);
    for (let i = 0; i < count; i++) out[at + i] = this.#restCells[g * 256 + out[at + i]];
  }

  /** Number of men on the board. */
  get menCount(): number {
    return this.#men.length;
  }

  /** Number of marks; the result of `decode` is less. */
  get marks(): number {
    return this.#marks;
  }

  /**
   * Decodes an index, hole or not. It writes the cell of each man (in the order of the groups, like men in the order of
   * their cells) to `out`.
   * @returns the mark: 0 for none, else which of the men that can be marked
   */
  decode(index: number, out: Uint8Array): number {
    let rest = index;
    let mark = 0;
    if (this.#marks > 1) {
      mark = rest % this.#marks;
      rest = (rest - mark) / this.#marks;
    }
    let at = this.#men.length;
    for (let g = this.#restSizes.length - 1; g >= 0; g--) {
      const size = this.#restSizes[g];
      const above = Math.floor(rest / size);
      at -= this.#restMen[g];
      this.#putGroup(g, rest - above * size, out, at);
      rest = above;
    }
    const leadMen = this.#leadMen;
    for (let i = 0; i < leadMen; i++) out[i] = this.#orbitCells[rest * leadMen + i]!;
    return mark;
  }

  get material(): Material {
    return this.#material;
  }

  /** Number of values of each digit of an index, the outermost first. */
  get digits(): readonly number[] {
    return [this.#leading.tuples.length, ...this.#restSizes, ...(this.#marks > 1 ? [this.#marks] : [])];
  }

  /** The digits of an index. */
  get axes(): Axes {
    const groups = this.#lead.length;
    const { tuples } = this.#leading;
    const orbits = tuples.length;
    const values = new Int32Array(orbits * groups);
    for (let orbit = 0; orbit < orbits; orbit++) {
      let rest = tuples[orbit];
      for (let g = groups - 1; g >= 0; g--) {
        values[orbit * groups + g] = rest % this.#lead[g].size;
        rest = Math.floor(rest / this.#lead[g].size);
      }
    }
    return axesOf(this.digits, groups, values);
  }
}
