/** Options that several commands share, and the parsers of their texts. */

import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Game } from '../game/contract.ts';
import { isEndgameError } from '../game/errors.ts';
import { oneLine } from '../game/one-line.ts';
import { METRICS } from '../game/values.ts';
import type { Shard } from '../jobs/index.ts';
import { type EngineId, ENGINES } from '../engines/engine-id.ts';

/** The folder for tables in the working directory. */
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

/** More bytes than any machine has are a slip of the pen. */
const MOST_BYTES = 1e15;

/** Parses a number of bytes, at most 10^15: "4MB", "300 kB", "64MiB", "5000". */
export function parseBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match && Object.hasOwn(UNITS, match[2].toLowerCase()) ? UNITS[match[2].toLowerCase()] : undefined;
  if (!match || unit === undefined) throw new InvalidArgumentError('Write bytes like 5000, 300kB, 4MB or 1GiB.');
  const bytes = Math.round(Number(match[1]) * unit);
  if (bytes > MOST_BYTES) throw new InvalidArgumentError('Write at most 1000000GB.');
  return bytes;
}

/** Parses a positive number of seconds. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 1e6)) throw new InvalidArgumentError('Write a number of seconds above 0.');
  return seconds;
}

/** `--dir`: the directory of the tables. */
export function directoryOption(): Option {
  return new Option('--dir <directory>', 'where the tables are').default(DEFAULT_DIRECTORY);
}

/** `--metric`: what a table gives beside the outcome. */
export function metricOption(): Option {
  return new Option(
    '--metric <metric>',
    'dtm: plies to the end; dtz: to the next capture or pawn move; wdl: outcomes; wdl50: outcomes under the 50-move rule',
  )
    .choices(METRICS)
    .default('dtm');
}

/** `--engine`: what solves slices. */
export function engineOption(): Option {
  return new Option(
    '--engine <engine>',
    'engine that solves; default: the kernel where a game has one, else the generic engine',
  ).choices(ENGINES);
}

/** `--threads`: the most threads of an engine; `threadsFor` has the default. */
export function threadsOption(): Option {
  return new Option(
    '--threads <n>',
    'threads that an engine may use (default: 1 for a kernel, all cores for the generic engine)',
  ).argParser(parseThreads);
}

/** What is known of the threads that a command may use. */
interface ThreadsFlags {
  readonly threads?: number;
  readonly engine?: EngineId;
}

/**
 * Returns the threads that an engine may use. A kernel answers many questions in less time than threads take to start.
 * @param processes number of processes that share the machine
 */
export function threadsFor(game: Game, { threads, engine }: ThreadsFlags, processes = 1): number {
  if (threads !== undefined) return threads;
  if (game.chessmen !== undefined && engine !== 'generic') return 1;
  return machineThreads(processes);
}

/** Returns how many threads use all cores, as far as `processes` share them. */
export function machineThreads(processes = 1): number {
  return Math.max(1, Math.min(MOST_THREADS, Math.floor(availableParallelism() / processes)));
}

/** Parses a number of things: "1000". */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,9}$/.test(text) || count < 1) throw new InvalidArgumentError('Write a whole number from 1 to 999999999.');
  return count;
}

/** Parses the number of a port: "8080"; 0 stands for any that is free. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Write a whole number from 0 to 65535.');
  return port;
}

const MOST_THREADS = 256;

/** Parses a number of threads: "4". */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (!/^\d{1,3}$/.test(text) || threads < 1 || threads > MOST_THREADS)
    throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_THREADS}.`);
  return threads;
}

/** Parses a shard: "2/3". */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const shard = { number: Number(match?.[1]), of: Number(match?.[2]) };
  if (!match || shard.number < 1 || shard.number > shard.of)
    throw new InvalidArgumentError('Write which share, and of how many, like 1/3.');
  return shard;
}

/** Prints a text on stdout, on lines of its own. What a terminal would act upon is escaped (game/one-line.ts). */
export function print(text: string): void {
  process.stdout.write(`${text.split('\n').map(oneLine).join('\n')}\n`);
}

/** Returns a signal that aborts at the first Ctrl-C; a second one ends the process as usual. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/**
 * Describes an expected failure in one line, with the exit code; undefined for others, which the caller throws again.
 */
export function describeFailure(error: unknown): { line: string; exitCode: number } | undefined {
  if (!isEndgameError(error)) return undefined;
  return {
    // the error of another copy of the toolkit may have been made of anything
    line: oneLine(`endgame: ${error.message} (${error.code}; ${error.hint})`),
    exitCode: error.code === 'E_USAGE' ? 2 : 1,
  };
}

/** Gives a command its arguments, options and action. */
export type Register = (command: Command) => void;

/** The help text of `--repr`. */
export const REPRESENTATION_HELP: string =
  'what a table stores: dtm, dtz, wdl or wdl50, with -one-side (the other side by one move), -from-<d> (shorter distances by search) ' +
  'or -by-<k> (distances in steps of k, the rest by search)';
