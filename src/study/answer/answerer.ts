import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';

/** The part that every contender of the study has: it answers the value of a position. */
export interface Answerer {
  /** Returns the value of a legal position, which it changes and restores. A promise only if it computes a slice. */
  value(p: Position): Value | Promise<Value>;
  /** Positions expanded or solved so far. */
  readonly work: number;
}
