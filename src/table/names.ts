import { type Metric, METRICS } from '../game/values.ts';

/** End of the name of every table file. */
export const TABLE_SUFFIX = '.egt';

const PLAIN = /^[A-Za-z0-9_+,=-]$/;
const utf8 = new TextEncoder();

function escape(name: string): string {
  let out = '';
  for (const byte of utf8.encode(name)) {
    const char = String.fromCharCode(byte);
    out += PLAIN.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** What a file's name tells. */
export interface TableName {
  readonly game: string;
  readonly table: string;
  readonly metric: Metric;
}

/**
 * Returns the file name of a table: `<game>.<table>.egt`, or `<game>.<table>.<metric>.egt` unless the metric is dtm.
 * Every byte of game and table that is not a letter, a digit or one of `_ - + , =` is written as %XX. So a name never
 * starts with a dot, and determines game, table and metric.
 */
export function makeFileName(game: string, table: string, metric: Metric = 'dtm'): string {
  return `${escape(game)}.${escape(table)}${metric === 'dtm' ? '' : `.${metric}`}${TABLE_SUFFIX}`;
}

/** Returns the name of the work on a table, or on what is a part of one, for files that go when it is done. */
export function workName(game: string, what: string, metric: Metric): string {
  return `${escape(game)}.${escape(what)}.${metric}`;
}

/** Returns what a file's name tells (its directory is ignored), or undefined if the name is not in normal form. */
export function parseFileName(file: string): TableName | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const [game, table, last] = name.split('.');
  if (!game || !table) return undefined;
  try {
    const metric = METRICS.find((metric) => metric === last) ?? 'dtm';
    const names = { game: decodeURIComponent(game), table: decodeURIComponent(table), metric };
    return makeFileName(names.game, names.table, metric) === name ? names : undefined;
  } catch {
    return undefined; // a stray % or bytes that are not UTF-8
  }
}

/** Returns the command that generates a table. */
export function generateCommand({ game, table, metric }: TableName): string {
  return `endgame generate ${game} ${table}${metric === 'dtm' ? '' : ` --metric ${metric}`}`;
}
