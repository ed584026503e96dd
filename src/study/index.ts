/** The study: experiments, the verdict and the report. */

export { EXPERIMENTS } from './experiments/index.ts';
export { renderReport, formatStudy } from './report/index.ts';
export { checkUnits, type Study, type StudyOptions, type StudyResult, runStudy } from './run.ts';
