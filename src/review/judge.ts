import { OUTCOMES } from '../game/value.ts';
import type { Appraisal, Glyph } from './annotation.ts';

/** Who knows what positions are worth. */
export interface Appraiser {
  /** Returns what a position is worth to the side to move, or undefined if that cannot be found. */
  worth(fen: string): Promise<Appraisal | undefined>;
  /**
   * Returns whether exactly one of several legal moves keeps the outcome of a position; undefined if that cannot be
   * found.
   */
  hasOnlyMove(fen: string): Promise<boolean | undefined>;
}

/**
 * Returns what a move from a position did: lost half a point or a whole one, or was the only one to keep a win or a draw;
 * undefined if none of that. The 50-move rule is left out of account.
 * @param before what the position was worth to the mover
 * @param after what the move's position is worth to the opponent
 */
export async function judgeMove(
  fen: string,
  before: Appraisal,
  after: Appraisal,
  appraiser: Appraiser,
): Promise<Glyph | undefined> {
  const had = OUTCOMES.indexOf(before.outcome);
  const lost = OUTCOMES.length - 1 - OUTCOMES.indexOf(after.outcome) - had;
  if (lost < 0) throw new Error(`a move from ${fen} gains what the position is not worth`);
  if (lost > 0) return lost === 1 ? '?' : '??';
  if (before.outcome === 'loss') return undefined;
  return (await appraiser.hasOnlyMove(fen)) ? '!' : undefined;
}
