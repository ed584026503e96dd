/** The tables that a command answers from: those of the user, and beneath them those that come with the toolkit. */

import { Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { SyzygyTables } from '../syzygy/index.ts';
import { cacheBeside, OUTCOMES_PACKAGE, shippedOutcomes, TableStore } from '../table/index.ts';
import { DEFAULT_DIRECTORY } from './options.ts';

/** Which tables a command may use. */
export interface TablesFlags {
  /** The user's directory. */
  readonly dir: string;
  /** Whether the tables that come with the toolkit may be used. */
  readonly pack: boolean;
}

/** `--no-pack`: without the tables that come with the toolkit. */
export function packOption(): Option {
  return new Option('--no-pack', `leave out the tables that come with the toolkit (${OUTCOMES_PACKAGE})`);
}

/** `--syzygy`: directories of Syzygy's files. */
export function syzygyOption(): Option {
  return new Option(
    '--syzygy <directory>',
    "chess: use Syzygy's files (.rtbw, .rtbz) in this directory; more than once for several",
  ).argParser((directory: string, before: readonly string[] | undefined) => [...(before ?? []), directory]);
}

/**
 * Opens Syzygy's files.
 * @param directories undefined: none
 * @throws EndgameError E_FILE if a directory is missing or has no such file
 */
export function openSyzygy(directories: readonly string[] | undefined, memory: number): SyzygyTables | undefined {
  if (directories === undefined) return undefined;
  const tables = new SyzygyTables(directories, { cache: cacheBeside(memory) });
  if (tables.names.length > 0) return tables;
  const hint = 'name the directory that has files such as KQvK.rtbw';
  throw new EndgameError('E_FILE', `no Syzygy files in ${tables.name}`, hint);
}

/**
 * Opens the tables. A directory of the user comes first, the package stands in for tables that it lacks.
 * @param memory bytes for computing, to which the tables' cache is fitted
 * @param isNeeded whether there must be some
 * @returns undefined if there are none; only a directory that was named must exist
 * @throws EndgameError E_FILE
 */
export function openTables({ dir, pack }: TablesFlags, memory: number, isNeeded = false): TableStore | undefined {
  const cache = cacheBeside(memory);
  const fallback = pack ? shippedOutcomes({ cache }) : undefined;
  try {
    return TableStore.open(dir, { cache, fallback });
  } catch (error) {
    if (dir === DEFAULT_DIRECTORY && (fallback !== undefined || !isNeeded)) return fallback;
    throw error;
  }
}
