/** What lichess' tablebase server answers: its fields in its order. */

import type { LegalMove } from './legal-moves.ts';
import type { Told } from './told.ts';

/**
 * The categories, in the order of moves: what is worst for the side to move after a move is best for the mover. The
 * server has others for distances that are rounded, which ours are not.
 */
export const CATEGORIES = ['loss', 'unknown', 'blessed-loss', 'draw', 'cursed-win', 'win'] as const;
/** A category. */
export type Category = (typeof CATEGORIES)[number];

/** What is said of a position, for its side to move: negative numbers where it loses. */
export interface LichessPosition {
  readonly checkmate: boolean;
  readonly stalemate: boolean;
  readonly variant_win: false;
  readonly variant_loss: false;
  readonly insufficient_material: boolean;
  /** Plies to zeroing, or to mate if that comes first; -1 of a mated side, 0 of a draw, null if unknown. */
  readonly dtz: number | null;
  /** The same, since no number here is rounded. */
  readonly precise_dtz: number | null;
  /** Plies to mate; 0 of a draw, null of a mated side and if unknown. */
  readonly dtm: number | null;
  readonly dtw: null;
  readonly dtc: null;
  readonly category: Category;
}

/** A move; the rest is said of the position after it. */
export interface LichessMove extends LichessPosition {
  readonly uci: string;
  readonly san: string;
  /** Whether it is a capture or a pawn move. */
  readonly zeroing: boolean;
  /** Whether it is a capture or a promotion. */
  readonly conversion: boolean;
}

/** The answer to `/standard`. */
export interface LichessAnswer extends LichessPosition {
  /** Best first. */
  readonly moves: readonly LichessMove[];
}

/** A legal move with its name for players and with what is known of the position after it. */
export interface ToldMove {
  readonly move: LegalMove;
  readonly san: string;
  readonly told: Told | undefined;
}

/** A move with its form. */
export interface FormedMove extends ToldMove {
  readonly form: LichessMove;
}
