/** Experiment 5: plans made for some players and used by others. Seconds are the planner's own (plan.ts). */

import { choiceSeconds } from '../../../plan/instance.ts';
import type { Measurement } from '../../measurement.ts';
import { withSessions } from '../../plan.ts';
import { POPULATIONS, type Population } from '../../questions.ts';
import { closeSubjectsOf } from '../../subjects.ts';
import { planToBudget, smallestBytes } from '../planner/measure.ts';

/** The budget as a share of the bytes of all tables at their smallest. */
const SHARE = 1 / 4;

/** The data of one subject. */
export interface MixData {
  readonly game: string;
  readonly title: string;
  readonly budget: number;
  /** Expected seconds per question, by the population of the plan and the population that asks. */
  readonly seconds: Readonly<Record<Population, Readonly<Record<Population, number>>>>;
}

/** Plans for each population and evaluates the plan for all of them. */
export const mixMeasurement: Measurement<MixData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const bench = await context.bench(unit);
    const { truth } = bench;
    const { game } = truth.subject;
    const budget = Math.floor(smallestBytes(bench.instance()) * SHARE);
    const askedBy = (population: Population): ReturnType<typeof withSessions> =>
      withSessions(bench.instance(), truth, bench.sessions(population));
    const row = async (trained: Population): Promise<Record<Population, number>> => {
      context.report(`${game.title}: planning for ${trained} players`);
      const choice = await planToBudget(askedBy(trained), budget);
      const cell = (asking: Population): number => choiceSeconds(askedBy(asking), choice);
      return { casual: cell('casual'), perfect: cell('perfect'), uniform: cell('uniform') };
    };
    const [casual, perfect, uniform] = [
      await row(POPULATIONS[0]),
      await row(POPULATIONS[1]),
      await row(POPULATIONS[2]),
    ];
    return { game: game.id, title: game.title, budget, seconds: { casual, perfect, uniform } };
  },
};
