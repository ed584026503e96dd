import type { Position } from '../game/position.ts';
import { choose } from '../specialize/binomial.ts';
import {
  BELOW_DIAGONAL,
  KING_PAIR_NUMBERS,
  LEADING_PAWN_COUNTS,
  LEADING_PAWNS,
  PAWN_PLACES,
  THREE_MEN,
  TRIANGLE,
  TWO_KINGS,
} from './placement-numbers.ts';

/** Cells of pawns. */
const PAWN_CELLS = 48;
const FIRST_PAWN_CELL = 8;
/** Exclusive-or with this mirrors a cell left to right, and with the other upside down. */
const LEFT_RIGHT = 7;
/** Mirrors a cell upside down, by exclusive-or. */
export const UPSIDE_DOWN = 56;

/** What a file says of the order of a class in one of its parts. */
export interface NumberingLayout {
  /** Men as the file writes them: 1 pawn, 2 knight, 3 bishop, 4 rook, 5 queen, 6 king, and 8 more for Black. */
  readonly men: Uint8Array;
  /** Pawns of the side whose pawns lead, and of the other; both 0 in a class without pawns. */
  readonly pawns: readonly [number, number];
  /** Whether only the kings are single, so that both lead; else three different men do. */
  readonly kingsLead: boolean;
  /** Place of the leading group among the digits, and of the other side's pawns. */
  readonly places: readonly [number, number];
  /** File of the leading pawn, 0 to 3; 0 without pawns. */
  readonly file: number;
}

/**
 * The number that a position has in one part of a Syzygy file: a mixed-radix number, with a digit for each group of men.
 *
 *   leading group   pawns of one side (file by file, so each file is a part of its own), three different men or both
 *                   kings, up to the symmetries of the board
 *   pawns           of the other side, among the 48 cells without the leading pawns
 *   like men        each other kind in turn, among the cells that are left
 *
 * The file says which digit counts most. Like men are a combination: their cells, ascending, each less the men of
 * earlier groups below it.
 */
export class Numbering {
  /** Number of numbers. */
  readonly size: number;
  /** Number of men of each group, and the weight of its digit. */
  readonly lengths: Uint8Array;
  readonly weights: Float64Array;
  readonly #leading: number;
  readonly #otherPawns: number;
  readonly #hasPawns: boolean;
  /** What the file calls each man. */
  readonly #names: Uint8Array;
  /** Cells of the men of the position in question. */
  readonly #cells: Uint8Array;

  constructor({ men, pawns, kingsLead, places, file }: NumberingLayout) {
    const [own, other] = pawns;
    this.#hasPawns = own > 0;
    this.#leading = own > 0 ? own : kingsLead ? 2 : 3;
    this.#otherPawns = other;
    this.#cells = new Uint8Array(men.length);
    const lengths = groupLengths(men, this.#leading, other);
    this.lengths = Uint8Array.from(lengths);
    this.weights = new Float64Array(lengths.length);
    this.#names = men.slice();
    const first = own > 0 ? LEADING_PAWN_COUNTS[(own - 1) * 4 + file] : kingsLead ? TWO_KINGS : THREE_MEN;
    this.size = this.#weigh(first, places);
  }

  /** Sets the weights of the digits. Returns the product of their ranges. */
  #weigh(first: number, [place, placeOfPawns]: readonly [number, number]): number {
    const lengths = this.lengths;
    const early = this.#otherPawns > 0 ? 2 : 1;
    let group = early;
    let free = 64 - this.#leading - this.#otherPawns;
    let product = 1;
    for (let digit = 0; digit < lengths.length; digit++) {
      if (digit === place) {
        this.weights[0] = product;
        product *= first;
      } else if (early === 2 && digit === placeOfPawns) {
        this.weights[1] = product;
        product *= choose(PAWN_CELLS - this.#leading, lengths[1]);
      } else {
        this.weights[group] = product;
        product *= choose(free, lengths[group]);
        free -= lengths[group++];
      }
    }
    return product;
  }

  /**
   * Returns the number of a position of the class.
   * @param codes the position's code of each man as the file calls it
   * @param mirror 0, or UPSIDE_DOWN if the sides are exchanged in a class with pawns
   */
  of(p: Position, codes: Uint8Array, mirror: number): number {
    const cells = this.#cells;
    const n = cells.length;
    const { lists, stride } = p;
    for (let i = 0; i < n; ) {
      const code = codes[this.#names[i]];
      const from = code * stride;
      for (let j = from, end = from + p.counts[code]; j < end && i < n; j++) cells[i++] = lists[j] ^ mirror;
    }
    return this.#number();
  }

  /** Returns the number of men on these cells, in the order of the layout. */
  ofCells(cells: Uint8Array): number {
    this.#cells.set(cells);
    return this.#number();
  }

  #number(): number {
    const n = this.#cells.length;
    let number = (this.#hasPawns ? this.#pawns() : this.#pieces()) * this.weights[0];
    let placed = this.#leading;
    let group = 1;
    if (this.#otherPawns > 0) {
      number += this.#combination(placed, this.#otherPawns, FIRST_PAWN_CELL) * this.weights[1];
      placed += this.#otherPawns;
      group = 2;
    }
    for (; placed < n; group++) {
      const length = this.lengths[group];
      number += this.#combination(placed, length, 0) * this.weights[group];
      placed += length;
    }
    return number;
  }

  /** Returns the digit of the leading pawns, and turns the board so that the first stands on the files a to d. */
  #pawns(): number {
    const cells = this.#cells;
    const count = this.#leading;
    let first = 0;
    for (let i = 1; i < count; i++) if (PAWN_PLACES[cells[i]] > PAWN_PLACES[cells[first]]) first = i;
    if ((cells[first] & 4) !== 0) for (let i = 0; i < cells.length; i++) cells[i] ^= LEFT_RIGHT;
    // By places, descending; there are few.
    for (let i = 1; i < count; i++) {
      const cell = cells[i];
      let j = i;
      for (; j > 0 && PAWN_PLACES[cells[j - 1]] < PAWN_PLACES[cell]; j--) cells[j] = cells[j - 1];
      cells[j] = cell;
    }
    const lead = cells[0];
    let digit = LEADING_PAWNS[(count - 1) * 24 + (lead & 7) * 6 + (lead >> 3) - 1];
    for (let i = 1; i < count; i++) digit += choose(PAWN_PLACES[cells[i]], count - i);
    return digit;
  }

  /** Returns the digit of the leading men, and turns the board so that the first stands in the triangle a1, d1, d4. */
  #pieces(): number {
    const cells = this.#cells;
    const turn = ((cells[0] & 4) !== 0 ? LEFT_RIGHT : 0) ^ ((cells[0] & 32) !== 0 ? UPSIDE_DOWN : 0);
    if (turn !== 0) for (let i = 0; i < cells.length; i++) cells[i] ^= turn;
    let off = 0;
    while (off < this.#leading && isOnDiagonal(cells[off])) off++;
    if (off < this.#leading && cells[off] >> 3 > (cells[off] & 7)) {
      for (let i = 0; i < cells.length; i++) cells[i] = ((cells[i] & 7) << 3) | (cells[i] >> 3);
    }
    const a = cells[0];
    const b = cells[1];
    const c = cells[2];
    if (this.#leading === 2) return KING_PAIR_NUMBERS[TRIANGLE[a] * 64 + b];
    const beforeB = b > a ? 1 : 0;
    const beforeC = (c > a ? 1 : 0) + (c > b ? 1 : 0);
    // Six cells below the diagonal, then four on it, and what is left to the second and third man.
    if (off === 0) return (TRIANGLE[a] * 63 + b - beforeB) * 62 + c - beforeC;
    let before = 6 * 63 * 62;
    if (off === 1) return before + ((a & 7) * 28 + BELOW_DIAGONAL[b]) * 62 + c - beforeC;
    before += 4 * 28 * 62;
    if (off === 2) return before + ((a & 7) * 7 + (b & 7) - beforeB) * 28 + BELOW_DIAGONAL[c];
    before += 4 * 7 * 28;
    return before + ((a & 7) * 7 + (b & 7) - beforeB) * 6 + (c & 7) - beforeC;
  }

  /** Returns the digit of like men, as a combination of the cells from `lowest` on. */
  #combination(from: number, length: number, lowest: number): number {
    const cells = this.#cells;
    const end = from + length;
    for (let i = from + 1; i < end; i++) {
      const cell = cells[i];
      let j = i;
      for (; j > from && cells[j - 1] > cell; j--) cells[j] = cells[j - 1];
      cells[j] = cell;
    }
    let digit = 0;
    for (let i = from; i < end; i++) {
      let free = cells[i] - lowest;
      for (let j = 0; j < from; j++) if (cells[j] < cells[i]) free--;
      digit += choose(free, i - from + 1);
    }
    return digit;
  }
}

/** Returns the number of men of each group. */
function groupLengths(men: Uint8Array, leading: number, otherPawns: number): number[] {
  const lengths = [leading];
  if (otherPawns > 0) lengths.push(otherPawns);
  for (let i = leading + otherPawns; i < men.length; ) {
    let end = i + 1;
    while (end < men.length && men[end] === men[i]) end++;
    lengths.push(end - i);
    i = end;
  }
  return lengths;
}

function isOnDiagonal(cell: number): boolean {
  return cell >> 3 === (cell & 7);
}
