/** Experiment 13: the learner. Each part of it is a unit. */

import type { ExperimentContext } from '../../experiment-context.ts';
import type { Measurement } from '../../measurement.ts';
import { type CodecsData, measureCodecs } from './codecs/measure.ts';
import { type CostsData, measureLearntCosts } from './costs/measure.ts';
import { measureParts, type PartsData } from './parts/measure.ts';
import { measurePrograms, type ProgramsData } from './programs/measure.ts';
import { measureTransfer, type TransferData } from './transfer/measure.ts';

/** The data of one part. */
export type LearnerData = ProgramsData | CodecsData | PartsData | CostsData | TransferData;

const PARTS: Readonly<Record<string, (context: ExperimentContext) => Promise<LearnerData>>> = {
  'all-games': measurePrograms,
  'codec-choice': measureCodecs,
  'specialiser-parts': measureParts,
  'learnt-costs': measureLearntCosts,
  'counts-of-others': measureTransfer,
};

/** Measures each part. */
export const learnerMeasurement: Measurement<LearnerData> = {
  units: () => Object.keys(PARTS),
  measure: (context, unit) => PARTS[unit](context),
};
