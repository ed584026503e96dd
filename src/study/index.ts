/** The study: experiments, the verdict and the report. */

export { renderReport, formatStudy } from './report/index.ts';
export { checkExperiments, checkUnits, type Study, type StudyOptions, type StudyResult, runStudy } from './run.ts';
