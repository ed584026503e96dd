import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';

/**
 * Returns the value of a position outside the slice, for its side to move; undefined while its slice is not available.
 */
export type Probe = (p: Position) => Value | undefined;
