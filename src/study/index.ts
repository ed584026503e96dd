/** Experiments and the report: how many bytes buy how much time. */

export { lowerLeftHull, type Point } from './hull.ts';
export { type Machine, machine } from './machine.ts';
export {
  type CostModel,
  keepGreedily,
  meanSeconds,
  type QueryCost,
  queryCost,
  type SliceCost,
  type TableCost,
} from './model.ts';
export { renderReport, type StudyReport } from './report.ts';
export { studyGame } from './study.ts';
export { SUBJECT_NAMES, subjectOf } from './subjects.ts';
export { formatStudy } from './terminal.ts';
export type { Contender, GameStudy, StudyOptions, Subject } from './types.ts';
