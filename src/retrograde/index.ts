/** Backward induction and its verification; knows games only by their contract. */

export { type Effort, type Probe, type Progress, Retrograde } from './engine.ts';
export { type Freedom, freedomOf, type FreedomRun } from './freedom.ts';
export { abortError, predictBytes } from './generic.ts';
export { Kept, POLICIES, type Policy } from './kept.ts';
export {
  type Engine,
  ENGINES,
  type RunOptions,
  type SliceProgress,
  type SlicesOptions,
  SliceValues,
} from './slices.ts';
export { type Statistics, statisticsOf } from './statistics.ts';
export { type StoredValue, verifySlice, type VerifyOptions, type VerifyReport } from './verify.ts';
