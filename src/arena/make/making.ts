import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../bundle/root.ts';
import { EndgameError } from '../../game/errors.ts';
import type { Specialization } from '../../specialize/index.ts';
import type { Role } from '../../study/rule/panel.ts';
import { fileFailure } from '../../table/failure.ts';
import { DECLARATION, RUN } from '../entry.ts';

/** What entries are made for. */
export interface Making {
  /** Where their directories are made. */
  readonly directory: string;
  readonly specialization: Specialization;
  /** Tables whose positions are asked; undefined: all positions. */
  readonly tables: readonly string[] | undefined;
  /** Directory of Syzygy's files. */
  readonly syzygy: string | undefined;
  /** The words that run the `endgame` command. */
  readonly command: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, share: number) => void;
}

/** An entry that was made, or why it was not. */
export interface Made {
  readonly name: string;
  readonly why?: string;
}

/** A program that others wrote or that stands in a file of its own; it is copied as it is. */
export function carriedFile(name: string): string {
  let folder = ROOT;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'src', 'arena', 'make', name);
}

/**
 * Begins an entry: makes its directory.
 * @throws EndgameError E_FILE, also if there is something of that name
 */
export function beginEntry({ directory }: Making, name: string): string {
  const path = join(directory, name);
  if (existsSync(path))
    throw new EndgameError('E_FILE', `${path} is already there`, 'remove it, or name another directory');
  try {
    mkdirSync(path);
  } catch (error) {
    throw fileFailure('making', path, error);
  }
  return path;
}

/** Writes what an entry says of itself. */
export function declareEntry(path: string, role: Role, stored: number): void {
  writeFileSync(join(path, DECLARATION), `${JSON.stringify({ role, stored })}\n`);
}

/** Writes the program of an entry. */
export function writeRun(path: string, text: string | Uint8Array): void {
  writeFileSync(join(path, RUN), text, { mode: 0o755 });
}
