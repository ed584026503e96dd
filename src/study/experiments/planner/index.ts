import type { Experiment } from '../../experiment.ts';
import { plannerChapter } from './chapter.ts';
import { plannerMeasurement, type PlannerData } from './measure.ts';

/** Experiment 4: the planner against simple rules. */
export const planner: Experiment<PlannerData> = {
  id: 'planner',
  title: 'What the planner is worth',
  question: 'At equal bytes, how much slower are simple rules for choosing tables?',
  weight: 1,
  ...plannerMeasurement,
  chapter: plannerChapter,
};
