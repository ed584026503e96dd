import type { Experiment } from '../../experiment.ts';
import { menChapter } from './chapter.ts';
import { type MenData, menMeasurement } from './measure.ts';

/** Experiment: chess of three to five men, by outcomes. */
export const men: Experiment<MenData> = {
  id: 'men',
  title: 'Chess at the size of the claim',
  question: 'What do outcomes of at most three, four and five men cost, and what may six and seven cost?',
  weight: 6,
  ...menMeasurement,
  chapter: menChapter,
};
