/** Values of slices on demand: loaded, solved by an engine, and cached. */

export { Kept, POLICIES, type Policy } from './kept.ts';
export {
  type Engine,
  ENGINES,
  type RunOptions,
  type SliceProgress,
  type SlicesOptions,
  SliceValues,
} from './slices.ts';
