import type { EndgameError } from '../game/errors.ts';
import type { Value } from '../game/value.ts';
import type { SourceName } from './answer.ts';
import type { Method } from './found.ts';

/** Bounds of a position's value and where they come from; they are equal if the value is known. */
export interface FoundValue {
  readonly lower: Value;
  readonly upper: Value;
  readonly source: SourceName;
  readonly method?: Method;
  /** Name of the store that the table is in, or of where the Syzygy files are, if one gave the value. */
  readonly store?: string | undefined;
  /** Why bounds are not equal; absent where the deadline or the signal came first. */
  readonly failure?: EndgameError | undefined;
}

/** Returns a value that is known. */
export function exactly(value: Value, source: SourceName): FoundValue {
  return { lower: value, upper: value, source };
}
