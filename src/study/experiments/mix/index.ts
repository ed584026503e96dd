import type { Experiment } from '../../experiment.ts';
import { mixChapter } from './chapter.ts';
import { mixMeasurement, type MixData } from './measure.ts';

/** Experiment 5: plans made for some players and used by others. */
export const mixOfQuestions: Experiment<MixData> = {
  id: 'mix',
  title: 'The mix of questions',
  question: 'What if other players ask than those of the plan?',
  weight: 1,
  ...mixMeasurement,
  chapter: mixChapter,
};
