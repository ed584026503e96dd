/** What those who share a queue tell when somebody asks. Nothing of it is stored. */

import { hostname } from 'node:os';
import { fieldsOf } from './fields.ts';
import type { JobsProgress, JobQueue } from '../jobs/index.ts';

/** A table that a worker makes now. */
export interface TableInProgress {
  /** Of the job. */
  readonly id: string;
  readonly game: string;
  readonly table: string;
  /** What is done now, and how much of it, 0..1. */
  readonly phase: string;
  readonly share: number;
  /** Seconds since the worker began with it. */
  readonly seconds: number;
}

/** A process of `endgame worker`. */
export interface WorkerAnswer {
  readonly kind: 'worker';
  readonly where: string;
  /** Tables that it makes at the same time, and bytes for the analysis of each. */
  readonly slots: number;
  readonly memory: number;
  readonly working: readonly TableInProgress[];
}

/** A process of `endgame generate --queue`. */
export interface RunAnswer {
  readonly kind: 'run';
  readonly where: string;
  readonly game: string;
  readonly progress?: JobsProgress | undefined;
}

export type QueueAnswer = WorkerAnswer | RunAnswer;

/** Returns the name of this process for people, such as `host/1234`. */
export function whereabouts(): string {
  return `${hostname()}/${process.pid}`;
}

/** Asks everybody. Answers that make no sense are left out. */
export async function askAll(queue: JobQueue): Promise<QueueAnswer[]> {
  return (await queue.ask()).filter(isAnswer);
}

function isAnswer(x: unknown): x is QueueAnswer {
  const { kind, where, slots, memory, working, game } = fieldsOf<
    Omit<WorkerAnswer, 'kind'> & Omit<RunAnswer, 'kind'> & Pick<QueueAnswer, 'kind'>
  >(x);
  if (typeof where !== 'string') return false;
  if (kind === 'run') return typeof game === 'string';
  const isSized = Number.isSafeInteger(slots) && Number.isSafeInteger(memory);
  return kind === 'worker' && isSized && Array.isArray(working) && working.every(isInProgress);
}

function isInProgress(x: unknown): x is TableInProgress {
  const { id, game, table, phase, share, seconds } = fieldsOf<TableInProgress>(x);
  return [id, game, table, phase].every((each) => typeof each === 'string') && [share, seconds].every(Number.isFinite);
}
