import type { Position } from './position.ts';
import type { Schema } from './schema.ts';
import type { Value, ValueDomain } from './value.ts';

/** Names of the chess men, strongest first. */
export const CHESSMEN = ['king', 'queen', 'rook', 'bishop', 'knight', 'pawn'] as const;
/** One of the chess men. */
export type Chessman = (typeof CHESSMEN)[number];

/** A move as a number >= 0 that the game defines. Its meaning depends on the position it was made for. */
export type Move = number;

/** A way to write positions. */
export interface NotationExample {
  /** What it is called, as in "write it as SFEN". */
  readonly name: string;
  /** A position in it. */
  readonly example: string;
}

/** What a text asks: a position, and what its notation says beside it. */
export interface Question {
  /** The position, in the game's notation. */
  readonly position: string;
  /** Plies since the last capture or pawn move, in games that have the 50-move rule. */
  readonly clock?: number;
  /** The operations of an EPD record by opcode, as they were written. */
  readonly operations?: Readonly<Record<string, string>>;
}

/**
 * The contract: what a file in games/ must say about a game. The required parts are few and work on positions. Every
 * optional part is an accelerator or an ornament and says what is lost without it.
 *
 * Rules allocate nothing in `moves`, `play`, `ended`, `stuck`, `legal` and `unmoves`: the engines call them hundreds of
 * millions of times.
 */
export interface Game {
  /** Lower-case name with dashes, for the command line and table files. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** Version of the rules, which grows with every change. Tables of another version are not used. */
  readonly version: number;
  /** What a position consists of. */
  readonly schema: Schema;
  /** What values mean: `OUTCOME` or `SCORE`. */
  readonly domain: ValueDomain;
  /** The initial position, in the game's notation. */
  readonly initial: string;
  /**
   * Ornament: a position that is solved without tables in about a second, shown if none is given. Without it: the
   * initial position is shown, however long its answer takes.
   */
  readonly example?: string;
  /** An upper bound on the number of moves (and of unmoves) in any position. */
  readonly maxMoves: number;

  /**
   * Writes all moves of the side to move to `out` and returns their number. A move to a position that is not `legal`
   * may be among them; it is not playable. Engines never call it on an ended position.
   */
  moves(p: Position, out: Int32Array): number;
  /**
   * Plays a move through the position's methods and passes the turn. `p.rewind` undoes it.
   *
   * A move may keep the turn (an extra move). In the score domain it may return the points that the mover scores at
   * once (captured seeds). These points are part of no position: values count what is still to come. Both are allowed
   * only in moves that leave the slice.
   */
  play(p: Position, move: Move): number | void;
  /** Returns the value for the side to move if the board ends the game, and undefined if the game goes on. */
  ended(p: Position): Value | undefined;

  /**
   * Fills `p` from the game's notation. Notation and position determine each other: `format(parse(s))` is the normal
   * form of `s`.
   * @throws EndgameError E_POSITION naming what is wrong; illegal positions are refused too
   */
  parse(p: Position, text: string): void;
  /**
   * Ornament: the notations that `parse` reads, the game's own first (`withNotations` adds others). Without it: the
   * initial position is the only example.
   */
  readonly notations?: readonly NotationExample[];
  /**
   * Returns the position in the game's notation.
   * @param clock plies since the last capture or pawn move, default 0, in games that have the 50-move rule
   */
  format(p: Position, clock?: number): string;
  /**
   * Ornament: reads what a text asks beside the position, and forms that `parse` does not know, such as a position with
   * moves. Without it: a text is a position and no more.
   * @throws EndgameError E_POSITION
   */
  question?(text: string): Question;
  /** Returns the usual name of a move in position `p`, unique among the playable moves of `p`. */
  formatMove(p: Position, move: Move): string;
  /** Returns a drawing in plain text, lines joined by \n. */
  draw(p: Position): string;

  /** Returns whether `p` can stand on the board after a move. Without it: every position and every move is legal. */
  legal?(p: Position): boolean;
  /**
   * Returns the value for the side to move if no move is playable and the game has not ended. Without it: a loss in 0.
   */
  stuck?(p: Position): Value;

  /**
   * Ornament: returns whether no sequence of moves can end the game otherwise than as a draw, as far as the men alone
   * tell (chess: insufficient material). Without it: such positions are solved like all others.
   */
  dead?(p: Position): boolean;

  /**
   * Accelerator: writes every way in which the side that has just moved can have reached `p` by a move within the slice
   * and returns their number. In most games such a move captures, places and changes no man. Where exchanging the sides is
   * a symmetry, one that exchanges the numbers of both sides' men stays in the slice too (see Ataxx). The engine filters
   * predecessors that are not legal or not in the slice. Without it: predecessors are remembered from a forward pass, at
   * up to 12 bytes per edge.
   */
  unmoves?(p: Position, out: Int32Array): number;
  /**
   * Changes `p` to the position before `unmove`, through the position's methods. Present if and only if `unmoves` is.
   */
  unplay?(p: Position, unmove: number): void;

  /**
   * Accelerator: returns `from + 256 * to` if the move only shifts one man from `from` to the empty cell `to` and
   * passes the turn without a mark, else -1. Without it: the engine plays every move before it ranks the successor.
   */
  shift?(move: Move): number;
  /** Accelerator: the same for unmoves; `from` is the man's cell now. */
  unshift?(unmove: number): number;

  /**
   * Accelerator: the chess man that each of the schema's kinds is, in their order, if men move, capture, promote, check
   * and mate as in chess. Without it: the generic engine solves the game's slices, tens of times slower than the
   * word-parallel kernel, and only for the distance to mate and the outcome.
   */
  readonly chessmen?: readonly Chessman[];

  /**
   * Accelerator: the sets of cells that win, if these are all the rules: the sides take turns to put a man of the only kind on
   * an empty cell, any or, where the schema has stacks, the lowest empty one of a stack; whoever fills a line wins at once; a
   * full board is a draw. Without it: positions whose slices are large are searched hundreds of times slower.
   */
  readonly lines?: readonly (readonly number[])[];

  /**
   * Returns whether a move of position `p` resets the clock of the 50-move rule: a capture or a pawn move. It allocates
   * nothing and leaves `p` as it is. Present in games that have the rule. Without it: no position has a distance to
   * zeroing (dtz).
   */
  zeroes?(p: Position, move: Move): boolean;

  /**
   * How slices are stored: everything that the game can reach in `one` table named "all", or `each` in its own
   * (default).
   */
  readonly tables?: 'one' | 'each';
  /** Tables to generate if none is named. Without it: those that the initial position leads to. */
  readonly endgames?: readonly string[];
  /**
   * Ornament: returns the players' own names of some moves of a position (chess: SAN). Without it: people read the
   * names of `formatMove`.
   * @param position in the game's notation
   * @param moves as `formatMove` writes them
   */
  annotate?(position: string, moves: readonly string[]): string[];
}
