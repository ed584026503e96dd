/** Exact chess endings: the game, the solver, and the stores that its tables can come from. Runs in pages and in Node. */

export { chess } from '../games/chess.ts';
export { Position } from './game/index.ts';
export {
  type Answer,
  type Bound,
  type Bounded,
  type MoveAnswer,
  type Outcome50,
  OUTCOMES50,
  type Provenance,
  type QueryOptions,
  type Reply,
  Solver,
  type SolverKind,
  type SolverOptions,
  type ValueBounds,
  type Worth,
} from './solve/index.ts';
export { BlockCache, MemoryFiles, NotFetched, type TableFiles, TableStore } from './table/index.ts';
