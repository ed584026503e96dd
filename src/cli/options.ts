/** Options that several commands share, and how their texts are read. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { isEndgameError } from '../game/errors.ts';
import { METRICS } from '../game/values.ts';
import { ENGINES } from '../engines/index.ts';

export const DEFAULT_DIRECTORY = 'tables';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  kib: 1024,
  mib: 1048576,
  gib: 1073741824,
};

/** "4MB", "300 kB", "64MiB", "5000": a number of bytes. */
export function parseBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match ? UNITS[match[2].toLowerCase()] : undefined;
  if (!match || unit === undefined) throw new InvalidArgumentError('Write bytes like 5000, 300kB, 4MB or 1GiB.');
  return Math.round(Number(match[1]) * unit);
}

/** A positive number of seconds. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e6)) throw new InvalidArgumentError('Write a number of seconds above 0.');
  return seconds;
}

export function directoryOption(): Option {
  return new Option('--dir <directory>', 'where the tables are').default(DEFAULT_DIRECTORY);
}

/** "3", "3-4": the least and the most men. */
export function parseMen(text: string): { least: number; most: number } {
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  const least = Number(match?.[1]);
  const most = Number(match?.[2] ?? match?.[1]);
  if (!match || least < 1 || most < least)
    throw new InvalidArgumentError('Write a number of men like 3 or a range like 3-4.');
  return { least, most };
}

/** What a table tells beside the outcome. */
export function metricOption(): Option {
  return new Option('--metric <metric>', 'dtm: plies to the end; dtz: to the next capture or pawn move; wdl: outcomes')
    .choices(METRICS)
    .default('dtm');
}

export function engineOption(): Option {
  return new Option(
    '--engine <engine>',
    'what solves; default: the kernel where a game has one, else the generic engine',
  ).choices(ENGINES);
}

export function threadsOption(): Option {
  return new Option('--threads <n>', 'threads that a kernel may use').argParser(parseThreads).default(1);
}

/** "1000": a number of things. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,9}$/.test(text) || count < 1) throw new InvalidArgumentError('Write a whole number from 1 to 999999999.');
  return count;
}

const MOST_THREADS = 256;

/** "4": a number of threads. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (!/^\d{1,3}$/.test(text) || threads < 1 || threads > MOST_THREADS)
    throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_THREADS}.`);
  return threads;
}

/** Text by text on stdout; one line each. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Aborts at Ctrl-C, once; a second Ctrl-C ends the process as usual. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** One clear line for an expected failure, and its exit code; unexpected ones are rethrown by the caller. */
export function describeFailure(error: unknown): { line: string; exitCode: number } | undefined {
  if (!isEndgameError(error)) return undefined;
  return {
    line: `endgame: ${error.message} (${error.code}; ${error.hint})`,
    exitCode: error.code === 'E_USAGE' ? 2 : 1,
  };
}

export type Register = (program: Command) => void;
