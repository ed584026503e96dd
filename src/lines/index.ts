/** Exact search in games whose rules are lines of cells. */

export { LineBounds } from './line-bounds.ts';
export { LineSearch, type ScoreBounds } from './line-search.ts';
