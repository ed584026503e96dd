import type { Experiment, Reading } from '../experiment.ts';
import { bits } from './bits/index.ts';
import { engines } from './engines/index.ts';
import { frontier } from './frontier/index.ts';
import { gap } from './gap/index.ts';
import { kt } from './kt/index.ts';
import { learner } from './learner/index.ts';
import { map } from './map/index.ts';
import { men } from './men/index.ts';
import { mixOfQuestions } from './mix/index.ts';
import { planner } from './planner/index.ts';
import { prices } from './prices/index.ts';
import { recorded } from './recorded/index.ts';
import { reduced } from './reduced/index.ts';
import { scaling } from './scaling/index.ts';
import { sessions } from './sessions/index.ts';
import { template } from './template/index.ts';

/** All experiments in the order of the report. A new one is a folder and one more line here. */
export const ALL_EXPERIMENTS: readonly (Experiment<unknown> | Reading)[] = [
  map,
  men,
  recorded,
  frontier,
  prices,
  gap,
  planner,
  mixOfQuestions,
  sessions,
  engines,
  reduced,
  bits,
  scaling,
  template,
  learner,
  kt,
];

/** The experiments that measure. */
export const EXPERIMENTS: readonly Experiment<unknown>[] = ALL_EXPERIMENTS.filter((each) => 'measure' in each);
