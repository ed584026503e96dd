import { type Answer, DRAW, loss, type Value, win } from '../src/index.ts';

/** Returns the value that an answer has: a score, plies, or an outcome alone. */
export function valueOf({ outcome, plies = 0, score }: Pick<Answer, 'outcome' | 'plies' | 'score'>): Value {
  if (score !== undefined) return score as Value;
  return outcome === 'draw' ? DRAW : outcome === 'win' ? win(plies) : loss(plies);
}
