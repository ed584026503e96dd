import { EndgameError } from '../game/errors.ts';
import { checkNumber } from '../game/option.ts';
import { build } from './build.ts';
import { withAssumed } from './assumed.ts';
import { type Costs, type TableCost, withoutForecasts } from './costs.ts';
import { LARGEST_AMOUNT } from './fields.ts';
import { planByFrequency, planGreedily } from './greedy.ts';
import {
  type Aim,
  choiceBytes,
  type Choice,
  type Instance,
  nothingKept,
  objective,
  questionsOf,
  choiceSeconds,
} from './instance.ts';
import { planByCut } from './mincut.ts';
import { boundOf, planExactly, programSize } from './milp.ts';
import type { KeptTable, Plan, PlanMethod } from './plan.ts';
import type { Profile } from './profile.ts';

/** How `planFor` plans. */
export interface PlanOptions {
  /** Default: exact where the instance is small enough, else greedy. A cut plans for one target at a price. */
  readonly method?: PlanMethod | undefined;
  /**
   * Returns the number of men of a table's positions. With it, questions about a table without costs count as questions about
   * the table of as many men that takes longest to compute; default: they are left out.
   */
  readonly men?: ((table: string) => number | undefined) | undefined;
  /** Whether files that nobody has made yet may be chosen, with the bytes that are forecast; default false. */
  readonly forecast?: boolean | undefined;
  /** Most seconds of the exact program; default 60. */
  readonly seconds?: number;
  /**
   * Whether methods that do not prove how good they are take the program's relaxation as the bound, for longer than they
   * plan themselves; default true. Else their bound is 0.
   */
  readonly bounded?: boolean;
}

/**
 * Entries of the program's rows above which the exact program is not tried, and above which its relaxation is not
 * either.
 */
const LARGEST_EXACT = 100_000;
const LARGEST_RELAXED = 1_000_000;

/**
 * Plans which tables to store: by the exact program where the instance is small enough, else greedily, with the
 * program's relaxation as the bound.
 * @throws EndgameError E_USAGE if costs and profile do not belong together, the method does not know the aim, or a
 *   number is out of range; E_BUDGET if the budget leaves questions without an answer
 */
export async function planFor(costs: Costs, profile: Profile, aim: Aim, options: PlanOptions = {}): Promise<Plan> {
  checkNumbers(aim, options);
  const offered = options.forecast ? costs : withoutForecasts(costs);
  const all = options.men === undefined ? offered : withAssumed(offered, profile, options.men);
  const { instance, coverage } = build(all, profile);
  const method = options.method ?? (programSize(instance) <= LARGEST_EXACT ? 'exact' : 'greedy');
  const { choice, bound } = await choose(instance, aim, method, options);
  const value = objective(instance, choice, aim);
  if (!Number.isFinite(value)) {
    throw new EndgameError('E_BUDGET', 'some questions cannot be answered within the budget', 'give it more bytes');
  }
  const kept = keptIn(instance, all, choice);
  const tableBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const without = choiceSeconds(instance, nothingKept(instance));
  return {
    game: costs.game,
    rules: costs.rules,
    metric: costs.metric,
    source: profile.source,
    coverage,
    assumed: coverage - shareOf(profile, costs.tables),
    atLeast: shareOf(
      profile,
      all.tables.filter(({ atLeast }) => atLeast),
    ),
    aim,
    method,
    bytes: tableBytes,
    decoderBytes: choiceBytes(instance, choice) - tableBytes,
    seconds: choiceSeconds(instance, choice),
    // A plan that cannot do without tables has no such time; JSON has no Infinity, so the file says 0.
    without: Number.isFinite(without) ? without : 0,
    value,
    bound: Math.min(value, bound),
    kept,
    compute: Object.fromEntries(
      costs.tables.flatMap(({ table, compute }) => (compute === undefined ? [] : [[table, compute]])),
    ),
  };
}

/** Returns the share of the profile's positions that are about these tables, 0 to 1. */
function shareOf({ positions, classes }: Profile, tables: readonly TableCost[]): number {
  const names = new Set(tables.map(({ table }) => table));
  const about = classes.reduce((sum, each) => sum + (names.has(each.table) ? each.positions : 0), 0);
  return positions === 0 ? 0 : about / positions;
}

function checkNumbers(aim: Aim, { seconds }: PlanOptions): void {
  const [name, value] = 'price' in aim ? ['price', aim.price] : ['budget', aim.budget];
  checkNumber(name, value, 0, LARGEST_AMOUNT, name === 'price' ? 'seconds per byte' : 'bytes');
  checkNumber('seconds', seconds, 0, LARGEST_AMOUNT, 'seconds');
}

async function choose(
  instance: Instance,
  aim: Aim,
  method: PlanMethod,
  { seconds, bounded = true }: PlanOptions,
): Promise<{ choice: Choice; bound: number }> {
  if (method === 'exact') return await planExactly(instance, aim, seconds === undefined ? {} : { seconds });
  if (method === 'cut') return cut(instance, aim);
  const bound = bounded && programSize(instance) <= LARGEST_RELAXED ? await boundOf(instance, aim) : 0;
  if (method === 'greedy') return { choice: planGreedily(instance, aim), bound };
  if (!('budget' in aim)) throw new EndgameError('E_USAGE', `the rule ${method} knows no price`, 'give a budget');
  return { choice: planByFrequency(instance, aim.budget, method === 'frequency-per-byte'), bound };
}

/**
 * Plans by a cut.
 * @throws EndgameError E_USAGE if a cut cannot express the instance
 */
function cut(instance: Instance, aim: Aim): { choice: Choice; bound: number } {
  const hint = 'use the method exact';
  const [target] = instance.sessions[0].questions.keys();
  if (!('price' in aim)) throw new EndgameError('E_USAGE', 'the method cut knows no budget', 'give a price');
  try {
    const { choice, value } = planByCut(instance, target, aim.price);
    return { choice, bound: value };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EndgameError('E_USAGE', `the method cut plans for one target: ${error.message}`, hint, { cause: error });
  }
}

/** Returns the stored tables, each with its share of the questions and what it saves. */
function keptIn(instance: Instance, costs: Costs, choice: Choice): KeptTable[] {
  const seconds = choiceSeconds(instance, choice);
  const questions = Math.max(1, questionsOf(instance));
  const asked = new Float64Array(instance.tables.length);
  for (const session of instance.sessions)
    for (const [t, n] of session.questions) asked[t] += (session.weight * n) / questions;
  return costs.tables.flatMap(({ table, options }, t): KeptTable[] => {
    const option = choice[t];
    if (option < 0) return [];
    const dropped = Int32Array.from(choice);
    dropped[t] = -1;
    const { representation, codec, bytes, forecast } = options[option];
    const saves = choiceSeconds(instance, dropped) - seconds;
    return [
      {
        table,
        representation: representation,
        codec,
        bytes,
        ...(forecast ? { forecast } : {}),
        asked: asked[t],
        saves: Number.isFinite(saves) ? Math.max(0, saves) : seconds,
      },
    ];
  });
}

/** Returns budgets from nothing to all tables, each about three times the one before. */
export function budgetsFor(costs: Costs): number[] {
  const least = costs.tables.flatMap(({ options }) =>
    options.length === 0 ? [] : [Math.min(...options.map(({ bytes }) => bytes))],
  );
  const decoders = Object.values(costs.decoders);
  const most = least.reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...decoders);
  const budgets = [0];
  for (let budget = 1000; budget < most; budget *= 10 ** 0.5) budgets.push(Math.round(budget));
  return [...budgets, most];
}
