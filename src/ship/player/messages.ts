/** What the page of a shipped file and its worker tell each other. */

import type { Tone } from './tone.ts';

/** The first message: the tables of the file, by their names. */
export interface Begin {
  readonly kind: 'begin';
  readonly tables: readonly (readonly [file: string, bytes: Uint8Array])[];
}

/** Asks what a position is worth. A later question ends an earlier one. */
export interface Ask {
  readonly kind: 'ask';
  /** Number of the question, which replies repeat. */
  readonly id: number;
  /** In the game's notation; "" is the position to begin with. */
  readonly position: string;
  /** Whether only the outcome is wanted: no moves, and no distances that take time. */
  readonly brief?: boolean;
}

/** Asks for a drawing of the board. */
export interface LookAt {
  readonly kind: 'look';
  readonly id: number;
  readonly position: string;
  /** Cells that were clicked to make a move, the first one first. */
  readonly cells: readonly number[];
  readonly isFlipped: boolean;
}

/** What the page tells the worker. */
export type ToWorker = Begin | Ask | LookAt;

/** A move as people read it. */
export interface MoveChoice {
  /** The position after it, in the game's notation. */
  readonly position: string;
  readonly name: string;
  /** What it is worth; empty while nobody knows. */
  readonly worth: string;
  readonly tone: Tone;
}

/** What there is to see at once. */
export interface Seen {
  readonly kind: 'seen';
  readonly id: number;
  readonly position: string;
  /** Every legal move. */
  readonly moves: readonly MoveChoice[];
}

/** The board. */
export interface Drawn {
  readonly kind: 'drawn';
  readonly id: number;
  /** SVG; spots to click carry their cells in `data-spot`. */
  readonly svg: string;
  /** The clicked cells that still count: clicks that fit no move are forgotten. */
  readonly cells: readonly number[];
  /** Moves among which the clicked cells do not choose. */
  readonly offers: readonly { readonly name: string; readonly position: string }[];
  /** The position after the move that the clicks identify. */
  readonly next?: string;
}

/** What is known so far of the position's value. */
export interface FoundWorth {
  readonly kind: 'found';
  readonly id: number;
  readonly worth: string;
  readonly tone: Tone;
  /** Whether no more follows. */
  readonly isLast: boolean;
  /** Best first; empty until something is known of them. */
  readonly moves: readonly MoveChoice[];
  /** Where the value comes from; empty before the last message. */
  readonly origin: string;
  /** Whether the value is exact, as far as it is known. */
  readonly isExact: boolean;
}

/** What is being done, and the share of it that is done, 0 to 1. */
export interface Working {
  readonly kind: 'working';
  readonly id: number;
  readonly what: string;
  readonly share: number;
}

/** What is wrong with a question. */
export interface Failed {
  readonly kind: 'failed';
  readonly id: number;
  readonly message: string;
}

/** What the worker tells the page. */
export type ToPage = Seen | Drawn | FoundWorth | Working | Failed;
