/**
 * What a game cost that is too large for every study: `tables/study/games/<id>.json`, and beside it, in `<id>.tables`, the tables of its
 * best mixture. Whoever shows it says that it is recorded, and by which machine and code.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { EndgameError } from '../../game/errors.ts';
import { hash64, hex64 } from '../../table/checksum.ts';
import { dataPath } from '../data-path.ts';
import type { FrontierData } from '../experiments/frontier/measure.ts';
import type { MixtureParts } from '../lineup.ts';
import type { MachineFacts } from '../machine.ts';

/** What a table of one slice costs. */
export interface SliceCosts {
  readonly name: string;
  readonly cells: number;
  /** Legal positions up to symmetry. */
  readonly positions: number;
  /** CPU seconds to solve it once those below are. */
  readonly seconds: number;
  /** Bytes by coder, those of plans. Cells do not depend on exits. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** A session of questions: positions in the game's notation, and their values. */
export interface RecordedSession {
  readonly positions: readonly string[];
  readonly values: readonly number[];
}

/** A mixture that can be opened again; its tables are in a file of their own. */
export type RecordedMixture = Pick<MixtureParts, 'coders' | 'engine'> & {
  readonly name: string;
  readonly kept: readonly string[];
  readonly searched: readonly string[];
  /** Of the file of its tables: XXH64, sixteen hexadecimal digits. */
  readonly checksum: string;
};

/** The record of one game. */
export interface ScaleRecord {
  readonly id: string;
  readonly data: FrontierData;
  /** The scoring sessions. */
  readonly sessions: readonly RecordedSession[];
  /** All slices, each after those below it. */
  readonly slices: readonly SliceCosts[];
  /** A slice that is solved and coded again in every study, with those below it. */
  readonly sample: string;
  /** The mixture with the greatest advantage, if one takes part. */
  readonly mixture?: RecordedMixture;
  /** CPU seconds of the whole measurement. */
  readonly seconds: number;
  /** Digest of the code, the machine, the date and the command. */
  readonly code: string;
  readonly machine: MachineFacts;
  readonly date: string;
  readonly command: string;
}

/** Path of the record of a game. */
export function recordPath(id: string): string {
  return dataPath('study', 'games', `${id}.json`);
}

/** Path of the tables of its mixture. */
export function mixturePath(id: string): string {
  return dataPath('study', 'games', `${id}.tables`);
}

/** Returns whether a game has a record. */
export function isRecorded(id: string): boolean {
  return existsSync(recordPath(id));
}

/** Returns the files of a record. */
export function recordFiles(id: string): string[] {
  return [recordPath(id), mixturePath(id)].filter((path) => existsSync(path));
}

/** Returns the command that makes the record of a game. */
export function commandOf(id: string): string {
  return `npm run bench:scale -- ${id}`;
}

/**
 * Reads the record of a game.
 * @throws EndgameError E_FILE if it is damaged
 */
export function readRecord(id: string): ScaleRecord {
  const path = recordPath(id);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ScaleRecord;
  } catch (cause) {
    const hint = `record it anew with "${commandOf(id)}"`;
    throw new EndgameError('E_FILE', `${path} is damaged: ${(cause as Error).message}`, hint, { cause });
  }
}

/**
 * Reads the tables of a record's mixture; undefined if it has none.
 * @throws EndgameError E_FILE if they are damaged
 */
export function readMixture({ id, mixture }: ScaleRecord): Uint8Array | undefined {
  if (mixture === undefined) return undefined;
  const path = mixturePath(id);
  const bytes = readFileSync(path);
  if (checksumOf(bytes) === mixture.checksum) return bytes;
  throw new EndgameError(
    'E_FILE',
    `${path} is damaged: its checksum differs`,
    `record it anew with "${commandOf(id)}"`,
  );
}

/** Returns the checksum of a mixture's tables. */
export function checksumOf(bytes: Uint8Array): string {
  return hex64(hash64(bytes));
}

/** Digits of recorded seconds. */
const DIGITS = 4;

/** Writes a record; tables are those of its mixture. */
export function writeRecord(record: ScaleRecord, tables: Uint8Array | undefined): void {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
  writeFileSync(recordPath(record.id), `${JSON.stringify(record, short)}\n`);
  if (tables !== undefined) writeFileSync(mixturePath(record.id), tables);
}
