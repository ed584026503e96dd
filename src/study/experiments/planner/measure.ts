/** Experiment 4: the planner against simple rules at equal bytes. Seconds are the planner's own (plan.ts). */

import { planByFrequency, planGreedily } from '../../../plan/greedy.ts';
import { choiceBytes, type Choice, type Instance, nothingKept, choiceSeconds } from '../../../plan/instance.ts';
import { planExactly } from '../../../plan/milp.ts';
import type { Measurement } from '../../measurement.ts';
import { isLarge } from '../../plan.ts';
import { closeSubjectsOf } from '../../subjects.ts';

/** The compared ways to choose tables. */
export const RULES = ['exact', 'greedy', 'frequency a byte', 'frequency', 'smallest first'] as const;
export type Rule = (typeof RULES)[number];
/** Budgets, as shares of the bytes of all tables at their smallest. */
const SHARES = [1 / 16, 1 / 8, 1 / 4, 1 / 2];

/** The data of one subject. */
export interface PlannerData {
  readonly game: string;
  readonly title: string;
  readonly allBytes: number;
  /** Seconds per question without any table. */
  readonly without: number;
  readonly rows: readonly {
    readonly share: number;
    readonly budget: number;
    /** Expected seconds per question, by rule; without `exact` if the exact program is too large. */
    readonly seconds: Readonly<Partial<Record<Rule, number>>>;
  }[];
}

/** Returns the bytes of all tables, each by its smallest option. */
export function smallestBytes({ tables }: Instance): number {
  return tables.reduce((sum, { options }) => sum + Math.min(...options.map(({ bytes }) => bytes)), 0);
}

/** Returns a plan within a budget of bytes: an exact one unless the instance is too large. */
export async function planToBudget(instance: Instance, budget: number): Promise<Choice> {
  return isLarge(instance) ? planGreedily(instance, { budget }) : (await planExactly(instance, { budget })).choice;
}

function smallestFirst(instance: Instance, budget: number): Choice {
  const choice = nothingKept(instance);
  const least = instance.tables.map(({ options }, t) => ({
    t,
    option: options.reduce((best, { bytes }, o) => (bytes < options[best].bytes ? o : best), 0),
  }));
  const bytes = ({ t, option }: { t: number; option: number }): number => instance.tables[t].options[option].bytes;
  for (const each of least.sort((a, b) => bytes(a) - bytes(b))) {
    choice[each.t] = each.option;
    if (choiceBytes(instance, choice) > budget) choice[each.t] = -1;
  }
  return choice;
}

/** Plans by each rule within each budget. */
export const plannerMeasurement: Measurement<PlannerData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const bench = await context.bench(unit);
    const { game } = bench.truth.subject;
    const instance = bench.instance();
    const allBytes = smallestBytes(instance);
    const rows = [];
    for (const share of SHARES) {
      context.report(`${game.title}: planning for ${share} of the bytes`);
      const budget = Math.floor(allBytes * share);
      const of = (choice: Choice): number => choiceSeconds(instance, choice);
      rows.push({
        share,
        budget,
        seconds: {
          ...(isLarge(instance) ? {} : { exact: of(await planToBudget(instance, budget)) }),
          greedy: of(planGreedily(instance, { budget })),
          'frequency a byte': of(planByFrequency(instance, budget, true)),
          frequency: of(planByFrequency(instance, budget, false)),
          'smallest first': of(smallestFirst(instance, budget)),
        },
      });
    }
    return {
      game: game.id,
      title: game.title,
      allBytes,
      without: choiceSeconds(instance, nothingKept(instance)),
      rows,
    };
  },
};
