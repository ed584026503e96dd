import type { Experiment } from '../../experiment.ts';
import { reducedChapter } from './chapter.ts';
import { reducedMeasurement, type ReducedData } from './measure.ts';

export const reduced: Experiment<ReducedData> = {
  id: 'reduced',
  title: 'Saying less, searching the rest',
  question: 'What does it save to keep one side, long distances or every k-th ply, and what does a probe pay for it?',
  weight: 1,
  ...reducedMeasurement,
  chapter: reducedChapter,
};
