import type { Experiment } from '../../experiment.ts';
import { enginesChapter } from './chapter.ts';
import { enginesMeasurement, type EnginesData } from './measure.ts';

export const engines: Experiment<EnginesData> = {
  id: 'engines',
  title: 'Engines on the fly',
  question: 'Without a table: the whole slice, what can come of the position, or search?',
  weight: 1,
  ...enginesMeasurement,
  chapter: enginesChapter,
};
