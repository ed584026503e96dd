/** Bounds of positions with kings and pawns, far beyond positions that can be solved whole. */

export { PawnBounds } from './pawn-bounds.ts';
export { type PawnOutcome, PawnSolver, type PawnSolverOptions, type PawnTask } from './pawn-solver.ts';
