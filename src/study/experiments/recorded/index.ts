import type { Experiment } from '../../experiment.ts';
import { recordedChapter } from './chapter.ts';
import { type RecordedData, recordedMeasurement } from './measure.ts';

/** Experiment: games too large for every study, recorded. */
export const recorded: Experiment<RecordedData> = {
  id: 'recorded',
  title: 'Other games at the size of the claim',
  question: 'What do games cost whose tables are far longer than their generators?',
  weight: 1,
  ...recordedMeasurement,
  chapter: recordedChapter,
};
