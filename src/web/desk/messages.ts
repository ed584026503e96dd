/** What the page and the worker that solves tell each other. */

import type { Outcome } from '../../game/value.ts';
import type { Glyph } from '../../review/annotation.ts';
import type { Answer, Bounded, MoveAnswer, Worth } from '../../solve/answer.ts';

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

/** Says that questions about a game will come: what they need is loaded meanwhile. */
export interface Prepare {
  readonly kind: 'prepare';
  /** Id of the game. */
  readonly game: string;
  /** Address of the folder of its tables, with its slash; absent where the site has none. */
  readonly base?: string;
}

/** Ends a question; it gets no more replies. */
export interface Cancel {
  readonly kind: 'cancel';
  readonly id: number;
}

/** Asks for the endings in a file of chess games, with what each move did. */
export interface ReviewFile {
  readonly kind: 'review';
  readonly id: number;
  readonly file: Blob;
  readonly tables: UsableTables;
}

/** What the page tells the worker. */
export type ToDesk = AskPosition | ReviewFile | Prepare | Cancel;

/** A position of an ending. */
export interface ReviewedPly {
  readonly fen: string;
  /** The move that led to it, in SAN; absent for the first position of an ending. */
  readonly san?: string;
  /** What the move did. */
  readonly glyph?: Glyph;
  /** Who wins, from White's view, if it was found in time. */
  readonly outcome?: Outcome;
}

/** A game that reaches an ending. */
export interface ReviewedGame {
  /** Its number in the file, from 1. */
  readonly number: number;
  /** White's name first. */
  readonly players: readonly [string, string];
  readonly plies: readonly ReviewedPly[];
}

/** A game was reviewed. */
export interface ReviewedReply {
  readonly kind: 'reviewed';
  readonly id: number;
  readonly game: ReviewedGame;
}

/** The file ends. */
export interface ReviewEnd {
  readonly kind: 'review-end';
  readonly id: number;
  /** Games that were read, and why others were skipped. */
  readonly games: number;
  readonly problems: readonly string[];
}

/** The outcome is known, distances take longer. */
export interface OutcomeReply {
  readonly kind: 'outcome';
  readonly id: number;
  readonly worth: Worth;
}

/** The moves are ranked by what is known, distances take longer. */
export interface RankedReply {
  readonly kind: 'ranked';
  readonly id: number;
  readonly worth: Worth;
  readonly moves: readonly MoveAnswer[];
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
export type FromDesk =
  | OutcomeReply
  | RankedReply
  | SoFarReply
  | ProgressReply
  | AnswerReply
  | LineReply
  | ReviewedReply
  | ReviewEnd
  | FailedReply;
