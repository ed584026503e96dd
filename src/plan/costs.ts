/**
 * The cost model of a game: what each table costs to keep, to ask, to unpack and to compute, as measured on one machine and
 * kept as JSON. Times are seconds of CPU. Code is charged: a codec costs the bytes of the program that reads it, once.
 */

import { readFile } from 'node:fs/promises';
import { EndgameError } from '../game/errors.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { writeFileAtomic } from '../store/atomic.ts';

export interface OptionCost {
  /** What is kept, such as `wdl-one-side`. */
  readonly keeping: string;
  readonly codec: string;
  readonly bytes: number;
  /** A warm probe of a random position; the first one after opening. */
  readonly probe: number;
  readonly cold: number;
  /** Until all values are at hand to compute other tables from; absent if they cannot be had that way. */
  readonly unpack?: number;
  /** Answers count on the tables below. */
  readonly leans?: boolean;
}

export interface TableCost {
  readonly table: string;
  /** Legal positions, if somebody counted them. */
  readonly positions?: number;
  /** Tables that moves lead to. */
  readonly below: readonly string[];
  readonly options: readonly OptionCost[];
  /** Computing it once, everything below at hand; absent if that takes more memory than was allowed. */
  readonly compute?: number;
  /** One question answered by search without any table; absent if search did not answer within `patience`. */
  readonly search?: number;
}

export interface Costs {
  readonly game: string;
  /** Version of the rules. */
  readonly rules: number;
  readonly metric: Metric;
  /** Seconds that a fixed loop takes on the machine (clock.ts): times of another machine are in proportion. */
  readonly calibration: number;
  readonly node: string;
  /** Bytes of the program that reads each codec. */
  readonly decoders: Readonly<Record<string, number>>;
  /** Each after those below it. */
  readonly tables: readonly TableCost[];
}

/** One table a line: the committed files are read by people too. */
export function formatCosts(costs: Costs): string {
  const { tables, ...head } = costs;
  const lines = tables.map((table) => JSON.stringify(table, rounded));
  const text = JSON.stringify(head, rounded, 2);
  return `${text.slice(0, -2)},\n  "tables": [\n    ${lines.join(',\n    ')}\n  ]\n}\n`;
}

/** Times are not known to more digits than that. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value;
}

/** @throws EndgameError E_USAGE naming the field that is wrong; `name` is what the message calls the text. */
export function parseCosts(text: string, name: string): Costs {
  const fail = (what: string): never => {
    throw new EndgameError('E_USAGE', `costs ${name}: ${what}`, 'measure them anew with "endgame measure"');
  };
  const record = (value: unknown, field: string): Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : fail(`${field} is no object`);
  const list = (value: unknown, field: string): unknown[] =>
    Array.isArray(value) ? value : fail(`${field} is no list`);
  const textOf = (value: unknown, field: string): string =>
    typeof value === 'string' ? value : fail(`${field} is no text`);
  const amount = (value: unknown, field: string): number =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fail(`${field} is no number above 0`);
  const maybe = (value: unknown, field: string): number | undefined =>
    value === undefined ? undefined : amount(value, field);

  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return fail('is not JSON');
  }
  const all = record(data, 'the file');
  const known = new Set<string>();
  const tables = list(all.tables, 'tables').map((entry, i): TableCost => {
    const each = record(entry, `tables[${i}]`);
    const table = textOf(each.table, `tables[${i}].table`);
    if (known.has(table)) fail(`table ${table} twice`);
    const below = list(each.below, `${table}.below`).map((one) => textOf(one, `${table}.below`));
    for (const one of below) if (!known.has(one)) fail(`${table} comes before ${one}, which lies below it`);
    known.add(table);
    const options = list(each.options, `${table}.options`).map((one, o): OptionCost => {
      const at = `${table}.options[${o}]`;
      const option = record(one, at);
      const unpack = maybe(option.unpack, `${at}.unpack`);
      return {
        keeping: textOf(option.keeping, `${at}.keeping`),
        codec: textOf(option.codec, `${at}.codec`),
        bytes: amount(option.bytes, `${at}.bytes`),
        probe: amount(option.probe, `${at}.probe`),
        cold: amount(option.cold, `${at}.cold`),
        ...(unpack === undefined ? {} : { unpack }),
        ...(option.leans === true ? { leans: true } : {}),
      };
    });
    const positions = maybe(each.positions, `${table}.positions`);
    const compute = maybe(each.compute, `${table}.compute`);
    const search = maybe(each.search, `${table}.search`);
    return {
      table,
      ...(positions === undefined ? {} : { positions }),
      below,
      options,
      ...(compute === undefined ? {} : { compute }),
      ...(search === undefined ? {} : { search }),
    };
  });
  const metric = METRICS.find((each) => each === all.metric);
  const decoders = Object.fromEntries(
    Object.entries(record(all.decoders, 'decoders')).map(([codec, bytes]) => [
      codec,
      amount(bytes, `decoders.${codec}`),
    ]),
  );
  return {
    game: textOf(all.game, 'game'),
    rules: amount(all.rules, 'rules'),
    metric: metric ?? fail(`metric ${JSON.stringify(all.metric)} is none`),
    calibration: amount(all.calibration, 'calibration'),
    node: textOf(all.node, 'node'),
    decoders,
    tables,
  };
}

/** @throws EndgameError E_FILE if the file cannot be read, E_USAGE if it is no cost model */
export async function readCosts(path: string): Promise<Costs> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EndgameError(
      'E_FILE',
      `${path}: failed reading the costs: ${why}`,
      'measure them with "endgame measure"',
      {
        cause: error,
      },
    );
  }
  return parseCosts(text, path);
}

/** @throws EndgameError E_FILE or E_DISK_FULL; then the file is as it was before. */
export function writeCosts(path: string, costs: Costs): void {
  writeFileAtomic(path, [new TextEncoder().encode(formatCosts(costs))]);
}
