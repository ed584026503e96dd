import type { Experiment } from '../../experiment.ts';
import { gapChapter } from './chapter.ts';
import { gapMeasurement, type GapData } from './measure.ts';

/** Experiment 3: general compression of a growing table against the generator. */
export const gap: Experiment<GapData> = {
  id: 'gap',
  title: 'The dumb compressor gap',
  question:
    'How many times longer than the generator is the best general compression of its table, as the table grows?',
  weight: 4,
  ...gapMeasurement,
  chapter: gapChapter,
};
