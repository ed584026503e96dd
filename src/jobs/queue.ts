/**
 * A queue of jobs on a server, for workers on any number of machines. Who runs a graph of jobs offers each when all that it
 * needs is done, and waits for its result. A queue knows no graph: a job, a result and a failure are found by the job's id.
 */

import type { ErrorCode } from '../game/errors.ts';

/** A job as it travels. */
export interface QueueJob {
  /** What the job is, as letters, digits and `-`: equal jobs have one id. */
  readonly id: string;
  /** What is to be done, as JSON. Whoever takes the job checks it. */
  readonly task: unknown;
}

/** What a job came to. The queue keeps it, so that the same job is never done again. */
export interface QueueResult {
  /** Name of the artefact: the bytes that the job made. */
  readonly artefact: string;
  readonly bytes: number;
  /** SHA-256 of the artefact. */
  readonly digest: string;
  /** What else is told of the job, as JSON. Whoever reads it checks it. */
  readonly facts: unknown;
}

/** Why a job was set aside. */
export interface QueueFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** How often a job was begun without a result, and what its last error was; absent if its worker was lost. */
export interface QueueTries {
  readonly tries: number;
  readonly error?: QueueFailure | undefined;
}

/** A job that a worker holds. It falls back to the queue unless the worker says in time that it is still at work. */
export interface TakenJob extends QueueJob {
  /** Seconds after which the job falls back. */
  readonly lease: number;
  /** Tells that the worker is still at work. */
  beat(): void;
  /** Ends the job, whose result is kept. */
  done(): Promise<void>;
  /** Gives the job back, for others to take after some seconds. */
  giveBack(seconds: number): void;
  /** Ends the job without a result. */
  setAside(failure: QueueFailure): Promise<void>;
}

/** What a queue holds. */
export interface QueueContents {
  readonly results: readonly QueueResult[];
  readonly failures: readonly QueueFailure[];
  /** Number of jobs that have neither result nor failure, those in progress too. */
  readonly open: number;
}

/**
 * A queue. Its methods wait as long as its server is away.
 * @throws EndgameError E_QUEUE, each method, if the queue is closed or the server refuses
 */
export interface JobQueue {
  /** Where it is, for messages; without passwords. */
  readonly name: string;
  /** Puts a job into the queue unless it is there, and forgets an earlier failure of it. */
  offer(job: QueueJob): Promise<void>;
  /** Returns the result of a job; undefined if there is none. */
  result(id: string): Promise<QueueResult | undefined>;
  /**
   * Waits for the result of a job.
   * @throws EndgameError that for which the job was set aside, or E_ABORTED
   */
  settled(id: string, signal: AbortSignal | undefined): Promise<QueueResult>;
  /**
   * Waits a few seconds for a job.
   * @throws EndgameError E_QUEUE if it was offered by another build of the program
   */
  take(): Promise<TakenJob | undefined>;
  /** Counts that a job is begun, and returns what was known before. */
  begin(id: string): Promise<QueueTries>;
  /** Keeps what is known of a job that was begun. */
  remember(id: string, tries: QueueTries): Promise<void>;
  /**
   * Stores an artefact, and then makes it the result of a job unless the job has one.
   * @param bytes opens the artefact; asked again if the server went away
   * @throws EndgameError E_VALUE_WRONG if the job has a result with other bytes
   */
  keep(id: string, bytes: () => ReadableStream<Uint8Array>, facts: unknown): Promise<QueueResult>;
  /** Returns an artefact whose SHA-256 is right; undefined if it is lost or damaged. */
  fetch(result: QueueResult): Promise<Uint8Array | undefined>;
  /** Drops a result, so that its job can be done again. */
  forget(id: string): Promise<void>;
  /** Returns all results and failures. */
  contents(): Promise<QueueContents>;
  /**
   * Answers whoever asks, as long as the queue is open.
   * @param answer returns JSON
   */
  answer(answer: () => unknown): void;
  /** Returns the answers of all who answer within a second. */
  ask(): Promise<unknown[]>;
  /** Removes the queue with all jobs and results. */
  remove(): Promise<void>;
  close(): Promise<void>;
}
