/** What a solver says, and where it has it from. */

import type { Outcome } from '../game/value.ts';
import type { Method } from './on-demand.ts';

export const SOURCES = ['rules', 'table', 'cache', 'computed'] as const;
/** rules: the game is over; table: stored; cache: computed before; computed: for this query. */
export type SourceName = (typeof SOURCES)[number];

export interface Provenance {
  /** Where the value of the position itself came from. */
  readonly source: SourceName;
  /** How, if it was computed. */
  readonly method?: Method;
  /** The table that holds or would hold the position. */
  readonly table: string;
  /** Bytes read from table files while the query ran (queries at the same time share the meter). */
  readonly bytesRead: number;
  /** Legal positions and moves of the slices that were solved for this query. */
  readonly positionsExpanded: number;
  readonly movesExpanded: number;
  /** Slices that were solved for this query. */
  readonly slicesSolved: readonly string[];
  readonly ms: number;
  /** Damaged tables that are not used from now on, each told once. */
  readonly warnings: readonly string[];
}

export interface MoveAnswer {
  /** The game's own notation. */
  readonly move: string;
  /** What players call it, where that differs (chess: SAN). */
  readonly san?: string;
  /** Of the position after the move, for the player then to move. */
  readonly outcome: Outcome;
  /** Absent under the metric wdl. */
  readonly plies?: number;
  readonly score?: number;
  /** Points that the move scores for the mover at once, where there are any. */
  readonly points?: number;
  /** Present where the mover moves again, so that the values above are the mover's own. */
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

export interface Bound {
  readonly outcome: Outcome;
  /** Of a won or lost outcome, where the metric tells them and they are known. */
  readonly plies?: number;
  readonly score?: number;
}

export interface Answer {
  readonly exact: true;
  readonly game: string;
  readonly position: string;
  /** For the side to move. */
  readonly outcome: Outcome;
  /** Half-moves to the end under best play; 0 for a draw; absent under the metric wdl. */
  readonly plies?: number;
  /** In the score domain, for the side to move. */
  readonly score?: number;
  /** Every legal move, best first; empty unless asked for. */
  readonly moves: readonly MoveAnswer[];
  /** Best play for both sides in the game's notation; cut short where nobody can make progress. */
  readonly line: readonly string[];
  /** The line in the players' own names, where these differ. */
  readonly lineSan?: readonly string[];
  readonly provenance: Provenance;
}
