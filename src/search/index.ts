/** Search from one position without its slice; knows games only by their contract. */

export { Closure, type ClosureOptions } from './closure.ts';
export { Forward, type ForwardOptions } from './forward.ts';
export { Memo } from './memo.ts';
export { PositionBounds } from './position-bounds.ts';
export {
  type Bounds,
  type Known,
  LEAST,
  MOST,
  NOTHING_KNOWN,
  searchedDomain,
  seenAt,
  stuckAt,
  zeroesUnder,
} from './question.ts';
export { type Leap, Region } from './region.ts';
