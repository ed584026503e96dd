/** Experiment 1: bytes against time for all contenders. */

import { type Excluded, type Measured, measure } from '../../contender.ts';
import type { Measurement } from '../../measurement.ts';
import { planned, pureContenders } from '../../lineup.ts';
import { type PricedPlan, planAll } from '../../plan.ts';
import { subjectsOf } from '../../subjects.ts';
import type { ExperimentContext } from '../../experiment-context.ts';

/** The data of one subject. */
export interface FrontierData {
  readonly game: string;
  readonly title: string;
  readonly kind: string;
  readonly tables: readonly string[];
  /** Legal positions up to symmetry, the denominator of all ratios. */
  readonly positions: number;
  readonly cells: number;
  readonly slices: number;
  /** Positions whose value the verifier recomputed. */
  readonly verified: number;
  readonly sessions: number;
  readonly questions: number;
  /** How sessions begin, in a few words. */
  readonly entered: string;
  readonly contenders: readonly Measured[];
  readonly excluded: readonly Excluded[];
}

/** Measures all contenders of a subject. */
export async function measureFrontier(context: ExperimentContext, unit: string): Promise<FrontierData> {
  const { truth, encoder, sessions, instance } = await context.bench(unit);
  const { subject } = truth;
  const { game } = subject;
  const { few, lookedInto, hybrids } = context.effort;
  context.report(`${game.title}: encoding`);
  const { contenders, omitted } = await pureContenders(truth, encoder, lookedInto);
  context.report(`${game.title}: planning`);
  const plans = (await planAll(instance())).map((plan, i) => ({ plan, number: i + 1 }));
  const whole = ({ choice }: PricedPlan): boolean => choice.every((option) => option >= 0);
  // the plan with all tables as plain arrays is the contender `array`
  const coded = ({ choice }: PricedPlan): boolean => choice.some((option) => option > 0);
  const chosen = [
    ...evenly(
      plans.filter(({ plan }) => !whole(plan)),
      hybrids,
    ),
    ...evenly(
      plans.filter(({ plan }) => whole(plan) && coded(plan)),
      2,
    ),
  ].map(({ plan, number }) => planned(truth, encoder, instance(), plan, number));
  const asked = sessions('casual');
  const measured: Measured[] = [];
  const excluded: Excluded[] = [...omitted];
  for (const contender of [...contenders, ...chosen]) {
    context.report(`${game.title}: ${contender.name}`);
    const result = await measure(truth, contender, { sessions: asked, few });
    if ('why' in result) excluded.push(result);
    else measured.push(result);
  }
  return {
    game: game.id,
    title: game.title,
    kind: subject.kind,
    tables: subject.tables,
    positions: truth.positions,
    cells: truth.cells,
    slices: truth.slices.length,
    verified: truth.verified,
    sessions: asked.length,
    questions: asked.flat().length,
    entered:
      subject.profile !== undefined
        ? 'where games of masters enter these classes'
        : subject.tables.length === 0
          ? 'at the initial position'
          : 'anywhere in the tables asked about',
    contenders: measured,
    excluded,
  };
}

/** Returns at most `most` elements of a list, including the first and the last. */
function evenly<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.round((i * (list.length - 1)) / (count - 1))]);
}

/** Measures all contenders of each subject. */
export const frontierMeasurement: Measurement<FrontierData> = {
  units: (size) => subjectsOf(size).map(({ id }) => id),
  measure: measureFrontier,
};
