/**
 * The contract: what a file in games/ must say about a game. Required parts are few and at the level of positions;
 * every optional part is an accelerator or an ornament and says what is lost without it.
 *
 * Rules allocate nothing in `moves`, `play`, `ended`, `stuck`, `legal` and `unmoves`: the engines call them hundreds of
 * millions of times.
 */

import type { Position } from './position.ts';
import type { Schema } from './schema.ts';
import type { Value, ValueDomain } from './value.ts';

export const CHESSMEN = ['king', 'queen', 'rook', 'bishop', 'knight', 'pawn'] as const;
export type Chessman = (typeof CHESSMEN)[number];

/** A move as a number of the game's own making, >= 0; its meaning depends on the position it was made for. */
export type Move = number;

export interface Game {
  /** Lower-case name with dashes, as the command line and table files use it. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** Counts up whenever the rules change: tables of another version are not used. */
  readonly version: number;
  readonly schema: Schema;
  readonly domain: ValueDomain;
  /** The position that the game starts from, in the game's notation. */
  readonly initial: string;
  /**
   * Ornament: a position to show where none is asked for, which is answered without tables in about a second. Without it:
   * the initial position is shown, however long its answer takes.
   */
  readonly example?: string;
  /** An upper bound on the number of moves (and of unmoves) in any position. */
  readonly maxMoves: number;

  /**
   * Writes all moves of the side to move to `out` and returns how many. A move that leads to a position that is not
   * `legal` may be among them: it is not playable. Never called on an ended position.
   */
  moves(p: Position, out: Int32Array): number;
  /**
   * Plays a move, through the position's methods, and passes the turn. `p.rewind` takes it back.
   *
   * A move may keep the turn (an extra move), and in the score domain it may return points that the mover scores by it
   * at once (seeds captured), which are part of no position: values are of what is still to come. Both only where the
   * move leads out of the slice.
   */
  play(p: Position, move: Move): number | void;
  /** The value for the side to move if the game is over by what stands on the board; undefined if it goes on. */
  ended(p: Position): Value | undefined;

  /**
   * Fills `p` from the game's notation. Notation and position determine each other: `format(parse(s))` is the normal
   * form of `s`.
   * @throws EndgameError E_POSITION naming what is wrong; illegal positions are refused too.
   */
  parse(p: Position, text: string): void;
  format(p: Position): string;
  /** The usual name of a move in position `p`, unique among the playable moves of `p`. */
  formatMove(p: Position, move: Move): string;
  /** A drawing in plain text, lines joined by \n. */
  draw(p: Position): string;

  /** Whether `p` can stand on the board after a move. Without it: every position is legal, and so is every move. */
  legal?(p: Position): boolean;
  /** The value for the side to move if no move is playable and the game has not ended. Without it: a loss in 0. */
  stuck?(p: Position): Value;

  /**
   * Accelerator: writes every way in which the side that has just moved can have come to `p` by a move within the
   * slice (no man captured, placed or changed) and returns how many; positions that are not legal or not in the slice
   * are filtered by the engine. Without it: predecessors are remembered from a forward pass, at up to 12 bytes an edge.
   */
  unmoves?(p: Position, out: Int32Array): number;
  /** Changes `p` to the position before `unmove`, through the position's methods. Given if and only if `unmoves` is. */
  unplay?(p: Position, unmove: number): void;

  /**
   * Accelerator: `from + 256 * to` if the move does nothing but shift one man from `from` to the empty cell `to` and
   * pass the turn without a mark, else -1. Without it: every move is played before the engine ranks what comes of it.
   */
  shift?(move: Move): number;
  /** Accelerator: the same for unmoves, `from` being where the man stands now. */
  unshift?(unmove: number): number;

  /**
   * Accelerator: what each kind of man is in chess terms, in the order of the schema's kinds, if the game is chess as to
   * how men move, capture, promote, check and mate. Without it: the generic engine solves its slices, tens of times
   * slower than the word-parallel kernel, and only for the distance to mate.
   */
  readonly chessmen?: readonly Chessman[];

  /** How slices are stored: all that the game can reach in `one` table named "all", or `each` in its own (default). */
  readonly tables?: 'one' | 'each';
  /** Tables generated when none is named. Without it: those that the initial position leads to. */
  readonly endgames?: readonly string[];
  /**
   * Ornament: the players' own names of some moves of a position (chess: SAN), given the position's notation and the
   * moves as `formatMove` writes them. Without it: `formatMove` serves people too.
   */
  annotate?(position: string, moves: readonly string[]): string[];
}
