/** What needs files: tables in directories, what was computed and kept, plans, costs, profiles, and chess games in PGN. */

export { readCosts } from './plan/costs.ts';
export { readPlan } from './plan/plan.ts';
export { readProfile } from './plan/profile.ts';
export { profilePgn, type ProfileOptions, type ProfileProgress } from './review/chess-profile.ts';
export { openSolver, type OpenOptions } from './solve/index.ts';
export {
  DirectoryFiles,
  KeptDirectory,
  type KeptDirectoryOptions,
  shippedOutcomes,
  TableStore,
  type TableStoreOptions,
} from './table/index.ts';
export { type SyzygyOptions, SyzygyTables } from './syzygy/index.ts';
