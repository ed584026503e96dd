import type { PawnPlacement } from './classes.ts';
import { KING_PAIRS, TURNS } from './king-pairs.ts';
import type { Resolved } from './problem.ts';
import type { PieceGroup, StoredOrder } from './stored-order.ts';

/** In `PackedPlaces.lanes`: whatever the inner man's cell. */
const ANY = 64;
/** Numbers of 32 bits for the 64 lanes of a word, two bits each. */
const QUARTERS = 4;

/**
 * The positions of a problem as the cells of their men, 6 bits each, in the order of a class's index space. Of like men
 * in any order, and of positions that a symmetry of the class maps to each other, it tells the one that has an index.
 */
export class PackedPlaces {
  /** Bits of the inner man and of the lane man by their digits. */
  readonly inner: Int32Array;
  readonly lane: Int32Array;
  /**
   * Sets of lanes that can have an index, the lower bit of two for each lane, in four numbers: those beyond each cell,
   * and, at ANY, those of any cell. `lanesOf` chooses.
   */
  readonly lanes: Uint32Array;
  readonly #order: StoredOrder;
  /** Cells are `digit ^ flip`. */
  readonly #flip: number;
  readonly #hasHead: boolean;
  readonly #outers: number;
  /** Bits of each outer man by its digit. */
  readonly #outer: readonly Int32Array[];
  /** By outer man: whether it stands beyond the one before, which is like it. */
  readonly #ascends: readonly boolean[];
  /** The outer man that symmetry keeps on the left half of the board, or -1. */
  readonly #left: number;
  /** Whether that is the inner man. */
  readonly #innerLeft: boolean;
  /** Whether the inner man stands beyond the last outer man, and the lane man beyond the inner, which are like them. */
  readonly #innerAscends: boolean;
  readonly #laneAscends: boolean;
  /** Cell of the last outer man of the current row; -1 without one. */
  #lastOuter = -1;

  /** @param resolved any problem of the class in the view at hand */
  constructor(order: StoredOrder, { problem, flip, digits }: Resolved) {
    const { hasKingPair } = problem;
    const outers = digits.length - 2;
    const shares = digits.map((man) => Int32Array.from({ length: 64 }, (_, digit) => (digit ^ flip) << (6 * man)));
    const like = (a: number, b: number): boolean => {
      const [one, other] = [order.men[digits[a]], order.men[digits[b]]];
      return one.kind === other.kind && one.side === other.side;
    };
    const ascends = digits.map((_, digit) => digit > 0 && like(digit - 1, digit));
    const left = order.pawns[0] + order.pawns[1] > 0 ? digits.indexOf(0) : -1;
    this.#flip = flip;
    this.#order = order;
    this.#hasHead = hasKingPair;
    this.#outers = outers;
    this.#outer = shares.slice(0, outers);
    this.#ascends = ascends.slice(0, outers);
    this.#left = left < outers ? left : -1;
    this.inner = shares[outers];
    this.lane = shares[outers + 1];
    this.#innerAscends = ascends[outers];
    this.#laneAscends = ascends[outers + 1];
    this.#innerLeft = left === outers;
    this.lanes = new Uint32Array((ANY + 1) * QUARTERS);
    for (let beyond = 0; beyond <= ANY; beyond++) {
      for (let lane = 0; lane < 64; lane++) {
        const cell = lane ^ flip;
        if (beyond !== ANY && cell <= beyond) continue;
        if (left === outers + 1 && (cell & 7) > 3) continue;
        this.lanes[beyond * QUARTERS + (lane >> 4)] |= 1 << (2 * (lane & 15));
      }
    }
  }

  /** Returns the bits of a placement of the pawns. */
  pawns([white, black]: PawnPlacement): number {
    const first = this.#order.men.length;
    return [...white, ...black].reduce((bits, cell, i) => bits | (cell << (6 * (first + i))), 0);
  }

  /** Returns the bits of the king pair and the outer men of a row, or -1 if none of its positions has an index. */
  row(row: number): number {
    const outers = this.#outers;
    const head = row >> (6 * outers);
    let bits = this.#hasHead ? KING_PAIRS.cells[2 * head] | (KING_PAIRS.cells[2 * head + 1] << 6) : 0;
    let last = -1;
    for (let j = 0; j < outers; j++) {
      const digit = (row >> (6 * (outers - 1 - j))) & 63;
      const cell = digit ^ this.#flip;
      if (this.#ascends[j] && cell <= last) return -1;
      if (j === this.#left && (cell & 7) > 3) return -1;
      bits |= this.#outer[j][digit];
      last = cell;
    }
    this.#lastOuter = last;
    return bits;
  }

  /** Returns where in `lanes` the lanes of an inner digit of the current row are, or -1 if there are none. */
  lanesOf(inner: number): number {
    const cell = inner ^ this.#flip;
    if (this.#innerAscends && cell <= this.#lastOuter) return -1;
    if (this.#innerLeft && (cell & 7) > 3) return -1;
    return (this.#laneAscends ? cell : ANY) * QUARTERS;
  }

  /** Returns whether positions of a row may be without an index for a reason that `hasIndex` alone knows. */
  needsCheck(row: number): boolean {
    const { pawns, mirrored } = this.#order;
    if (pawns[0] + pawns[1] > 0) return false;
    return !this.#hasHead || mirrored[row >> (6 * this.#outers)] === 1;
  }

  /** Returns whether a position without pawns has an index: a symmetry may map it to one that comes before. */
  hasIndex(places: number): boolean {
    const orbit = KING_PAIRS.map[((places & 63) << 6) | ((places >> 6) & 63)];
    if (orbit >= KING_PAIRS.count) return false; // its kings are the image of another pair
    return KING_PAIRS.mirrored[orbit] === 0 || !this.#isMirrored(places);
  }

  /** Returns whether the mirror image of a position with both kings on the diagonal has the smaller index. */
  #isMirrored(places: number): boolean {
    let man = 2;
    for (const group of this.#order.pieces) {
      const order = this.#compareImage(places, man, group);
      if (order !== 0) return order < 0;
      man += group.men;
    }
    return false;
  }

  /**
   * Compares the image of a group's men with the group, as combinations are ranked: like the sets of their cells, read as
   * binary numbers.
   */
  #compareImage(places: number, first: number, { men }: PieceGroup): number {
    let [low, high, imageLow, imageHigh] = [0, 0, 0, 0];
    for (let shift = 6 * first; shift < 6 * (first + men); shift += 6) {
      const cell = (places >> shift) & 63;
      const image = TURNS[4 * 64 + cell];
      if (cell < 32) low |= 1 << cell;
      else high |= 1 << cell;
      if (image < 32) imageLow |= 1 << image;
      else imageHigh |= 1 << image;
    }
    return high === imageHigh ? (imageLow >>> 0) - (low >>> 0) : (imageHigh >>> 0) - (high >>> 0);
  }
}
