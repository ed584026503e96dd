import { type Metric, METRICS } from '../game/values.ts';
import { writeFileAtomic } from '../table/atomic.ts';
import { Fields, readText, roundedNumber } from './fields.ts';

/** What one encoding of a table costs. Times are seconds of CPU. */
export interface OptionCost {
  /** Name of the representation, such as `wdl-one-side`. */
  readonly representation: string;
  readonly codec: string;
  readonly bytes: number;
  /** Seconds of a warm probe of a random position (`probe`) and of the first probe after opening (`cold`). */
  readonly probe: number;
  readonly cold: number;
  /**
   * Seconds to read all values, from which other tables can be computed; absent if the table does not give all values.
   */
  readonly unpack?: number;
  /** Whether probes read tables below (`exits`). */
  readonly dependsOnExits?: boolean;
  /** Whether the measured store had this file, so that packing a plan copies it instead of encoding the table. */
  readonly stored?: boolean;
  /** Whether nobody has made this file yet, so that `bytes` and `probe` are those of similar tables (make/similar.ts). */
  readonly forecast?: boolean;
}

/** What a table costs in each encoding, and without a table. Times are seconds of CPU. */
export interface TableCost {
  readonly table: string;
  /** Number of legal positions, if it was counted. */
  readonly positions?: number;
  /** Tables that moves lead to. */
  readonly below: readonly string[];
  readonly options: readonly OptionCost[];
  /**
   * Seconds to compute the table once when all tables below are available; absent if that takes more memory than
   * allowed, and where a kernel computes single questions.
   */
  readonly compute?: number;
  /** Seconds of one question from nothing, where a kernel computes. */
  readonly alone?: number;
  /** Whether `alone` is a lower bound, because questions took longer than somebody wanted to wait. */
  readonly atLeast?: boolean;
  /**
   * Seconds that the questions of a game take which cheaper methods answer, or try to (`tried`), and the share of games, 0 to 1, of
   * which one is computed nevertheless (`computed`); absent: 0 and 1.
   */
  readonly tried?: number;
  readonly computed?: number;
  /** Seconds of one question with the other tables of the measured store at hand, if the kernel reads some of them. */
  readonly fed?: number;
  /** By table that the kernel reads: what it saves of `alone` if it is stored as it was measured. The sum is `alone` less `fed`. */
  readonly feeds?: Readonly<Record<string, number>>;
  /**
   * By table below: share of the positions, 0 to 1, from which a move leads there. Options that depend on exits need
   * it.
   */
  readonly exits?: Readonly<Record<string, number>>;
  /** Seconds to answer one question by search without any table; absent if search did not answer within `patience`. */
  readonly search?: number;
}

/**
 * The cost model of a game: what each table costs to store, to probe, to unpack and to compute, as measured on one
 * machine and stored as JSON. Times are seconds of CPU. Code is charged: a codec costs the bytes of the program that
 * reads it, once.
 */
export interface Costs {
  readonly game: string;
  /** Version of the rules. */
  readonly rules: number;
  readonly metric: Metric;
  /** Seconds that a fixed loop takes on the machine (make/calibrate.ts): times of another machine are in proportion. */
  readonly calibration: number;
  readonly node: string;
  /** Bytes of the program that reads each codec, by id of the codec. */
  readonly decoders: Readonly<Record<string, number>>;
  /** Every table comes after the tables below it. */
  readonly tables: readonly TableCost[];
}

/** Formats costs as JSON, one table per line, because people read the committed files too. */
export function formatCosts(costs: Costs): string {
  const { tables, ...head } = costs;
  const lines = tables.map((table) =>
    JSON.stringify({ ...table, options: table.options.map(storedOption) }, roundedNumber),
  );
  const text = JSON.stringify(head, roundedNumber, 2);
  return `${text.slice(0, -2)},\n  "tables": [\n    ${lines.join(',\n    ')}\n  ]\n}\n`;
}

/** Returns an option under the field names that the file format has had from the start. */
function storedOption({ representation, dependsOnExits, stored, forecast, ...option }: OptionCost): object {
  return {
    keeping: representation,
    ...option,
    ...(dependsOnExits ? { leans: true } : {}),
    ...(stored ? { stored } : {}),
    ...(forecast ? { forecast } : {}),
  };
}

/**
 * Returns costs with stored options alone: plans by them copy files and encode nothing. Tables without a file are
 * computed.
 * @returns undefined if no option is stored
 */
export function storedOnly(costs: Costs): Costs | undefined {
  const some = costs.tables.some(({ options }) => options.some(({ stored }) => stored));
  return some ? withOptions(costs, ({ stored }) => stored === true) : undefined;
}

/** Returns costs without the files that nobody has made. */
export function withoutForecasts(costs: Costs): Costs {
  return withOptions(costs, ({ forecast }) => !forecast);
}

/** Returns costs with those options alone that pass. */
export function withOptions(costs: Costs, passes: (option: OptionCost) => boolean): Costs {
  return { ...costs, tables: costs.tables.map((table) => ({ ...table, options: table.options.filter(passes) })) };
}

const HINT = 'measure them again with "endgame measure"';

/**
 * Parses costs.
 * @param name what messages call the text
 * @throws EndgameError E_USAGE naming the first wrong field
 */
export function parseCosts(text: string, name: string): Costs {
  const fields = new Fields(`costs ${name}`, HINT);
  const all = fields.parse(text);
  const known = new Set<string>();
  const tables = fields.list(all.tables, 'tables').map((entry, i): TableCost => {
    const each = fields.record(entry, `tables[${i}]`);
    const table = fields.text(each.table, `tables[${i}].table`);
    if (known.has(table)) fields.fail(`table ${table} twice`);
    const below = fields.list(each.below, `${table}.below`).map((one) => fields.text(one, `${table}.below`));
    for (const one of below) if (!known.has(one)) fields.fail(`${table} comes before ${one}, which lies below it`);
    known.add(table);
    const options = fields
      .list(each.options, `${table}.options`)
      .map((one, o) => parseOption(fields, one, `${table}.options[${o}]`));
    const positions = fields.optionalAmount(each.positions, `${table}.positions`);
    const compute = fields.optionalAmount(each.compute, `${table}.compute`);
    const alone = fields.optionalAmount(each.alone, `${table}.alone`);
    const tried = fields.optionalAmount(each.tried, `${table}.tried`);
    const computed = fields.optionalAmount(each.computed, `${table}.computed`);
    const fed = fields.optionalAmount(each.fed, `${table}.fed`);
    const feeds = each.feeds === undefined ? undefined : fields.amounts(each.feeds, `${table}.feeds`);
    for (const one of Object.keys(feeds ?? {}))
      if (!known.has(one)) fields.fail(`${one} feeds ${table}, but comes after it`);
    const search = fields.optionalAmount(each.search, `${table}.search`);
    return {
      table,
      ...(positions === undefined ? {} : { positions }),
      below,
      options,
      ...(each.exits === undefined ? {} : { exits: fields.amounts(each.exits, `${table}.exits`) }),
      ...(compute === undefined ? {} : { compute }),
      ...(alone === undefined ? {} : { alone }),
      ...(each.atLeast === true ? { atLeast: true } : {}),
      ...(tried === undefined ? {} : { tried }),
      ...(computed === undefined ? {} : { computed }),
      ...(fed === undefined ? {} : { fed }),
      ...(feeds === undefined ? {} : { feeds }),
      ...(search === undefined ? {} : { search }),
    };
  });
  return {
    game: fields.text(all.game, 'game'),
    rules: fields.amount(all.rules, 'rules'),
    metric: fields.oneOf(all.metric, METRICS, 'metric'),
    calibration: fields.amount(all.calibration, 'calibration'),
    node: fields.text(all.node, 'node'),
    decoders: fields.amounts(all.decoders, 'decoders'),
    tables,
  };
}

function parseOption(fields: Fields, data: unknown, at: string): OptionCost {
  const option = fields.record(data, at);
  const unpack = fields.optionalAmount(option.unpack, `${at}.unpack`);
  return {
    representation: fields.text(option.keeping, `${at}.keeping`),
    codec: fields.text(option.codec, `${at}.codec`),
    bytes: fields.amount(option.bytes, `${at}.bytes`),
    probe: fields.amount(option.probe, `${at}.probe`),
    cold: fields.amount(option.cold, `${at}.cold`),
    ...(unpack === undefined ? {} : { unpack }),
    ...(option.leans === true ? { dependsOnExits: true } : {}),
    ...(option.stored === true ? { stored: true } : {}),
    ...(option.forecast === true ? { forecast: true } : {}),
  };
}

/**
 * Reads costs from a file.
 * @throws EndgameError E_FILE if the file cannot be read, E_USAGE if it holds no cost model
 */
export async function readCosts(path: string): Promise<Costs> {
  return parseCosts(readText(path, 'costs', HINT), path);
}

/**
 * Writes costs to a file.
 * @throws EndgameError E_FILE or E_DISK_FULL; the file is then unchanged
 */
export function writeCosts(path: string, costs: Costs): void {
  writeFileAtomic(path, [new TextEncoder().encode(formatCosts(costs))]);
}
