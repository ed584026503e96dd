/** endgame-lab as a library: everything needed to generate, store and query exact endgame values. */

export * from './game/index.ts';
export { type EngineId, ENGINES } from './engines/engine-id.ts';
export { SliceValues } from './values/index.ts';
export { predictBytes } from './retrograde/index.ts';
export { type Statistics } from './table/index.ts';
export { verifySlice } from './verify/index.ts';
export {
  type Answer,
  type Bound,
  type Bounded,
  defaultMemory,
  type MoveAnswer,
  type OpenOptions,
  type Outcome50,
  OUTCOMES50,
  openSolver,
  type Provenance,
  type QueryOptions,
  type Reply,
  Solver,
  type SolverKind,
  type SolverOptions,
  type ValueBounds,
  type Worth,
} from './solve/index.ts';
export { type Slice, Space, Specialization, specialize } from './specialize/index.ts';
export { BlockCache, TableStore, type TableEntry, parseRepresentation, Table } from './table/index.ts';
export type { Encoding, LearnOptions } from './table/index.ts';
export {
  type GenerateOptions,
  generateTables,
  packWanted,
  type PackWantedOptions,
  type TreesOptions,
} from './make/index.ts';
export { adversarialProfile, uniformProfile } from './plan/build.ts';
export { type Costs, readCosts, storedOnly } from './plan/costs.ts';
export type { MeasureOptions, TriedQuestions } from './make/measure-options.ts';
export { measureCostsEither as measureCosts, repackEither as repack } from './deprecated.ts';
export { type Plan, readPlan, wantedBy } from './plan/plan.ts';
export { planFor, type PlanOptions } from './plan/planner.ts';
export { type Profile, readProfile } from './plan/profile.ts';

export { type SyzygyOptions, SyzygyTables } from './syzygy/index.ts';
export {
  DirectoryFiles,
  FetchedFiles,
  KeptDirectory,
  type KeptDirectoryOptions,
  MemoryFiles,
  mountFiles,
  NotFetched,
  type TableFiles,
} from './table/index.ts';

// Names of 0.1.
export {
  DEFAULT_MEMORY,
  Pack,
  type PackEntry,
  type PackMeasureOptions,
  type PackOptions,
  parseKeeping,
  type Rung,
  type RungRepackOptions,
} from './deprecated.ts';

// Types that the declarations above name.
export type {
  BoundsEngine,
  BoundsRun,
  Engine,
  EngineRun,
  Kept,
  Need,
  EngineBounds,
  PartEngine,
  PlacedCells,
  Prediction,
  SolvedSlice,
  Source,
  StoredPlanes,
  Successors,
} from './engine/index.ts';
export type { EngineSet } from './engines/engine-set.ts';
export type { Effort } from './engine/index.ts';
export {
  type EngineValues,
  type EngineValuesOptions,
  POLICIES,
  type Policy,
  type RunOptions,
  type SliceProgress,
  type SlicesOptions,
} from './values/index.ts';
export type { StoredValue, VerifyOptions, VerifyReport } from './verify/index.ts';
export { type Method, METHODS, type SourceName, SOLVERS, SOURCES } from './solve/index.ts';
export {
  type ByteSource,
  type CoderParameters,
  type ExitDependence,
  type TableStoreOptions,
  type ReadMeter,
  type Representation,
  REPRESENTATIONS,
  type RepresentationSpec,
  type Rounding,
  type SliceInfo,
  type TableHeader,
} from './table/index.ts';
export type { WantedTable } from './plan/plan.ts';
export type { JobsProgress, Shard } from './jobs/index.ts';
export type {
  FailedTable,
  GeneratedTable,
  GenerateOutcome,
  MakeOptions,
  PackChoice,
  PackTablesOptions,
  RepackedTable,
  RepackOptions,
  RepackOutcome,
  RepackRun,
} from './make/index.ts';
export type { OptionCost, TableCost } from './plan/costs.ts';
export type { Aim } from './plan/instance.ts';
export { type KeptTable, PLAN_METHODS, type PlanMethod } from './plan/plan.ts';
export type { ProfileClass, ProfileSession } from './plan/profile.ts';
