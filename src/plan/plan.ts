/** A plan: which tables of a game are kept and how, what that is expected to cost, and how far from the best it may be. */

import type { DomainName } from '../game/value.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { parseRepresentation, writeFileAtomic, type Encoding } from '../table/index.ts';
import { Fields, readText, roundedNumber } from './fields.ts';
import type { Aim } from './instance.ts';

/** How a plan was found. */
export const PLAN_METHODS = ['exact', 'cut', 'greedy', 'frequency', 'frequency-per-byte'] as const;
export type PlanMethod = (typeof PLAN_METHODS)[number];

export interface KeptTable {
  readonly table: string;
  /** Representation, such as `wdl-one-side`, and codec. */
  readonly representation: string;
  readonly codec: string;
  readonly bytes: number;
  /** Share of the questions that are about it, 0 to 1. */
  readonly asked: number;
  /** Seconds a question, over all questions, that would be added if it alone were dropped. */
  readonly saves: number;
}

export interface Plan {
  readonly game: string;
  /** Version of the rules. */
  readonly rules: number;
  readonly metric: Metric;
  /** Where the questions come from. */
  readonly source: readonly string[];
  /** Share of these questions whose tables had costs, 0 to 1. */
  readonly coverage: number;
  readonly aim: Aim;
  readonly method: PlanMethod;
  /** Of the tables, and of the programs that read them. */
  readonly bytes: number;
  readonly decoderBytes: number;
  /** Expected seconds of CPU a question: with the plan, and if nothing were kept. */
  readonly seconds: number;
  readonly without: number;
  /** What is minimised: seconds a question, plus price times bytes if the aim is a price; no plan does better than `bound`. */
  readonly value: number;
  readonly bound: number;
  readonly kept: readonly KeptTable[];
  /** Seconds to compute each table of the game, what lies below it at hand: for the solver's own choices. */
  readonly compute: Readonly<Record<string, number>>;
}

/** How much better than the plan another could be at most, as a share of the plan's value. */
export function gapOf({ value, bound }: Pick<Plan, 'value' | 'bound'>): number {
  return value <= 0 ? 0 : Math.max(0, (value - bound) / value);
}

/** A table that is to be kept in one certain way. */
export interface WantedTable {
  readonly table: string;
  readonly encoding: Encoding;
  /** Of the file, as it was measured. */
  readonly bytes: number;
}

/** The tables of a plan as a store is to keep them. */
export function wantedBy({ kept }: Pick<Plan, 'kept'>, domain: DomainName): WantedTable[] {
  return kept.map(({ table, representation, codec, bytes }) => ({
    table,
    encoding: { representation: parseRepresentation(representation, domain), codec },
    bytes,
  }));
}

/** One table a line: plans are read by people too. */
export function formatPlan(plan: Plan): string {
  const { kept, compute, ...head } = plan;
  // `keeping` is the name that files have had from the first on.
  const lines = kept.map(({ table, representation, ...rest }) =>
    JSON.stringify({ table, keeping: representation, ...rest }, roundedNumber),
  );
  const text = JSON.stringify(head, roundedNumber, 2);
  const body = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `${text.slice(0, -2)},\n  "kept": ${body},\n  "compute": ${JSON.stringify(compute, roundedNumber)}\n}\n`;
}

const HINT = 'make a plan with "endgame plan"';

/** @throws EndgameError E_USAGE naming the field that is wrong; `name` is what the message calls the text. */
export function parsePlan(text: string, name: string): Plan {
  const fields = new Fields(`plan ${name}`, HINT);
  const all = fields.parse(text);
  const aim = fields.record(all.aim, 'aim');
  const seen = new Set<string>();
  return {
    game: fields.text(all.game, 'game'),
    rules: fields.amount(all.rules, 'rules'),
    metric: fields.oneOf(all.metric, METRICS, 'metric'),
    source: fields.list(all.source, 'source').map((each) => fields.text(each, 'source')),
    coverage: fields.amount(all.coverage, 'coverage'),
    aim:
      aim.price === undefined
        ? { budget: fields.amount(aim.budget, 'aim.budget') }
        : { price: fields.amount(aim.price, 'aim.price') },
    method: fields.oneOf(all.method, PLAN_METHODS, 'method'),
    bytes: fields.amount(all.bytes, 'bytes'),
    decoderBytes: fields.amount(all.decoderBytes, 'decoderBytes'),
    seconds: fields.amount(all.seconds, 'seconds'),
    without: fields.amount(all.without, 'without'),
    value: fields.amount(all.value, 'value'),
    bound: fields.amount(all.bound, 'bound'),
    kept: fields.list(all.kept, 'kept').map((entry, i): KeptTable => {
      const each = fields.record(entry, `kept[${i}]`);
      const table = fields.text(each.table, `kept[${i}].table`);
      if (seen.has(table)) fields.fail(`table ${table} twice`);
      seen.add(table);
      return {
        table,
        representation: fields.text(each.keeping, `${table}.keeping`),
        codec: fields.text(each.codec, `${table}.codec`),
        bytes: fields.amount(each.bytes, `${table}.bytes`),
        asked: fields.amount(each.asked, `${table}.asked`),
        saves: fields.amount(each.saves, `${table}.saves`),
      };
    }),
    compute: fields.amounts(all.compute, 'compute'),
  };
}

/** @throws EndgameError E_FILE if the file cannot be read, E_USAGE if it is no plan */
export async function readPlan(path: string): Promise<Plan> {
  return parsePlan(readText(path, 'plan', HINT), path);
}

/** @throws EndgameError E_FILE or E_DISK_FULL; then the file is as it was before. */
export function writePlan(path: string, plan: Plan): void {
  writeFileAtomic(path, [new TextEncoder().encode(formatPlan(plan))]);
}
