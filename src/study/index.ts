/** The study: experiments, the verdict and the report. */

export { formatStudy, renderPictures, renderReport } from './report/index.ts';
export { checkExperiments, checkUnits, type StudyOptions, runStudy } from './run.ts';
export type { Study, StudyResult } from './study.ts';
