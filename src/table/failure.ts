/** Expected failures of tables, each worded once: which file, what is wrong, what to do about it. */

import { EndgameError } from '../game/errors.ts';
import { generateCommand, parseFileName, type TableName } from './names.ts';

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'check the name, or generate the tables first with `endgame generate <game>`',
  ENOTDIR: 'a part of the path is a file where a directory is needed',
  EISDIR: 'a directory stands where a file is needed',
  EACCES: 'check the permissions',
  EPERM: 'check the permissions',
  EROFS: 'the file system is read-only; choose another directory',
  EMFILE: 'too many open files; raise the limit (ulimit -n)',
  ENAMETOOLONG: 'choose a shorter name',
};

/**
 * Returns the error of a failed system operation on `path`: E_DISK_FULL if space or quota ran out, else E_FILE.
 * @param doing the operation, such as "opening it"
 */
export function fileFailure(doing: string, path: string, cause: unknown): EndgameError {
  const code = cause instanceof Error ? (cause as { code?: string }).code : undefined;
  if (FULL.includes(code)) {
    const hint = 'free some space, or choose another directory; finished tables remain';
    return new EndgameError('E_DISK_FULL', `${path}: no space left while ${doing} (${code})`, hint, { cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  const hint = (code === undefined ? undefined : ADVICE[code]) ?? 'check the path, its permissions and the disk';
  return new EndgameError('E_FILE', `${path}: failed ${doing}: ${why}`, hint, { cause });
}

/** Returns the command that generates a table, as exactly as the file's name tells. */
function generate(file: string): string {
  const names = parseFileName(file);
  return `\`${names === undefined ? 'endgame generate <game> <table>' : generateCommand(names)}\``;
}

/** Returns the error (E_TABLE_DAMAGED) of a table file whose bytes have changed since they were written. */
export function damaged(file: string, what: string, cause?: unknown): EndgameError {
  const hint = `delete it and run ${generate(file)}, or use --solver hybrid, which recomputes`;
  return new EndgameError('E_TABLE_DAMAGED', `${file}: ${what}`, hint, cause === undefined ? {} : { cause });
}

/** Returns the error (E_TABLE_FOREIGN) of a sound file that this program, game or rules version cannot use. */
export function foreign(file: string, what: string): EndgameError {
  const hint = `move it away and run ${generate(file)}, or use --solver hybrid, which recomputes`;
  return new EndgameError('E_TABLE_FOREIGN', `${file}: ${what}`, hint);
}

/** Returns the error (E_TABLE_MISSING) of a table that a store does not have. */
export function missing(directory: string, name: TableName): EndgameError {
  const hint = `run \`${generateCommand(name)}\`, or use --solver hybrid, which computes what is not stored`;
  const which = name.metric === 'dtm' ? 'table' : `${name.metric} table`;
  return new EndgameError('E_TABLE_MISSING', `${directory}: no ${which} ${name.table} of ${name.game}`, hint);
}
