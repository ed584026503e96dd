/** Exact answers: lookup, compute and hybrid behind one interface. */

export {
  type Answer,
  type Bound,
  type Bounded,
  type MoveAnswer,
  type Provenance,
  type SourceName,
  SOURCES,
} from './answer.ts';
export { type Method, METHODS } from './on-demand.ts';
export { type OpenOptions, openSolver } from './open.ts';
export { DEFAULT_MEMORY, type QueryOptions, Solver, type SolverKind, type SolverOptions, SOLVERS } from './solver.ts';
export { StoredSource } from './stored-source.ts';
