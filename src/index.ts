/** endgame-lab as a library: everything needed to generate, store and query exact endgame values. */

export * from './game/index.ts';
export { type Engine, ENGINES, predictBytes, SliceValues, type Statistics, verifySlice } from './retrograde/index.ts';
export {
  type Answer,
  DEFAULT_MEMORY,
  type MoveAnswer,
  type Provenance,
  type QueryOptions,
  Solver,
  type SolverKind,
  type SolverOptions,
} from './solve/index.ts';
export { type Slice, Space, Specialization, specialize } from './specialize/index.ts';
export { BlockCache, type GenerateOptions, generateTables, Pack, type PackEntry, Table } from './store/index.ts';
