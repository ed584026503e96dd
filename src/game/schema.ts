import type { Board } from './board.ts';

/** One of the two players. */
export type Side = 0 | 1;

/** One kind of man, owned by either side. */
export interface Kind {
  /** One upper-case letter, unique in the game, for tables and drawings. */
  readonly letter: string;
  /** Most men of this kind that one side can have on the board. */
  readonly max: number;
  /** Fewest men of this kind that one side has in any position; default 0 (a chess king: 1). */
  readonly min?: number;
  /** Cells where it may stand; default all. Other cells cost index space, nothing else. */
  readonly cells?: (cell: number, side: Side) => boolean;
  /** Most men of this kind that one side can hold in reserve, to place later; default 0. */
  readonly reserve?: number;
}

/**
 * A right that lasts one ply and belongs to the position (en passant). At most one cell can be marked; it holds a man
 * of the side that has just moved.
 */
export interface Mark {
  /** Letter of the marked kind. */
  readonly on: string;
  /** Letter of a kind that the side to move must have; without it the mark could not matter. */
  readonly against: string;
}

/**
 * What a position of a game consists of, as data. From it (and from the rules) `specialize` derives slices, symmetries
 * and index spaces; nobody writes an index function by hand.
 */
export interface Schema {
  /** Cells, their names and their links. */
  readonly board: Board;
  /** `pieces`: a cell is empty or holds one man. `seeds`: a cell holds a number of seeds (mancala). */
  readonly content: 'pieces' | 'seeds';
  /** Kinds of men, strongest first (the order in table names); empty for seeds. */
  readonly kinds: readonly Kind[];
  /** Most seeds on the board (content `seeds`). */
  readonly seeds?: number;
  /** The right that one cell can carry; absent in games without one. */
  readonly mark?: Mark;
  /**
   * Accelerator: columns of cells, bottom first, in which men stand without gaps (gravity). Symmetries preserve them.
   * Without it: indices are spent on men that hang in the air, ten to a thousand times as many on a board of 5 x 5.
   */
  readonly stacks?: readonly (readonly number[])[];
  /** Accelerator: cells that are never empty. Without it: indices are spent on positions in which they are empty. */
  readonly filled?: readonly number[];
  /**
   * Accelerator: returns the side to move if the numbers of men of each code on the board determine it (players put
   * down men in turn, nobody passes). Without it: half of the index space is wasted on the other side.
   */
  readonly mover?: (board: ArrayLike<number>) => Side;
  /**
   * Accelerator: returns true if a man of kind `a` on `cellA` and an opposing man of kind `b` on `cellB` never stand
   * together, whatever else is on the board (kings in contact). Without it: some index space is wasted on illegal
   * positions.
   */
  readonly apart?: (a: string, cellA: number, b: string, cellB: number) => boolean;
}

/** Code of an empty cell. */
export const EMPTY = 0;
/** The cell number that means no cell. */
export const NONE = 255;

/** Returns the piece code of a kind (its place in `schema.kinds`) and a side: 1..2 * kinds. */
export function codeOf(schema: Schema, kind: number, side: Side): number {
  return 1 + side * schema.kinds.length + kind;
}

/** Returns the kind of a piece code: its place in `schema.kinds`. */
export function kindOfCode(schema: Schema, code: number): number {
  return (code - 1) % schema.kinds.length;
}

/** Returns the side of a piece code. */
export function sideOfCode(schema: Schema, code: number): Side {
  return code > schema.kinds.length ? 1 : 0;
}
