/** What a solver answers, and where the value comes from. */

import type { Outcome } from '../game/value.ts';
import type { Method } from './on-demand.ts';

/** The sources of a value, as provenance names them. */
export const SOURCES = ['rules', 'table', 'cache', 'computed'] as const;
/**
 * Where a value comes from. rules: the game is over; table: it is stored; cache: it was computed before; computed: this
 * query computed it.
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
  /** Bytes read from table files while the query ran; queries that run at the same time share the meter. */
  readonly bytesRead: number;
  /** Legal positions and moves that this query visited in slices, searches and closures. */
  readonly positionsExpanded: number;
  readonly movesExpanded: number;
  /** Names of the slices that this query solved. */
  readonly slicesSolved: readonly string[];
  readonly ms: number;
  /** Messages of damaged tables, each reported once; the solver does not use these tables any more. */
  readonly warnings: readonly string[];
}

/** A legal move with its value. */
export interface MoveAnswer {
  /** The move in the game's own notation. */
  readonly move: string;
  /** The move in the notation of players, where that differs (chess: SAN). */
  readonly san?: string;
  /** Outcome of the position after the move, for the player to move there. */
  readonly outcome: Outcome;
  /** Plies to the end after the move; absent under the metric wdl. */
  readonly plies?: number;
  readonly score?: number;
  /** Points that the move scores for the mover, if any. */
  readonly points?: number;
  /** Present if the mover moves again, so that the values above are the mover's own. */
  readonly again?: boolean;
}

/** What is known when time is up: the position is worth at least `lower` and at most `upper` to the side to move. */
export interface Bounded {
  readonly exact: false;
  readonly game: string;
  readonly position: string;
  readonly lower: Bound;
  readonly upper: Bound;
  readonly provenance: Provenance;
}

/** A lower or an upper bound of a value. */
export interface Bound {
  readonly outcome: Outcome;
  /** Plies of a won or lost outcome, if the metric has them and they are known. */
  readonly plies?: number;
  readonly score?: number;
}

/** An exact answer. */
export interface Answer {
  readonly exact: true;
  readonly game: string;
  readonly position: string;
  /** Outcome for the side to move. */
  readonly outcome: Outcome;
  /** Plies to the end under best play; 0 for a draw; absent under the metric wdl. */
  readonly plies?: number;
  /** Score for the side to move, in the score domain. */
  readonly score?: number;
  /** Every legal move, best first; empty unless asked for. */
  readonly moves: readonly MoveAnswer[];
  /** Best play for both sides in the game's notation; it stops where no player can make progress. */
  readonly line: readonly string[];
  /** The line in the notation of players, where that differs. */
  readonly lineSan?: readonly string[];
  readonly provenance: Provenance;
}
