/** What every contender of the study is: something that tells the value of a position. */

import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';

export interface Answerer {
  /** Value of a legal position, which is changed and changed back. A promise only where something is computed. */
  value(p: Position): Value | Promise<Value>;
  /** Positions that were looked into so far to compute answers. */
  readonly work: number;
}
