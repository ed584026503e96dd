/** All experiments, in the order of the report. */

import type { Experiment } from '../experiment.ts';
import { bits } from './bits.ts';
import { engines } from './engines.ts';
import { frontier } from './frontier.ts';
import { gap } from './gap.ts';
import { mixOfQuestions } from './mix.ts';
import { planner } from './planner.ts';
import { reduced } from './reduced.ts';
import { scaling } from './scaling.ts';
import { sessions } from './sessions.ts';
import { template } from './template.ts';

/** Those that measure; the price window (prices.ts) and Levin's cost (kt.ts) read what the frontier measured. */
export const EXPERIMENTS: readonly Experiment<unknown>[] = [
  frontier,
  gap,
  planner,
  mixOfQuestions,
  sessions,
  engines,
  reduced,
  bits,
  scaling,
  template,
];
