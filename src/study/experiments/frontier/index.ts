import type { Experiment } from '../../experiment.ts';
import { frontierChapter } from './chapter.ts';
import { frontierMeasurement, type FrontierData } from './measure.ts';

/** Experiment 1: bytes against time for all contenders. */
export const frontier: Experiment<FrontierData> = {
  id: 'frontier',
  title: 'The frontier',
  question: 'How many bytes buy how much time?',
  weight: 8,
  ...frontierMeasurement,
  chapter: frontierChapter,
};
