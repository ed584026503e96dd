import type { Side } from '../game/schema.ts';
import { KING_PAIRS, TURNS } from './king-pairs.ts';
import { LOSS, WIN } from './packed.ts';
import type { Man } from './problem.ts';
import type { StoredPart } from './stored-part.ts';

/** Positions of a row. */
const ROW = 4096;
/** The symmetries that a plane may be read in: as it is, files mirrored, or along the diagonal. */
const IDENTITY = 0;
const MIRROR = 1;
const DIAGONAL = 4;

/**
 * Reads the rows of a part from its table. The table has one of the positions that symmetry or an
 * exchange of like men maps to each other; a row has all.
 */
export class PartPlanes {
  readonly #part: StoredPart;
  readonly #turn: Side;
  /** By digit: the man's number in the table's order, without regard to like men. */
  readonly #men: readonly number[];
  readonly #outers: number;
  /** The digit of White's king if kings are digits, else -1. */
  readonly #king: number;
  /** The digits of each group of like men, one or two, in the table's order. */
  readonly #groups: readonly (readonly number[])[];
  /** Whether the inner man is like the first digit. */
  readonly #isLike: boolean;
  readonly #places: Uint8Array;
  readonly #cells: Uint8Array;
  /** By code of the table: 0 draw, WIN or LOSS. */
  readonly #outcomes: Uint8Array;
  /** Planes by symmetry, and by whether the inner man stands before or beyond the first digit's if they are alike. */
  readonly #planes: Map<number, Uint8Array | Uint16Array>;
  /** What has been read of the current row. */
  readonly #fresh = new Set<number>();

  /** @param turn the side to move, for which the table has cells */
  constructor(part: StoredPart, turn: Side) {
    const { problem, stored } = part;
    const { order, planes } = stored;
    this.#part = part;
    this.#turn = turn;
    this.#outers = problem.digits.length - 2;
    const taken = new Set<number>(problem.hasKingPair ? [0, 1] : []);
    this.#men = problem.digits.map(({ kind, side }) => {
      const man = order.men.findIndex((other, i) => !taken.has(i) && other.kind === kind && other.side === side);
      taken.add(man);
      return man;
    });
    this.#groups = order.pieces.map((group) =>
      problem.digits.flatMap(({ kind, side }, d) => (kind === group.kind && side === group.side ? [d] : [])),
    );
    const isLike = (a: Man, b: Man): boolean => a.kind === b.kind && a.side === b.side;
    this.#isLike = this.#outers > 0 && isLike(problem.digits[0], problem.digits[this.#outers]);
    this.#king = problem.hasKingPair ? -1 : problem.digits.findIndex(({ kind, side }) => kind === 0 && side === 0);
    const men = order.men.length + order.pawns[0] + order.pawns[1];
    this.#places = new Uint8Array(men + 1);
    this.#cells = new Uint8Array(problem.digits.length);
    const { meaning } = planes;
    this.#outcomes = Uint8Array.from(meaning, (v) => (v > 0 ? WIN : v < 0 ? LOSS : 0));
    const made = (): Uint8Array | Uint16Array => (meaning.length > 256 ? new Uint16Array(ROW) : new Uint8Array(ROW));
    this.#planes = new Map([0, 1, 2, 3, 8, 9].map((key) => [key, made()]));
  }

  /**
   * Fills `out` with the outcomes of a row: 0 draw, WIN or LOSS. Illegal positions have any.
   * @returns false if the table cannot be read
   */
  read(row: number, out: Uint8Array): boolean {
    const { problem } = this.#part;
    const outers = this.#outers;
    const cells = this.#cells;
    this.#fresh.clear();
    for (let j = 0; j < outers; j++) cells[j] = (row >> (6 * (outers - 1 - j))) & 63;
    const head = row >> (6 * outers);
    if (problem.hasKingPair) {
      if (KING_PAIRS.mirrored[head] === 1) return this.#mixed(head, out);
      return this.#whole(head, IDENTITY, out);
    }
    if (this.#king < outers) return this.#whole(head, (cells[this.#king] & 7) > 3 ? MIRROR : IDENTITY, out);
    // White's king is the inner man.
    for (let q = 0; q < 64; q++) if (!this.#row(head, (q & 7) > 3 ? MIRROR : IDENTITY, q, out)) return false;
    return true;
  }

  #whole(head: number, g: number, out: Uint8Array): boolean {
    for (let q = 0; q < 64; q++) if (!this.#row(head, g, q, out)) return false;
    return true;
  }

  /** Writes the outcomes with the inner man on `q`, which a symmetry maps to positions of the table. */
  #row(head: number, g: number, q: number, out: Uint8Array): boolean {
    const plane = this.#plane(head, g, q);
    if (plane === undefined) return false;
    const outcomes = this.#outcomes;
    const from = 64 * TURNS[64 * g + q];
    const to = 64 * q;
    if (g === IDENTITY) for (let p = 0; p < 64; p++) out[to + p] = outcomes[plane[from + p]];
    else for (let p = 0; p < 64; p++) out[to + p] = outcomes[plane[from + TURNS[64 * g + p]]];
    return true;
  }

  /** Fills a row whose kings stand on the diagonal: the table has a position or its mirror image. */
  #mixed(head: number, out: Uint8Array): boolean {
    const outcomes = this.#outcomes;
    for (let q = 0; q < 64; q++) {
      const here = this.#plane(head, IDENTITY, q);
      const there = this.#plane(head, DIAGONAL, q);
      if (here === undefined || there === undefined) return false;
      const from = 64 * TURNS[64 * DIAGONAL + q];
      for (let p = 0; p < 64; p++) {
        const code = this.#isMirrored(q, p) ? there[from + TURNS[64 * DIAGONAL + p]] : here[64 * q + p];
        out[64 * q + p] = outcomes[code];
      }
    }
    return true;
  }

  /** Returns whether the table has the mirror image instead: the one whose groups of men come first. */
  #isMirrored(q: number, p: number): boolean {
    const cells = this.#cells;
    cells[this.#outers] = q;
    cells[this.#outers + 1] = p;
    for (const [one, other = one] of this.#groups) {
      const a = cells[one];
      const b = cells[other];
      const x = TURNS[64 * DIAGONAL + a];
      const y = TURNS[64 * DIAGONAL + b];
      // Groups are ranked like the sets of their cells, read as binary numbers.
      const order = Math.max(x, y) - Math.max(a, b) || Math.min(x, y) - Math.min(a, b);
      if (order !== 0) return order < 0;
    }
    return false;
  }

  /** Returns the plane that has the image of positions with the inner man on `q`; undefined if it cannot be read. */
  #plane(head: number, g: number, q: number): Uint8Array | Uint16Array | undefined {
    const turned = (cell: number): number => TURNS[64 * g + cell];
    const isBeyond = this.#isLike && turned(q) > turned(this.#cells[0]);
    const key = 2 * g + (isBeyond ? 1 : 0);
    const plane = this.#planes.get(key)!;
    if (this.#fresh.has(key)) return plane;
    const { problem, stored } = this.#part;
    const men = this.#men;
    const places = this.#places;
    const outers = this.#outers;
    places.fill(0);
    if (problem.hasKingPair) {
      places[0] = turned(KING_PAIRS.cells[2 * head]);
      places[1] = turned(KING_PAIRS.cells[2 * head + 1]);
    }
    for (let j = 0; j < outers; j++) places[men[j]] = turned(this.#cells[j]);
    let rowMan = men[outers];
    if (this.#isLike) {
      // The two numbers go to the men in the order of their cells.
      const [low, high] = men[0] < rowMan ? [men[0], rowMan] : [rowMan, men[0]];
      rowMan = isBeyond ? high : low;
      places[isBeyond ? low : high] = turned(this.#cells[0]);
    }
    let next = stored.order.men.length;
    for (const cells of problem.pawns) {
      for (const cell of cells.map(turned).sort((a, b) => a - b)) places[next++] = cell;
    }
    if (!stored.planes.plane(this.#turn, places, rowMan, men[outers + 1], plane)) return undefined;
    this.#fresh.add(key);
    return plane;
  }
}
