/** What the page and the worker that solves tell each other. */

import type { Answer, Bounded, Worth } from '../../solve/answer.ts';

/** Tables of the site that may be used. */
export interface UsableTables {
  /** Address of their folder, with its slash. */
  readonly base: string;
  /** Their names; with none, everything is computed. */
  readonly kept: readonly string[];
}

/**
 * Asks what a position is worth: `ask` for everything, and what earlier questions computed helps; `measure` for the outcome
 * alone, by a solver that knows nothing but these tables.
 */
export interface AskPosition {
  readonly kind: 'ask' | 'measure';
  /** Number of the question, which replies repeat. */
  readonly id: number;
  /** Id of the game. */
  readonly game: string;
  /** In the game's notation. */
  readonly position: string;
  /** Absent where the site has no tables of the game. */
  readonly tables?: UsableTables;
  /** Whether distances are left out: who wins is enough. */
  readonly isBrief?: boolean;
}

/** Ends a question; it gets no more replies. */
export interface Cancel {
  readonly kind: 'cancel';
  readonly id: number;
}

/** What the page tells the worker. */
export type ToDesk = AskPosition | Cancel;

/** The outcome is known, distances take longer. */
export interface OutcomeReply {
  readonly kind: 'outcome';
  readonly id: number;
  readonly worth: Worth;
}

/** What is known so far: bounds, while the work goes on. */
export interface SoFarReply {
  readonly kind: 'so-far';
  readonly id: number;
  readonly answer: Bounded;
}

/** What is being done. */
export interface ProgressReply {
  readonly kind: 'progress';
  readonly id: number;
  readonly what: string;
  /** 0 to 1. */
  readonly share: number;
}

/** The answer, with all moves unless it was measured; bounds only where memory or time end. */
export interface AnswerReply {
  readonly kind: 'answer';
  readonly id: number;
  readonly answer: Answer | Bounded;
  /** Bytes of tables that came over the network for it. */
  readonly fetched: number;
}

/** Best play for both sides, as people write moves; it comes after the answer. */
export interface LineReply {
  readonly kind: 'line';
  readonly id: number;
  readonly moves: readonly string[];
}

/** The question has no answer. */
export interface FailedReply {
  readonly kind: 'failed';
  readonly id: number;
  readonly message: string;
  readonly hint?: string;
}

/** What the worker tells the page. */
export type FromDesk = OutcomeReply | SoFarReply | ProgressReply | AnswerReply | LineReply | FailedReply;
