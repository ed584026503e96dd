/** Learnt costs: bytes and seconds of tables that were never built, and what a plan made with them costs. */

import { gameOf } from '../../../../../games/index.ts';
import type { Instance } from '../../../../plan/instance.ts';
import { median, quantile } from '../../../../text/quantile.ts';
import { Encoder } from '../../../encoding.ts';
import type { ExperimentContext } from '../../../experiment-context.ts';
import { instanceOf } from '../../../plan.ts';
import { sessionsOf } from '../../../questions.ts';
import { redrawn, seeded } from '../../../rule/bootstrap.ts';
import { parted } from '../../../rule/purpose.ts';
import { subject } from '../../../subjects.ts';
import type { Truth } from '../../../truth.ts';
import { type CostedTable, COST_MODELS, type CostModel } from './models.ts';
import { planLearnt, SECONDS_TARGET, withLearnt } from './plans.ts';

interface CostCase {
  readonly game: string;
  readonly family: string;
  readonly tables?: readonly string[];
  readonly quick?: true;
}

const CASES: readonly CostCase[] = [
  { game: 'checkers', family: 'draughts', tables: ['KMvM'], quick: true },
  { game: 'awari', family: 'sowing', tables: ['7'], quick: true },
  { game: 'mnk-4-3-3', family: 'rows', quick: true },
  { game: 'hexapawn-3x3', family: 'pawns', quick: true },
  { game: 'konane-4x4', family: 'konane', quick: true },
  { game: 'kalah-6-4', family: 'sowing', tables: ['8'] },
  { game: 'hexapawn-4x4', family: 'pawns' },
  { game: 'connect-four-4x4', family: 'connect-four' },
  { game: 'clobber-4x4', family: 'clobber' },
  { game: 'chess', family: 'chess', tables: ['KPvK', 'KRvKN'] },
];

/** Targets of predictions: codecs whose bytes depend on the values, and seconds by counts of the engine. */
export const TARGETS: readonly string[] = ['brotli-blocks', 'pairs', 'forest', SECONDS_TARGET];
/** Budgets, as shares of the bytes of all tables at their smallest. */
const BUDGET_SHARES = [1 / 16, 1 / 8, 1 / 4, 1 / 2];
/** Share of a game's tables that are built, in the order of building. */
const BUILT = 1 / 2;
/** Fewest tables of a game: some are built, and some are not. */
const LEAST_TABLES = 4;
const SESSIONS = 100;
const DRAWS = 1000;

/** A mean over families, with the ends of the interval of 90 % of draws of families. */
export interface OverFamilies {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/** What one model is worth. */
export interface ModelledCosts {
  readonly name: string;
  /** By target: how many times too large or too small a prediction is, as the geometric mean over families of medians. */
  readonly errors: Readonly<Record<string, OverFamilies>>;
  /** Seconds a question of plans made with it, over those of plans with measured costs: geometric mean. */
  readonly price: OverFamilies;
  /** Mean share of tables that are made before a plan fits. */
  readonly built: number;
}

/** The data of learnt costs. */
export interface CostsData {
  readonly part: 'costs';
  readonly games: readonly {
    readonly game: string;
    readonly family: string;
    readonly tables: number;
    readonly unbuilt: number;
    readonly cells: number;
  }[];
  readonly models: readonly ModelledCosts[];
}

interface Costed {
  readonly game: string;
  readonly family: string;
  readonly tables: readonly CostedTable[];
  readonly instance: Instance;
  readonly built: readonly boolean[];
}

/** Learns costs with each family left out in turn. */
export async function measureLearntCosts(context: ExperimentContext): Promise<CostsData> {
  const games: Costed[] = [];
  for (const each of CASES) {
    if (context.size === 'quick' && !each.quick) continue;
    const costed = await costsOf(context, each);
    if (costed.tables.length >= LEAST_TABLES) games.push(costed);
  }
  return {
    part: 'costs',
    games: games.map(({ game, family, tables, built }) => ({
      game,
      family,
      tables: tables.length,
      unbuilt: built.filter((each) => !each).length,
      cells: tables.reduce((sum, { cells }) => sum + cells, 0),
    })),
    models: COST_MODELS.map((model) => judged(model, games, context.seed)),
  };
}

async function costsOf(context: ExperimentContext, { game, family, tables: named = [] }: CostCase): Promise<Costed> {
  const truth = await context.truth(subject(gameOf(game), named), 0);
  const encoder = new Encoder(truth);
  context.report(`${game}: what its tables cost`);
  const { training } = parted(sessionsOf(truth, 'casual', SESSIONS, context.seed));
  const instance = instanceOf(truth, encoder, training, Number.POSITIVE_INFINITY);
  const tables = truth.slices.map(({ slice: { name }, values }, t): CostedTable => {
    const { successors, options, compute } = instance.tables[t];
    return {
      game,
      family,
      name,
      cells: values.length,
      childCells: successors.reduce((sum, next) => sum + truth.slices[next].values.length, 0),
      children: successors.length,
      entropy: entropyOf(truth, t),
      costs: {
        ...Object.fromEntries(options.map(({ name: way, bytes }) => [way, bytes])),
        [SECONDS_TARGET]: compute,
      },
    };
  });
  const count = Math.ceil(tables.length * BUILT);
  return { game, family, tables, instance, built: tables.map((_, t) => t < count) };
}

/** Returns the entropy of the values of a slice, in bits a cell. */
function entropyOf({ slices }: Truth, number: number): number {
  const { values } = slices[number];
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) counts.set(values.at(i), (counts.get(values.at(i)) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / values.length) * Math.log2(n / values.length), 0);
}

function judged(model: CostModel, games: readonly Costed[], seed: number): ModelledCosts {
  const logs = new Map<string, { family: string; log: number }[]>(TARGETS.map((target) => [target, []]));
  const prices: { family: string; log: number }[] = [];
  const shares: number[] = [];
  for (const { family, tables, instance, built } of games) {
    const own = tables.filter((_, t) => built[t]);
    const others = games.filter((each) => each.family !== family).flatMap((each) => each.tables);
    const predict = (t: number, target: string): number => model.predict(tables[t], target, { own, others });
    for (const target of TARGETS) {
      const errors = tables.flatMap((table, t) =>
        built[t] ? [] : [Math.abs(Math.log(predict(t, target) / table.costs[target]))],
      );
      logs.get(target)!.push({ family, log: median(errors) });
    }
    const learnt = withLearnt(instance, built, predict);
    const all = instance.tables.reduce((sum, { options }) => sum + Math.min(...options.map(({ bytes }) => bytes)), 0);
    for (const share of BUDGET_SHARES) {
      const plan = planLearnt(instance, learnt, built, Math.floor(all * share));
      prices.push({ family, log: Math.log(plan.price) });
      shares.push(plan.built);
    }
  }
  return {
    name: model.name,
    errors: Object.fromEntries([...logs].map(([target, own]) => [target, overFamilies(own, seed)])),
    price: overFamilies(prices, seed),
    built: mean(shares),
  };
}

/** Returns the geometric mean over families of those of their games. */
function overFamilies(all: readonly { readonly family: string; readonly log: number }[], seed: number): OverFamilies {
  const names = [...new Set(all.map(({ family }) => family))];
  const means = names.map((name) => mean(all.filter(({ family }) => family === name).map(({ log }) => log)));
  const random = seeded(seed);
  const draws = Array.from({ length: DRAWS }, () => mean(redrawn(means, means.length, random)));
  const at = (q: number): number => Math.exp(quantile(draws, q));
  return { value: Math.exp(mean(means)), least: at(0.05), most: at(0.95) };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
