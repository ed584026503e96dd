import type { Experiment } from '../../experiment.ts';
import { mixChapter } from './chapter.ts';
import { mixMeasurement, type MixData } from './measure.ts';

export const mixOfQuestions: Experiment<MixData> = {
  id: 'mix',
  title: 'The mix of questions',
  question: 'What if other people ask than those the plan was made for?',
  weight: 1,
  ...mixMeasurement,
  chapter: mixChapter,
};
