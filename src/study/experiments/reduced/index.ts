import type { Experiment } from '../../experiment.ts';
import { reducedChapter } from './chapter.ts';
import { reducedMeasurement, type ReducedData } from './measure.ts';

/** Experiment 8: reduced tables with search. */
export const reduced: Experiment<ReducedData> = {
  id: 'reduced',
  title: 'Saying less, searching the rest',
  question: 'How many bytes do reduced tables save, and how much longer do their probes take?',
  weight: 1,
  ...reducedMeasurement,
  chapter: reducedChapter,
};
