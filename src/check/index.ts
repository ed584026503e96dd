/** Checks whether a game keeps the contract, and reports to its author. */

export { type Finding, FindingList, type Remark, type Say } from './finding.ts';
export type { Inspection, PositionCheck } from './position-check.ts';
export { POSITION_CHECKS } from './positions/index.ts';
export { eachPosition } from './samples.ts';
export { type ShapeProblem, shapeProblems } from './shape.ts';
export { SLICE_CHECKS, type SliceCheck } from './slice-check.ts';
export { checkGame, type CheckOptions, checkPositions, type CheckReport } from './suite.ts';
export { unreturnedRemark } from './thrown.ts';
export { type Call, Trace } from './traced.ts';
