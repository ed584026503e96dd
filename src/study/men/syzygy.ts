/**
 * Syzygy's files as far as they were here: what questions about their classes take by this toolkit's reader, recorded in
 * `tables/study/chess-syzygy.jsonl` by `npm run bench:men -- --syzygy DIR`.
 */

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chess } from '../../../games/chess.ts';
import { Position } from '../../game/position.ts';
import { DRAW, OUTCOME } from '../../game/value.ts';
import { SyzygyTables } from '../../syzygy/index.ts';
import { codeDigest } from '../cache.ts';
import { dataPath } from '../data-path.ts';
import { machine, type MachineFacts } from '../machine.ts';
import { classInFen, cutTo, type MenSession, type MostMen, tableMen } from './contenders.ts';
import type { Entrant } from '../rule/panel.ts';
import { cpu } from '../stopwatch.ts';
import { SYZYGY_BYTES } from './beyond.ts';
import { MEN_ROUNDS } from './record.ts';

const SUFFIX = '.rtbw';
/** Two kings, which need no file. */
const BARE = 'KvK';

/** What Syzygy's files of outcomes take at so many men. */
export interface SyzygyRecord {
  readonly men: MostMen;
  /** The classes of at most so many men whose files were here. */
  readonly classes: readonly string[];
  /** Bytes of their files. */
  readonly bytes: number;
  /** Questions of all sessions, and those about these classes. */
  readonly questions: number;
  readonly asked: number;
  /** Classes of questions without a file. */
  readonly missing: readonly string[];
  /** CPU seconds of each session, in each round: opening its files is part of them, questions without a file are not. */
  readonly rounds: readonly (readonly number[])[];
  readonly code: string;
  readonly machine: MachineFacts;
  readonly date: string;
  readonly command: string;
}

/** Answers a session from the files, which are opened for it. */
function answersOf(directory: string, session: MenSession): string {
  const tables = new SyzygyTables([directory]);
  const source = tables.source(chess, { metric: 'wdl', tolerant: false });
  const p = new Position(chess.schema);
  const letters = session.map((fen) => {
    chess.parse(p, fen);
    const value = classInFen(fen) === BARE ? DRAW : source.probe(p);
    if (typeof value !== 'number') throw new Error(`Syzygy's files do not know ${fen}`);
    return OUTCOME.outcome(value)[0];
  });
  tables.close();
  return letters.join('');
}

/** Path of the record. */
export const SYZYGY_RECORD_PATH: string = dataPath('study', 'chess-syzygy.jsonl');

/** Reads the record, a line for each number of men; none if there is no file. */
export function readSyzygyRecord(): SyzygyRecord[] {
  if (!existsSync(SYZYGY_RECORD_PATH)) return [];
  const lines = readFileSync(SYZYGY_RECORD_PATH, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as SyzygyRecord);
}

/** Writes the record. */
export function writeSyzygyRecord(records: readonly SyzygyRecord[]): void {
  writeFileSync(SYZYGY_RECORD_PATH, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

/**
 * Measures what questions of at most so many men take.
 * @param directory the folder of `.rtbw` files
 * @param right returns the right answers to a session, a letter each
 * @throws Error if an answer is wrong
 */
export async function measureSyzygy(
  directory: string,
  men: MostMen,
  all: readonly MenSession[],
  right: (session: MenSession) => Promise<string>,
): Promise<SyzygyRecord> {
  const sessions = cutTo(all, men);
  const path = (table: string): string => join(directory, table + SUFFIX);
  const asked = new Set(sessions.flat().map(classInFen));
  const has = (table: string): boolean => table === BARE || existsSync(path(table));
  const answered = sessions.map((session) => session.filter((fen) => has(classInFen(fen))));
  const rounds: number[][] = [];
  while (rounds.length < MEN_ROUNDS) {
    const seconds: number[] = [];
    for (const session of answered) {
      const start = cpu();
      const answers = answersOf(directory, session);
      seconds.push(Number(cpu(start).toPrecision(4)));
      if (answers !== (await right(session))) throw new Error(`Syzygy's files say ${answers} of ${session.join(', ')}`);
    }
    rounds.push(seconds);
  }
  const classes = readdirSync(directory)
    .flatMap((file) => (file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : []))
    .filter((table) => tableMen(table) <= men)
    .sort();
  return {
    men,
    classes,
    bytes: classes.reduce((sum, table) => sum + statSync(path(table)).size, 0),
    questions: sessions.flat().length,
    asked: answered.flat().length,
    missing: [...asked].filter((table) => !has(table)).sort(),
    rounds,
    code: codeDigest(),
    machine: machine(),
    date: new Date().toISOString(),
    command: 'npm run bench:men -- --syzygy DIR',
  };
}

/** What is known of Syzygy's files at so many men. */
export interface SyzygyRow {
  readonly men: MostMen;
  /** Bytes of all files, published; and of the program that reads them. */
  readonly bytes: number;
  readonly program: number;
  /** CPU seconds a question, of those about classes whose files were here; absent if nothing was measured. */
  readonly seconds?: number;
  readonly asked: number;
  readonly questions: number;
}

/** Returns the row of so many men. */
export function syzygyRow(
  men: MostMen,
  record: SyzygyRecord | undefined,
  questions: number,
  program: number,
): SyzygyRow {
  const bytes = [...SYZYGY_BYTES].reduce((sum, [each, own]) => sum + (each <= men ? own : 0), 0);
  if (record === undefined) return { men, bytes, program, asked: 0, questions };
  const { rounds, asked } = record;
  const seconds = rounds.flat().reduce((sum, each) => sum + each, 0) / (rounds.length * asked);
  return { men, bytes, program, seconds, asked, questions };
}

/** Returns the entrant of so many men; none unless the files answered every question of every session. */
export function syzygyEntrants(record: SyzygyRecord | undefined, program: number): Entrant[] {
  if (record === undefined || record.asked < record.questions) return [];
  const { bytes, rounds } = record;
  return [{ name: 'Syzygy, outcomes', role: 'complete', stored: bytes, bytes: bytes + program, seconds: rounds }];
}
