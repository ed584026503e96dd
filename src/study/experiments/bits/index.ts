import type { Experiment } from '../../experiment.ts';
import { bitsChapter } from './chapter.ts';
import { bitsMeasurement, type BitsData } from './measure.ts';

/** Experiment 9: the reads of one probe. */
export const bits: Experiment<BitsData> = {
  id: 'bits',
  title: 'Bits read',
  question: 'How many bits of the question and bytes of the table does one answer read?',
  weight: 1,
  ...bitsMeasurement,
  chapter: bitsChapter,
};
