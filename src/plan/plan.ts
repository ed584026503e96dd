import type { DomainName } from '../game/value.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { RTBW } from '../syzygy/index.ts';
import { parseRepresentation, writeFileAtomic, type Encoding } from '../table/index.ts';
import { Fields, readText, roundedNumber } from './fields.ts';
import type { Aim } from './instance.ts';

/**
 * How a plan is found: by the exact program, a cut, greedily, or by one of the two rules that the planner is compared
 * with.
 */
export const PLAN_METHODS = ['exact', 'cut', 'greedy', 'frequency', 'frequency-per-byte'] as const;
/** One of `PLAN_METHODS`. */
export type PlanMethod = (typeof PLAN_METHODS)[number];

/** A table that a plan stores. */
export interface KeptTable {
  readonly table: string;
  /** Name of the representation, such as `wdl-one-side`. */
  readonly representation: string;
  readonly codec: string;
  readonly bytes: number;
  /** Whether nobody has made its file yet, so that `bytes` is an estimate. */
  readonly forecast?: boolean;
  /** Share of the questions that are about it, 0 to 1. */
  readonly asked: number;
  /** Seconds per question, over all questions, that dropping this table alone would add. */
  readonly saves: number;
}

/**
 * A plan: which tables of a game are stored and how, the expected costs, and the distance from the best plan at most.
 */
export interface Plan {
  readonly game: string;
  /** Version of the rules. */
  readonly rules: number;
  readonly metric: Metric;
  /** Where the questions come from. */
  readonly source: readonly string[];
  /** Share of these questions that count, because their tables have costs or are assumed to have some, 0 to 1. */
  readonly coverage: number;
  /** Share that counts as if it were about the dearest table of as many men, for want of costs. */
  readonly assumed: number;
  /** Share of which only a lower bound of the seconds is known. */
  readonly atLeast: number;
  readonly aim: Aim;
  readonly method: PlanMethod;
  /** Bytes of the tables (`bytes`) and of the programs that read them (`decoderBytes`). */
  readonly bytes: number;
  readonly decoderBytes: number;
  /**
   * Expected seconds of CPU per question, with the plan (`seconds`) and without any table (`without`; 0 if that is
   * impossible).
   */
  readonly seconds: number;
  readonly without: number;
  /**
   * What is minimised (`value`): seconds per question, plus price times bytes if the aim is a price. No plan is better
   * than `bound`.
   */
  readonly value: number;
  readonly bound: number;
  readonly kept: readonly KeptTable[];
  /** By table of the game: seconds to compute it when the tables below are available, for the solver's own choices. */
  readonly compute: Readonly<Record<string, number>>;
}

/** Returns how much better than the plan another could be at most, as a share of the plan's value, 0 to 1. */
export function gapOf({ value, bound }: Pick<Plan, 'value' | 'bound'>): number {
  return value <= 0 ? 0 : Math.max(0, (value - bound) / value);
}

/** A table that a store should hold in one certain encoding. */
export interface WantedTable {
  readonly table: string;
  readonly encoding: Encoding;
  /** Bytes of the file, as measured. */
  readonly bytes: number;
}

/** Returns the tables of a plan as a store should hold them; Syzygy's files stay where they are. */
export function wantedBy({ kept }: Pick<Plan, 'kept'>, domain: DomainName): WantedTable[] {
  const own = kept.filter(({ codec }) => codec !== RTBW);
  return own.map(({ table, representation, codec, bytes }) => ({
    table,
    encoding: { representation: parseRepresentation(representation, domain), codec },
    bytes,
  }));
}

/** Returns the classes of which a plan keeps Syzygy's files. */
export function syzygyOf({ kept }: Pick<Plan, 'kept'>): ReadonlySet<string> {
  return new Set(kept.filter(({ codec }) => codec === RTBW).map(({ table }) => table));
}

/** Formats a plan as JSON, one table per line, because people read plans too. */
export function formatPlan(plan: Plan): string {
  const { kept, compute, ...head } = plan;
  // `keeping` is the field name that the file format has had from the start.
  const lines = kept.map(({ table, representation, ...rest }) =>
    JSON.stringify({ table, keeping: representation, ...rest }, roundedNumber),
  );
  const text = JSON.stringify(head, roundedNumber, 2);
  const body = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `${text.slice(0, -2)},\n  "kept": ${body},\n  "compute": ${JSON.stringify(compute, roundedNumber)}\n}\n`;
}

const HINT = 'make a plan with "endgame plan"';

/**
 * Parses a plan.
 * @param name what messages call the text
 * @throws EndgameError E_USAGE naming the first wrong field
 */
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
    assumed: fields.optionalAmount(all.assumed, 'assumed') ?? 0,
    atLeast: fields.optionalAmount(all.atLeast, 'atLeast') ?? 0,
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
        ...(each.forecast === true ? { forecast: true } : {}),
        asked: fields.amount(each.asked, `${table}.asked`),
        saves: fields.amount(each.saves, `${table}.saves`),
      };
    }),
    compute: fields.amounts(all.compute, 'compute'),
  };
}

/**
 * Reads a plan from a file.
 * @throws EndgameError E_FILE if the file cannot be read, E_USAGE if it holds no plan
 */
export async function readPlan(path: string): Promise<Plan> {
  return parsePlan(readText(path, 'plan', HINT), path);
}

/**
 * Writes a plan to a file.
 * @throws EndgameError E_FILE or E_DISK_FULL; the file is then unchanged
 */
export function writePlan(path: string, plan: Plan): void {
  writeFileAtomic(path, [new TextEncoder().encode(formatPlan(plan))]);
}
