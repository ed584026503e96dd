import type { Bounded, Worth } from '../../solve/answer.ts';
import type { Outcome50 } from '../../solve/fifty-moves.ts';

/** What a value is, as colours tell it. */
export type Tone = Outcome50 | 'score' | 'unknown';

/** Returns what a value is, as colours tell it. */
export function toneOf({ outcome, outcome50, score }: Worth | Bounded): Tone {
  return score === undefined ? (outcome50 ?? outcome ?? 'unknown') : 'score';
}
