import { OUTCOMES, type Outcome } from '../game/value.ts';
import type { MoveAnswer } from '../solve/index.ts';

/** What is known of a position of chess, for its side to move. Numbers of plies are not negative. */
export interface Told {
  readonly outcome: Outcome;
  readonly dtz: number;
  readonly dtm: number | undefined;
}

/** What is known of a position at most. */
type Known = { readonly [each in keyof Told]?: Told[each] | undefined };

/** Returns what an answer tells; undefined without plies to zeroing, as nothing is said then. */
export function toldBy({ outcome, dtz, dtm }: Known): Told | undefined {
  if (outcome === 'draw') return { outcome, dtz: 0, dtm: 0 };
  return outcome === undefined || dtz === undefined ? undefined : { outcome, dtz, dtm };
}

/** Returns what the worth of a move that does not zero tells of the position after it. */
export function toldAfter(move: MoveAnswer): Told | undefined {
  const told = toldBy(move);
  if (told === undefined || told.outcome === 'draw') return told;
  const { outcome, dtz, dtm } = told;
  return {
    outcome: OUTCOMES[2 - OUTCOMES.indexOf(outcome)],
    dtz: dtz - 1,
    dtm: dtm === undefined ? undefined : dtm - 1,
  };
}
