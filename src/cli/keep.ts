/** What a command keeps of what it computed, for later runs. */

import { type Command, Option } from 'commander';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EndgameError } from '../game/errors.ts';
import { KeptDirectory } from '../table/index.ts';
import { parseBytes } from './options.ts';

/** Whether and where something is kept. */
export interface KeepFlags {
  /** Most bytes; nothing is kept without them. */
  readonly keep?: number;
  readonly keepDir?: string;
}

/** `--keep` and `--keep-dir`. */
export function addKeepOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--keep <bytes>',
        'keep what a kernel solved in so many bytes of files, and read it back in later runs',
      ).argParser(parseBytes),
    )
    .addOption(new Option('--keep-dir <directory>', `where it is kept (default: ${usualDirectory()})`));
}

/**
 * Opens what was kept; undefined if nothing shall be.
 * @throws EndgameError E_USAGE if there is a directory and no number of bytes; E_FILE, E_DISK_FULL
 */
export function openKept({ keep, keepDir }: KeepFlags): KeptDirectory | undefined {
  if (keep === undefined) {
    if (keepDir === undefined) return undefined;
    throw new EndgameError('E_USAGE', '--keep-dir says where, not how much', 'add --keep with the bytes, such as 50MB');
  }
  return new KeptDirectory({ directory: keepDir ?? usualDirectory(), bytes: keep });
}

/** The user's folder for what programs can make again. */
function usualDirectory(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const folders: Partial<Record<NodeJS.Platform, string | undefined>> = {
    win32: LOCALAPPDATA,
    darwin: join(homedir(), 'Library', 'Caches'),
  };
  return join(XDG_CACHE_HOME ?? folders[process.platform] ?? join(homedir(), '.cache'), 'endgame-lab');
}
