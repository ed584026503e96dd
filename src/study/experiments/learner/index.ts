import type { Experiment } from '../../experiment.ts';
import { learnerChapter } from './chapter.ts';
import { type LearnerData, learnerMeasurement } from './measure.ts';

/** Experiment 13: what a learner of templates would have to find, and what it would save. */
export const learner: Experiment<LearnerData> = {
  id: 'learner',
  title: 'The learner',
  question: 'What can be learnt across games and within one, and what is each part of the specialiser worth?',
  weight: 6,
  ...learnerMeasurement,
  chapter: learnerChapter,
};
