/** Exact answers: lookup, compute and hybrid behind one interface. */

export {
  type Answer,
  type Bound,
  type Bounded,
  type MoveAnswer,
  type Provenance,
  type Reply,
  type SourceName,
  SOURCES,
  type ValueBounds,
  type Worth,
} from './answer.ts';
export { describeAnswer, originText, saysNothing, sourceText, worthText } from './answer-text.ts';
export { appraiserOf, type SolverAppraiser } from './appraiser.ts';
export { type Outcome50, OUTCOMES50 } from './fifty-moves.ts';
export { type SolverKind, SOLVERS } from './finder.ts';
export { type Method, METHODS } from './found.ts';
export { type OpenOptions, openSolver } from './open.ts';
export { defaultMemory } from './default-memory.ts';
export { Solver } from './solver.ts';
export { DRAWN_SECONDS, type QueryOptions, type SolverOptions } from './solver-options.ts';
export { StoredSource } from './stored-source.ts';
export { triedFor } from './tried.ts';
