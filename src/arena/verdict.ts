/** What a log says: a row for each entry, and, where the roles are there, what the study's rule says of the game. */

import type { NamedPanel } from '../study/named-panel.ts';
import { intervalOf, type Interval } from '../study/rule/bootstrap.ts';
import { type Role, ROLES } from '../study/rule/panel.ts';
import { BAND } from '../study/rule/advantage.ts';
import { findingOf, type GameFinding, THRESHOLDS, type Word, wordOf } from '../study/rule/words.ts';
import { type EntryLine, linesOf, type LogLine, type RunLine } from './log.ts';

/** An entry with what it took. */
export interface ArenaRow {
  readonly entry: string;
  readonly role: Role;
  readonly bytes: number;
  readonly stored: number;
  /** Why it is out; what it took is then left out. */
  readonly out?: string;
  /** CPU seconds a question: all of a session over its questions. */
  readonly seconds?: number;
  /** CPU seconds to the first answer, on average, and by the clock. */
  readonly first?: { readonly seconds: number; readonly clock: number };
  /** Longest wait for a later answer, by the clock. */
  readonly longest?: number;
  /** Largest file of its runtime, and the bytes of all such files. */
  readonly runtime?: { readonly name: string; readonly bytes: number };
}

/** What the study's rule says. */
export interface ArenaJudgement {
  readonly word: Word;
  /** Whether the game has one table, so that it says nothing. */
  readonly control: boolean;
  readonly scale: number;
  /** Absent if no mixture takes part. */
  readonly advantage?: Interval & {
    /** The advantage in the measurements as they are, without the draws of the interval. */
    readonly measured: number;
    /** Seconds a byte where it is greatest, and who is the cheapest there. */
    readonly price: number;
    readonly mixture: string;
    readonly rival: string;
  };
}

/** The verdict of an arena. */
export interface ArenaVerdict {
  readonly rows: readonly ArenaRow[];
  /** What the rule says; absent while a role that it needs is missing. */
  readonly judgement?: ArenaJudgement;
  /** Roles that nobody plays without whom there is no verdict. */
  readonly missing: readonly Role[];
}

/** Returns the entries of the log as the rule sees them; undefined if nobody computes or nobody has a complete table. */
export function arenaPanel(log: readonly LogLine[]): NamedPanel | undefined {
  const [{ game, title, family, kind, tables, rounds }] = linesOf(log, 'arena');
  const sessions = linesOf(log, 'session');
  const runs = linesOf(log, 'run');
  const entrants = entriesLeft(log).map(({ entry, role, bytes, stored }) => {
    const own = runs.filter((run) => run.entry === entry);
    const seconds = Array.from({ length: rounds }, (_, round) =>
      sessions.map(({ session }) => own.find((run) => run.round === round && run.session === session)!.seconds),
    );
    return { name: entry, role, bytes, stored, seconds };
  });
  if (missingIn(entrants).length > 0) return undefined;
  const questions = sessions.map((session) => session.questions.length);
  const name = `${title}, arena`;
  return { game: `${game}-arena`, title: name, family, kind, tables, questions, entrants, recorded: false };
}

/** Returns what a log says. */
export function verdictOf(log: readonly LogLine[]): ArenaVerdict {
  const rows = linesOf(log, 'entry').map((entry) => rowOf(entry, log));
  const panel = arenaPanel(log);
  if (panel === undefined) return { rows, missing: missingIn(entriesLeft(log)) };
  const [{ seed }] = linesOf(log, 'reveal');
  return { rows, judgement: judgementOf(findingOf(panel, BAND, seed)), missing: [] };
}

function judgementOf(finding: GameFinding): ArenaJudgement {
  const { control, scale, advantage } = finding;
  const word = wordOf(finding, THRESHOLDS);
  if (advantage === undefined) return { word, control, scale };
  const { advantage: measured, price, mixture, rival } = advantage.peak;
  const interval = intervalOf(advantage, THRESHOLDS.level);
  return {
    word,
    control,
    scale,
    advantage: { ...interval, measured, price, mixture: mixture.name, rival: rival.name },
  };
}

function entriesLeft(log: readonly LogLine[]): EntryLine[] {
  const out = new Set(linesOf(log, 'out').map(({ entry }) => entry));
  return linesOf(log, 'entry').filter(({ entry }) => !out.has(entry));
}

/** Returns the roles without which there is no scale. */
function missingIn(entrants: readonly { readonly role: Role }[]): Role[] {
  return ROLES.filter((role) => role !== 'mixture' && entrants.every((entrant) => entrant.role !== role));
}

function rowOf({ entry, role, bytes, stored }: EntryLine, log: readonly LogLine[]): ArenaRow {
  const known = { entry, role, bytes, stored };
  const out = linesOf(log, 'out').find((line) => line.entry === entry);
  if (out !== undefined) return { ...known, out: out.why };
  const runs = linesOf(log, 'run').filter((run) => run.entry === entry);
  const mean = (of: (run: RunLine) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const files = new Map(runs.flatMap(({ outside }) => outside.map((file) => [file.path, file.bytes])));
  const [largest = ''] = [...files.keys()].sort((a, b) => files.get(b)! - files.get(a)!);
  return {
    ...known,
    seconds: mean(({ seconds }) => seconds) / mean(({ answers }) => answers.length),
    first: { seconds: mean(({ first }) => first.seconds), clock: mean(({ first }) => first.clock) },
    longest: Math.max(...runs.map(({ longest }) => longest)),
    runtime: {
      name: largest.slice(largest.lastIndexOf('/') + 1),
      bytes: [...files.values()].reduce((sum, each) => sum + each, 0),
    },
  };
}
