/**
 * What took hours to measure, as data: a line of JSON each, in `tables/study/chess-men.jsonl`. Whoever shows it says that it
 * is recorded, and by which machine and code.
 */

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../data-path.ts';
import type { MachineFacts } from '../machine.ts';
import type { Role } from '../rule/panel.ts';
import type { MostMen } from './contenders.ts';

/** Where the questions come from: bullet games of people. Another population is its file of questions and one more name here. */
export const POPULATIONS_OF_MEN = ['bullet'] as const;
export type MenPopulation = (typeof POPULATIONS_OF_MEN)[number];

/** One round of timing of one contender. */
export interface MenRound {
  readonly men: MostMen;
  readonly asked: MenPopulation;
  readonly name: string;
  readonly role: Role;
  /** Bytes of the tables, and how many there are. */
  readonly stored: number;
  readonly tables: number;
  readonly round: number;
  /** CPU seconds of each session. */
  readonly seconds: readonly number[];
  /** Digest of the answers of all sessions. */
  readonly answers: string;
  /** Digest of the code, the machine, the date and the command. */
  readonly code: string;
  readonly machine: MachineFacts;
  readonly date: string;
  readonly command: string;
}

/** Reads the rounds; none if there is no file. */
export function readRounds(path: string): MenRound[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as MenRound);
}

/** Appends a round. */
export function writeRound(path: string, round: MenRound): void {
  appendFileSync(path, `${JSON.stringify(round)}\n`);
}

/** Path of the record. */
export const RECORD_PATH: string = dataPath('study', 'chess-men.jsonl');
/** Rounds of timing: as many as the rule asks for. */
export const MEN_ROUNDS = 5;

/** Returns the path of the questions of a population: positions of recorded games. */
export function menSessionsPath(population: MenPopulation): string {
  return dataPath('study', `chess-${population}.txt`);
}

/**
 * Returns the rounds of a contender.
 * @throws Error if the record is of other tables, or lacks a round
 */
export function roundsOf(
  rounds: readonly MenRound[],
  { name, stored }: { readonly name: string; readonly stored: number },
): MenRound[] {
  const own = rounds.filter((round) => round.name === name);
  const other = own.find((round) => round.stored !== stored);
  if (other !== undefined)
    throw new Error(`the record of "${name}" has ${other.stored} bytes of tables, not ${stored}`);
  if (own.length < MEN_ROUNDS) throw new Error(`the record of "${name}" has ${own.length} rounds of ${MEN_ROUNDS}`);
  return own;
}
