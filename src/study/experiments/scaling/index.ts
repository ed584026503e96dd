import type { Experiment } from '../../experiment.ts';
import { scalingChapter } from './chapter.ts';
import { scalingMeasurement, type ScalingData } from './measure.ts';

/** Experiment 10: the growth of length and time. */
export const scaling: Experiment<ScalingData> = {
  id: 'scaling',
  title: 'Scaling',
  question: 'How do bytes, lookups and the work of the generator grow with the table?',
  weight: 1,
  ...scalingMeasurement,
  chapter: scalingChapter,
};
