import type { Experiment } from '../../experiment.ts';
import { enginesChapter } from './chapter.ts';
import { enginesMeasurement, type EnginesData } from './measure.ts';

/** Experiment 7: engines without tables. */
export const engines: Experiment<EnginesData> = {
  id: 'engines',
  title: 'Engines on the fly',
  question: 'Without a table: compute the whole slice, the closure of the position, or search?',
  weight: 1,
  ...enginesMeasurement,
  chapter: enginesChapter,
};
