/**
 * The raw log of an arena, a line of JSON each. The verdict is worked out from it alone, so anybody can do it again.
 *
 *   arena      what is asked, by which rules, and the hash of the secret
 *   entry      an entry as it was frozen
 *   reveal     the secret, and the seed that follows from it and from the entries
 *   session    the questions of a session with their right answers
 *   run        what an entry answered in a session, and what it took
 *   out        an entry that is disqualified, and why
 */

import type { GameKind, Role } from '../study/rule/panel.ts';
import type { MachineFacts } from '../study/machine.ts';
import type { ArenaQuestion } from './referee.ts';

/** The first line. */
export interface ArenaLine {
  readonly line: 'arena';
  readonly game: string;
  readonly title: string;
  /** As the study sorts games. */
  readonly family: string;
  readonly kind: GameKind;
  /** Number of tables that a mixture can choose from. */
  readonly tables: number;
  readonly asked: ArenaQuestion;
  /** Where questions come from, in words. */
  readonly from: string;
  readonly sessions: number;
  readonly rounds: number;
  /** Most seconds of an answer, and most bytes of memory. */
  readonly seconds: number;
  readonly memory: number;
  /** SHA-256 of the secret. */
  readonly commitment: string;
  readonly machine: MachineFacts;
  /** ISO date and time. */
  readonly date: string;
}

/** An entry. */
export interface EntryLine {
  readonly line: 'entry';
  readonly entry: string;
  readonly role: Role;
  readonly bytes: number;
  readonly stored: number;
  readonly digest: string;
}

/** The secret. */
export interface RevealLine {
  readonly line: 'reveal';
  readonly secret: string;
  readonly seed: number;
}

/** A session. */
export interface SessionLine {
  readonly line: 'session';
  readonly session: number;
  readonly questions: readonly string[];
  readonly answers: readonly string[];
}

/** What an entry did in a session. */
export interface RunLine {
  readonly line: 'run';
  readonly entry: string;
  readonly round: number;
  readonly session: number;
  readonly answers: readonly string[];
  /** CPU seconds from the start of the program to its last answer. */
  readonly seconds: number;
  /** The same to its first answer, and by the clock. */
  readonly first: { readonly seconds: number; readonly clock: number };
  /** Longest wait for a later answer, by the clock. */
  readonly longest: number;
  /** Files outside its directory that it had open or in memory, and their bytes: its runtime. */
  readonly outside: readonly { readonly path: string; readonly bytes: number }[];
}

/** A disqualification. */
export interface OutLine {
  readonly line: 'out';
  readonly entry: string;
  /** Absent if its files changed. */
  readonly round?: number;
  readonly session?: number;
  readonly why: string;
}

/** A line of the log. */
export type LogLine = ArenaLine | EntryLine | RevealLine | SessionLine | RunLine | OutLine;

/** Name of the log in the directory of results. */
export const LOG_NAME = 'log.jsonl';

/** Returns the lines of one sort. */
export function linesOf<L extends LogLine['line']>(log: readonly LogLine[], line: L): Extract<LogLine, { line: L }>[] {
  return log.filter((each): each is Extract<LogLine, { line: L }> => each.line === line);
}
