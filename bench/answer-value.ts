import { DRAW, loss, type Value, win, type Worth } from '../src/index.ts';

/** Returns the value that an answer has: a score, plies, or an outcome alone. */
export function valueOf({ outcome, dtm, plies = dtm ?? 0, score }: Worth): Value {
  if (score !== undefined) return score as Value;
  return outcome === 'draw' ? DRAW : outcome === 'win' ? win(plies) : loss(plies);
}
