/** Experiment 1: bytes against time for all contenders. */

import { type Excluded, type Measured, measure } from '../../contender.ts';
import type { Measurement } from '../../measurement.ts';
import type { Encoder } from '../../encoding.ts';
import { type Mixture, planned, pureContenders, allSlicesSeconds } from '../../lineup.ts';
import { type PricedPlan, planAll } from '../../plan.ts';
import type { QuestionSession } from '../../questions.ts';
import type { GameKind } from '../../rule/panel.ts';
import type { SessionsFor } from '../../rule/purpose.ts';
import { subjectsOf } from '../../subjects.ts';
import type { ExperimentContext, SampleSizes } from '../../experiment-context.ts';
import type { Truth } from '../../truth.ts';

/** The data of one subject. */
export interface FrontierData {
  readonly game: string;
  readonly title: string;
  readonly family: string;
  readonly kind: GameKind;
  readonly tables: readonly string[];
  /** Legal positions up to symmetry, the denominator of all ratios. */
  readonly positions: number;
  readonly cells: number;
  readonly slices: number;
  /** Positions whose value the verifier recomputed. */
  readonly verified: number;
  /** Number of questions of each scoring session. */
  readonly questions: readonly number[];
  /** How sessions begin, in a few words. */
  readonly entered: string;
  readonly contenders: readonly Measured[];
  readonly excluded: readonly Excluded[];
}

/** Measures all contenders of a subject. */
export async function measureFrontier(context: ExperimentContext, unit: string): Promise<FrontierData> {
  return (await measuredFrontier(context, unit)).data;
}

/** A frontier with what it was measured from. */
export interface MeasuredFrontier {
  readonly data: FrontierData;
  readonly truth: Truth;
  readonly encoder: Encoder;
  readonly scoring: SessionsFor<'scoring', QuestionSession>;
  readonly mixtures: readonly Mixture[];
}

/** Measures all contenders of a subject, and returns them with the truth and the questions. */
export async function measuredFrontier(context: ExperimentContext, unit: string): Promise<MeasuredFrontier> {
  const { truth, encoder, casual, instance } = await context.bench(unit);
  const subject = context.subject(unit);
  const { game } = subject;
  const { cold, hybrids } = context.effort;
  context.report(`${game.title}: encoding`);
  const { contenders, omitted } = await pureContenders(truth, encoder, context.effort);
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
  const scoring = scoringOf(truth, casual.scoring, context.effort);
  const measured: Measured[] = [];
  const excluded: Excluded[] = [...omitted];
  for (const contender of [...contenders, ...chosen]) {
    context.report(`${game.title}: ${contender.name}`);
    const result = await measure(truth, contender, { scoring, cold });
    if ('why' in result) excluded.push(result);
    else measured.push(result);
  }
  const data: FrontierData = {
    game: game.id,
    title: game.title,
    family: subject.family,
    kind: subject.kind,
    tables: subject.tables,
    positions: truth.positions,
    cells: truth.cells,
    slices: truth.slices.length,
    verified: truth.verified,
    questions: scoring.sessions.map(({ length }) => length),
    entered:
      subject.profile !== undefined
        ? 'where games of masters enter these classes'
        : subject.tables.length === 0
          ? 'at the initial position'
          : 'anywhere in the tables asked about',
    contenders: measured,
    excluded,
  };
  return { data, truth, encoder, scoring, mixtures: chosen.filter((each) => 'parts' in each) };
}

/**
 * Returns as many of the scoring sessions as are affordable. Their number follows from the counts of the engine and not from a
 * clock, so it is the same in every run.
 */
function scoringOf(
  truth: Truth,
  { purpose, sessions }: SessionsFor<'scoring', QuestionSession>,
  { scoring: { most, least, seconds } }: SampleSizes,
): SessionsFor<'scoring', QuestionSession> {
  const count = Math.max(least, Math.min(most, Math.floor(seconds / allSlicesSeconds(truth))));
  return { purpose, sessions: sessions.slice(0, count) };
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
