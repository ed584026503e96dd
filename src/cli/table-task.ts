/**
 * A table to make, as it travels through a queue. It names a game and a table and holds no program. Whoever takes it
 * knows nothing of where it comes from, so it is checked here like everything from outside.
 */

import { readFileSync } from 'node:fs';
import { ENGINES } from '../engines/engine-id.ts';
import type { Game } from '../game/contract.ts';
import type { DomainName } from '../game/value.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { digestOf } from './build-id.ts';
import { fieldsOf, type Unknown } from './fields.ts';
import { gameNamed, isGamePath } from './game-argument.ts';
import { type MakeFlags, makeOptions } from './generate-flags.ts';

/** What decides the bytes of a table beside its game. */
export type TaskFlags = Pick<MakeFlags, 'metric' | 'engine' | 'codec' | 'repr' | 'exits' | 'only' | 'lookAhead'>;

/** The rules that a table is made for. */
export interface TaskGame {
  readonly id: string;
  readonly version: number;
  /** Digest of the module of an author's own game; empty for games of the toolkit, which belong to its build. */
  readonly module: string;
}

/** A table that another builds upon. */
export interface NeededTable {
  readonly table: string;
  /** Of the result that has it. */
  readonly id: string;
}

export interface TableTask {
  readonly game: TaskGame;
  readonly table: string;
  /** Most bytes that the analysis takes, as predicted. */
  readonly bytes: number;
  /** The stored tables that it builds upon. */
  readonly needs: readonly NeededTable[];
  readonly flags: TaskFlags;
}

/** A game that a command line names, and how tasks tell it from others. */
export interface NamedGame {
  /** As on the command line. */
  readonly word: string;
  readonly game: Game;
  readonly known: TaskGame;
}

/** @throws EndgameError as `gameNamed` */
export async function namedGame(word: string): Promise<NamedGame> {
  const game = await gameNamed(word);
  const module = isGamePath(word) ? digestOf(readFileSync(word)) : '';
  return { word, game, known: { id: game.id, version: game.version, module } };
}

/** Returns those of the flags that decide the bytes of tables. */
export function taskFlags({ metric, engine, codec, repr, exits, only, lookAhead }: MakeFlags): TaskFlags {
  return {
    metric,
    ...(engine === undefined ? {} : { engine }),
    ...(codec === undefined ? {} : { codec }),
    ...(repr === undefined ? {} : { repr }),
    ...(exits === undefined ? {} : { exits }),
    ...(only === undefined ? {} : { only }),
    ...(lookAhead === undefined ? {} : { lookAhead }),
  };
}

/** Returns what all tables of one run have in common, as a name for files. */
export function runId(build: string, { id, version, module }: TaskGame, flags: TaskFlags): string {
  const sorted = Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1));
  return digestOf(build, id, String(version), module, JSON.stringify(sorted));
}

/** Returns the metric under which a store has the tables of such tasks. */
export function storedMetric(flags: TaskFlags, domain: DomainName): Metric {
  return makeOptions({ ...flags, dir: '', threads: 1 }, 0, domain).trees?.representation.metric ?? flags.metric;
}

/** Returns the id of the job that makes a table. */
export function jobId(run: string, table: string): string {
  return `${run}-${digestOf(table)}`;
}

/** Returns a task if something from outside is one. */
export function asTask(x: unknown): TableTask | undefined {
  const { game, table, bytes, needs, flags } = fieldsOf<TableTask>(x);
  const { id, version, module } = fieldsOf<TaskGame>(game);
  if (typeof table !== 'string' || !isCount(bytes) || !areNeeds(needs) || !areFlags(flags)) return undefined;
  if (typeof id !== 'string' || !isCount(version) || typeof module !== 'string') return undefined;
  return { game: { id, version, module }, table, bytes, needs, flags: taskFlags({ ...flags, dir: '', threads: 1 }) };
}

function areFlags(x: unknown): x is TaskFlags {
  const { metric, engine, codec, repr, exits, only, lookAhead } = fieldsOf<TaskFlags>(x);
  return (
    METRICS.some((each) => each === metric) &&
    (engine === undefined || ENGINES.some((each) => each === engine)) &&
    (codec === undefined || typeof codec === 'string') &&
    (repr === undefined || typeof repr === 'string') &&
    (exits === undefined || exits === true) &&
    (only === undefined || only === true) &&
    (lookAhead === undefined || isCount(lookAhead))
  );
}

function areNeeds(x: unknown): x is readonly NeededTable[] {
  const isNeed = ({ table, id }: Unknown<NeededTable>): boolean => typeof table === 'string' && typeof id === 'string';
  return Array.isArray(x) && x.every((each) => isNeed(fieldsOf<NeededTable>(each)));
}

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}
