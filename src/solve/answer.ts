/** What a solver answers, and where the value comes from. */

import type { ErrorCode } from '../game/errors.ts';
import type { Outcome } from '../game/value.ts';
import type { Outcome50 } from './fifty-moves.ts';
import type { Method } from './found.ts';

/** The sources of a value, as provenance names them. */
export const SOURCES = ['rules', 'table', 'syzygy', 'cache', 'computed'] as const;
/**
 * Where a value comes from. rules: the game is over; table: it is stored; syzygy: it is in Syzygy's files; cache: it was computed before, by an earlier
 * process if it was kept and read back; computed: this query computed it.
 */
export type SourceName = (typeof SOURCES)[number];

/** Where an answer comes from and what it took. */
export interface Provenance {
  /** Source of the position's own value. */
  readonly source: SourceName;
  /** How the value was computed, if it was. */
  readonly method?: Method;
  /** Name of the table that holds or would hold the position; empty if the game is over. */
  readonly table: string;
  /**
   * Name of the store that the table is in, if `source` is `table`: its directory, or the package it came with. If
   * `source` is `syzygy`, the directories of the files.
   */
  readonly store?: string;
  /** Bytes read from table files while the query ran; queries that run at the same time share the meter. */
  readonly bytesRead: number;
  /**
   * Bytes that the query read back of what earlier processes kept, counted as `bytesRead`; absent if the solver keeps
   * nothing.
   */
  readonly bytesReadBack?: number;
  /** Legal positions and moves that this query visited in slices, searches and closures. */
  readonly positionsExpanded: number;
  readonly movesExpanded: number;
  /** Names of the slices that this query solved; one that was solved for two metrics is named twice. */
  readonly slicesSolved: readonly string[];
  /** Names of slices below whose tables were read instead of solving them, if there are any. */
  readonly fedBy?: readonly string[];
  readonly ms: number;
  /** Messages of damaged tables, each reported once; the solver does not use these tables any more. */
  readonly warnings: readonly string[];
}

/** A lower or an upper bound of a value. */
export interface Bound {
  /** Absent where values are scores. */
  readonly outcome?: Outcome;
  /** Chess, where outcomes under the 50-move rule are asked (wdl50): the bound of these. */
  readonly outcome50?: Outcome50;
  /** Plies of that outcome, if they are bounded too: to mate, to zeroing, or, in other games, to the end. */
  readonly dtm?: number;
  readonly dtz?: number;
  readonly plies?: number;
  /** Absent if the score may be as low or as high as can be. */
  readonly score?: number;
}

/** What a value is at least and at most. */
export interface ValueBounds {
  readonly lower: Bound;
  readonly upper: Bound;
}

/**
 * What is known of a value, as one player gets it. What is not known is absent. Numbers of plies are never negative: the
 * outcome says who wins.
 */
export interface Worth {
  /** Who wins if no move counter ends the game; absent where values are scores. */
  readonly outcome?: Outcome;
  /**
   * Chess: the outcome under the 50-move rule, for the clock of the question. A win is cursed, and a loss blessed, if the
   * rule makes a draw of it.
   */
  readonly outcome50?: Outcome50;
  /** Chess: plies to mate under best play; 0 for a draw and for a player who is mated. */
  readonly dtm?: number;
  /**
   * Chess: plies to the next capture or pawn move, or to mate, under the best play that keeps the outcome under the
   * 50-move rule; 0 for a draw and for a player who is mated; more than 100 if the rule spoils a win even with the clock
   * at 0. It is exact: not rounded, and not dependent on the clock.
   */
  readonly dtz?: number;
  /**
   * Chess, where `dtz` is known from a Syzygy file alone and the file stores moves, not plies: the number rounded down.
   * The exact one is this or one more.
   */
  readonly dtzRounded?: number;
  /** Other games: plies to the end under best play; 0 for a draw. */
  readonly plies?: number;
  /** Games of scores: what the player still gains or loses. */
  readonly score?: number;
  /** What is known of a value that is not known exactly. */
  readonly bounds?: ValueBounds;
}

/** A legal move and what it is worth to the player who makes it. Distances count this move. */
export interface MoveAnswer extends Worth {
  /** The move in the game's own notation. */
  readonly move: string;
  /** The move in the notation of players, where that differs (chess: SAN). */
  readonly san?: string;
  /** Chess: whether the move is a capture or a pawn move, so that it resets the clock of the 50-move rule. */
  readonly zeroing?: boolean;
  /** Points that the move scores at once, if any; `score` contains them. */
  readonly points?: number;
  /** Present if the mover moves again. */
  readonly again?: boolean;
}

/** What every answer has. */
export interface Reply {
  readonly game: string;
  /** The question as it was asked. */
  readonly input: string;
  /** The position in normal form; chess: with the clock of the 50-move rule. */
  readonly position: string;
  /** Chess: the operations of an EPD record by opcode, as they were written. */
  readonly operations?: Readonly<Record<string, string>>;
  /**
   * Every legal move, best first, those of which least is known last; empty unless asked for. A move whose value is not
   * known has bounds, or nothing but its name.
   */
  readonly moves: readonly MoveAnswer[];
  readonly provenance: Provenance;
}

/** An exact answer; its values are those of the side to move. */
export interface Answer extends Reply, Worth {
  readonly exact: true;
  /** Best play for both sides in the game's notation, if asked for; it stops where no player can make progress. */
  readonly line?: readonly string[];
  /** The line in the notation of players, where that differs. */
  readonly lineSan?: readonly string[];
}

/** What is known when time or memory ends before the value is known. */
export interface Bounded extends Reply {
  readonly exact: false;
  /** What the position is worth to the side to move, at least and at most. */
  readonly bounds: ValueBounds;
  /** What ended the work, if it was not the deadline or the signal. */
  readonly limit?: { readonly code: ErrorCode; readonly message: string; readonly hint: string };
  /** The outcome, if both bounds have it: then the distance alone is not known. */
  readonly outcome?: Outcome;
  readonly outcome50?: Outcome50;
  readonly dtzRounded?: number;
  readonly dtm?: undefined;
  readonly dtz?: undefined;
  readonly plies?: undefined;
  readonly score?: undefined;
  readonly line?: undefined;
  readonly lineSan?: undefined;
}
