import { planGreedily } from '../../../../plan/greedy.ts';
import { choiceBytes, type Choice, type Instance, choiceSeconds } from '../../../../plan/instance.ts';

/** What a plan costs that was made with learnt costs. */
export interface LearntPlan {
  /** Expected seconds a question over those of the plan with measured costs. */
  readonly price: number;
  /** Share of the tables that were made and coded before the plan fitted. */
  readonly built: number;
}

/**
 * Plans within a budget with learnt costs of the tables that were not built. Tables that a plan keeps are made, so their costs are
 * known then; a plan that turns out to exceed the budget is made again with them.
 * @param costs the measured costs of all tables
 * @param learnt the same with learnt costs of all tables but the built ones
 * @param built whether each table was built before
 */
export function planLearnt(costs: Instance, learnt: Instance, built: readonly boolean[], budget: number): LearntPlan {
  const known = [...built];
  let choice: Choice;
  do {
    const tables = costs.tables.map((table, t) => (known[t] ? table : learnt.tables[t]));
    choice = planGreedily({ ...costs, tables }, { budget });
    choice.forEach((option, t) => {
      if (option >= 0) known[t] = true;
    });
  } while (choiceBytes(costs, choice) > budget);
  const best = choiceSeconds(costs, planGreedily(costs, { budget }));
  return { price: choiceSeconds(costs, choice) / best, built: known.filter((each) => each).length / known.length };
}

/** Returns an instance with other costs of the tables that were not built. */
export function withLearnt(
  costs: Instance,
  built: readonly boolean[],
  predict: (table: number, target: string) => number,
): Instance {
  const tables = costs.tables.map((table, t) =>
    built[t]
      ? table
      : {
          ...table,
          compute: predict(t, SECONDS_TARGET),
          options: table.options.map((option) =>
            option.name === 'array' ? option : { ...option, bytes: Math.max(1, Math.round(predict(t, option.name))) },
          ),
        },
  );
  return { ...costs, tables };
}

/** The target that is no codec. */
export const SECONDS_TARGET = 'seconds';
