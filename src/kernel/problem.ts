import type { Side } from '../game/schema.ts';
import { KING_PAIRS } from './king-pairs.ts';

/** Kind of a pawn. */
export const PAWN_KIND = 5;
/** Number of kinds that move within a problem: king, queen, rook, bishop, knight. */
export const MOVERS = 5;

/** A man that moves within a problem. */
export interface Man {
  /** 0 king, 1 queen, 2 rook, 3 bishop, 4 knight. */
  readonly kind: number;
  readonly side: Side;
}

/**
 * The unit that the kernel solves: men that move, and pawns that stand still. Every pawn placement is a problem of its
 * own, since pawns only move out of it. Problems are numbered up to the symmetries that pawns leave.
 *
 *   digits      the men that move, strongest kind first, white before black: 64 cells each, the last one is the lane
 *   king pair   with four men or more and no pawn, the kings are not digits but one of 462 king pairs
 */
export interface Problem {
  /** Equal for equal problems; names men and pawns. */
  readonly key: string;
  /** Whether the kings are a king pair. */
  readonly hasKingPair: boolean;
  /** The men of the digits, in order. */
  readonly digits: readonly Man[];
  /** Cells of the pawns of each side, ascending. */
  readonly pawns: readonly [readonly number[], readonly number[]];
  /** Rows of 64 words of 64 positions, for one side to move. */
  readonly rows: number;
}

/** Place of a man of a position: a digit of another problem, a king of its king pair, or a fixed cell. */
export type Place = { readonly digit: number } | { readonly king: Side } | { readonly cell: number };

/** A man with its place. */
export interface Placed extends Man {
  readonly place: Place;
}

/** A position of some men, in the coordinates of the problem that holds it. */
export interface Resolved {
  readonly problem: Problem;
  /** Cells are mapped by `cell ^ flip`. */
  readonly flip: number;
  /** Whether sides are exchanged. */
  readonly swap: boolean;
  /** Number of the given man of each digit. */
  readonly digits: readonly number[];
  /** Numbers of the given men that are the king pair's white and black king. */
  readonly kings: readonly [number, number];
}

/** The two kings. */
export const KINGS: readonly Man[] = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
];

const LETTERS = 'KQRBN';

function keyOf(men: readonly Man[], pawns: Problem['pawns']): string {
  const letters = ([0, 1] as const).map((side) =>
    men
      .filter((man) => man.side === side)
      .map((man) => LETTERS[man.kind])
      .join(''),
  );
  return `${letters.join('v')} ${pawns[0].join()}/${pawns[1].join()}`;
}

/**
 * Returns the problem with these men in this order and these pawns, in any symmetry.
 * @param hasKingPair whether the kings are not among the digits
 */
export function problemAsItStands(digits: readonly Man[], pawns: Problem['pawns'], hasKingPair = false): Problem {
  const key = `${keyOf(hasKingPair ? [...KINGS, ...digits] : digits, pawns)} as it stands`;
  return { key, hasKingPair, digits, pawns, rows: rowsOf(digits, hasKingPair) };
}

function rowsOf(digits: readonly Man[], hasKingPair: boolean): number {
  return (hasKingPair ? KING_PAIRS.count : 1) * 64 ** (digits.length - 2);
}

/** Returns the problem with these men; `men` includes the kings. */
function makeProblem(men: readonly Man[], pawns: readonly [readonly number[], readonly number[]]): Problem {
  const sorted = men.toSorted(inOrder);
  const hasHead = pawns[0].length + pawns[1].length === 0 && sorted.length >= 4;
  const digits = hasHead ? sorted.slice(2) : sorted;
  const key = keyOf(sorted, pawns);
  return {
    key,
    hasKingPair: hasHead,
    digits,
    pawns,
    rows: rowsOf(digits, hasHead),
  };
}

function inOrder(a: Man, b: Man): number {
  return a.kind - b.kind || a.side - b.side;
}

/** Problems by key: equal problems are one object. */
export class Problems {
  readonly #known = new Map<string, Problem>();

  /**
   * Returns the problem that holds positions of these men.
   * @param men all men but pawns, both kings among them
   * @param pawns cells of the pawns of each side
   */
  resolve(men: readonly Man[], pawns: readonly [readonly number[], readonly number[]]): Resolved {
    const any = pawns[0].length + pawns[1].length > 0;
    const order = compareSides(men, pawns);
    let best: { key: string; swap: boolean; flip: number; pawns: [number[], number[]] } | undefined;
    for (const swap of order === 0 && any ? [false, true] : [order < 0]) {
      for (const mirror of any ? [0, 7] : [0]) {
        const flip = mirror ^ (swap ? 56 : 0);
        const map = (cells: readonly number[]): number[] => cells.map((c) => c ^ flip).sort((a, b) => a - b);
        const placed: [number[], number[]] = swap ? [map(pawns[1]), map(pawns[0])] : [map(pawns[0]), map(pawns[1])];
        const key = placed.map((cells) => cells.map((c) => String.fromCharCode(48 + c)).join('')).join('/');
        if (best === undefined || key < best.key) best = { key, swap, flip, pawns: placed };
      }
    }
    const { swap, flip, pawns: placed } = best!;
    const own = men
      .map((man, i) => ({ kind: man.kind, side: (swap ? 1 - man.side : man.side) as Side, i }))
      .sort(inOrder);
    const made = makeProblem(own, placed);
    const problem = this.#known.get(made.key) ?? made;
    this.#known.set(made.key, problem);
    const order2 = own.map((man) => man.i);
    return {
      problem,
      flip,
      swap,
      digits: problem.hasKingPair ? order2.slice(2) : order2,
      kings: [order2[0], order2[1]],
    };
  }
}

/**
 * Returns a positive number if White is named first: more men, then more of the strongest kind; 0 if the sides are
 * alike.
 */
function compareSides(men: readonly Man[], pawns: readonly [readonly number[], readonly number[]]): number {
  const counts = [0, 1].map((side) => {
    const row = Array.from({ length: PAWN_KIND + 1 }, (_, kind) =>
      kind === PAWN_KIND ? pawns[side].length : men.filter((man) => man.side === side && man.kind === kind).length,
    );
    return [row.reduce((a, b) => a + b, 0), ...row];
  });
  for (let i = 0; i < counts[0].length; i++) {
    if (counts[0][i] !== counts[1][i]) return counts[0][i] - counts[1][i];
  }
  return 0;
}

/** Returns whether a problem has two kings and nothing else that could mate. */
export function isBare(problem: Problem): boolean {
  return problem.digits.length === 2 && problem.pawns[0].length + problem.pawns[1].length === 0;
}
