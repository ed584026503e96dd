/**
 * An entry: a directory with an executable `run`, and `entry.json`, which says what role it plays. Every file in the
 * directory is charged, so a link, which would lead out of it, is refused.
 */

import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EndgameError } from '../game/errors.ts';
import { type Role, ROLES } from '../study/rule/panel.ts';

/** The program of an entry. */
export const RUN = 'run';
/** What an entry says of itself. */
export const DECLARATION = 'entry.json';

/** An entry as it was frozen. */
export interface ArenaEntry {
  /** Name of its directory. */
  readonly name: string;
  /** Absolute path without links. */
  readonly directory: string;
  readonly role: Role;
  /** Bytes of all files in the directory. */
  readonly bytes: number;
  /** Bytes of these that are tables, as it declares them; 0 for `compute`. */
  readonly stored: number;
  /** Digest of the names and contents of all files, in hexadecimal. */
  readonly digest: string;
}

/**
 * Reads and freezes an entry.
 * @throws EndgameError E_FILE that names the entry and what it lacks
 */
export function readEntry(path: string): ArenaEntry {
  const name = basename(resolve(path));
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw bad(name, `${path} is no directory`, 'name directories of entries');
  const directory = realpathSync(path);
  if (lstatSync(join(directory, RUN), { throwIfNoEntry: false })?.isFile() !== true)
    throw bad(name, `there is no file "${RUN}"`, `put an executable "${RUN}" there that reads positions`);
  try {
    accessSync(join(directory, RUN), constants.X_OK);
  } catch {
    throw bad(name, `"${RUN}" is not executable`, `chmod +x ${join(path, RUN)}`);
  }
  const { bytes, digest } = frozen(name, directory);
  return { name, directory, bytes, digest, ...declared(name, directory, bytes) };
}

/** Returns whether the files of an entry are those that were frozen. */
export function isUnchanged({ name, directory, digest }: ArenaEntry): boolean {
  try {
    return frozen(name, directory).digest === digest;
  } catch {
    return false;
  }
}

/**
 * Reads all entries, which need different names.
 * @throws EndgameError E_FILE; E_USAGE for two entries of one name
 */
export function readEntries(paths: readonly string[]): ArenaEntry[] {
  const entries = paths.map(readEntry);
  const twice = entries.find(({ name }, i) => entries.findIndex((each) => each.name === name) < i);
  if (twice === undefined) return entries;
  throw new EndgameError('E_USAGE', `two entries are called "${twice.name}"`, 'rename a directory');
}

/** Returns the bytes and the digest of all files below a directory. */
function frozen(name: string, directory: string): { bytes: number; digest: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort((a, b) => (a < b ? -1 : 1));
  for (const path of paths) {
    const stat = lstatSync(join(directory, path));
    if (stat.isDirectory()) continue;
    if (!stat.isFile())
      throw bad(name, `"${path}" is a link or no plain file`, 'copy what it needs into its directory');
    const contents = readFileSync(join(directory, path));
    bytes += contents.length;
    hash.update(JSON.stringify([path, contents.length])).update(contents);
  }
  return { bytes, digest: hash.digest('hex') };
}

function declared(name: string, directory: string, bytes: number): Pick<ArenaEntry, 'role' | 'stored'> {
  const hint = `write {"role": "${ROLES.join('" or "')}", "stored": bytes of its tables} into ${DECLARATION}`;
  let told: Partial<Record<'role' | 'stored', unknown>>;
  try {
    told = Object(JSON.parse(readFileSync(join(directory, DECLARATION), 'utf8'))) as typeof told;
  } catch (cause) {
    throw bad(name, `${DECLARATION} cannot be read: ${(cause as Error).message}`, hint);
  }
  const role = ROLES.find((each) => each === told.role);
  if (role === undefined) throw bad(name, `its role is ${JSON.stringify(told.role)}`, hint);
  const { stored = 0 } = told;
  if (typeof stored !== 'number' || !Number.isInteger(stored) || stored < 0 || stored > bytes)
    throw bad(name, `"stored" is ${JSON.stringify(stored)}, and it has ${bytes} bytes`, hint);
  if (role === 'compute' && stored > 0) throw bad(name, `it computes, and stores ${stored} bytes`, hint);
  if (role !== 'compute' && stored === 0) throw bad(name, `its role is "${role}", and it stores nothing`, hint);
  return { role, stored };
}

function bad(name: string, what: string, hint: string): EndgameError {
  return new EndgameError('E_FILE', `entry "${name}": ${what}`, hint);
}
