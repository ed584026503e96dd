/** Takes jobs from a queue and makes their tables, one after the other, until it is told to end. */

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EndgameError, isEndgameError } from '../game/errors.ts';
import type { JobQueue, QueueFailure, TakenJob } from '../jobs/index.ts';
import type { WorkerTable } from '../make/index.ts';
import { makeFileName } from '../table/index.ts';
import { fileStream, receive } from './artefacts.ts';
import { rulesError } from './game-argument.ts';
import { type TableInProgress, whereabouts } from './queue-answers.ts';
import type { TableFacts } from './queue-workers.ts';
import { asTask, jobId, type NamedGame, runId, storedMetric, type TableTask } from './table-task.ts';
import { WorkerPool } from './table-workers.ts';
import type { WorkerTables } from './worker-tables.ts';

/** How often a job is begun before it is set aside. */
const MOST_TRIES = 5;
/** Seconds until a job that failed is given out again. */
const AGAIN_SECONDS = 1;
/** Seconds until a job is given out again that this worker cannot do, and how long it leaves the queue to others then. */
const ELSEWHERE_SECONDS = 0.2;
const REST_MS = 5_000;
const BEGINNING = { phase: 'beginning', share: 0 };

/** What a worker has and may take. */
export interface QueueWorkerOptions {
  readonly build: string;
  readonly directory: string;
  readonly tables: WorkerTables;
  /** Returns the game of a task; undefined for one that the operator did not name. */
  readonly gameOf: (task: TableTask) => Promise<NamedGame | undefined>;
  /** Bytes for the analysis of a table. */
  readonly memory: number;
  readonly threads: number;
  /** Seconds after which a table that shows no progress is given up. */
  readonly patience: number;
  /** Seconds without a job after which the worker ends; undefined: never. */
  readonly idle: number | undefined;
  readonly signal: AbortSignal;
  readonly onMade: (table: string, bytes: number, seconds: number) => void;
  /** Receives why a job was given back or set aside. */
  readonly onTrouble: (what: string) => void;
}

/** A process that makes the tables of a run, and what ends it at once. */
interface Maker {
  readonly run: string;
  readonly pool: WorkerPool;
  readonly stop: AbortController;
}

/** A worker for one table at a time. */
export class QueueWorker {
  readonly #queue: JobQueue;
  readonly #options: QueueWorkerOptions;
  #maker: Maker | undefined;
  #progress: { phase: string; share: number } = BEGINNING;
  #current: { readonly id: string; readonly task: TableTask; readonly since: number } | undefined;

  constructor(queue: JobQueue, options: QueueWorkerOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** What is being made now. */
  get inProgress(): TableInProgress | undefined {
    if (this.#current === undefined) return undefined;
    const { id, task, since } = this.#current;
    const seconds = (performance.now() - since) / 1000;
    return { id, game: task.game.id, table: task.table, ...this.#progress, seconds };
  }

  /** Works until the signal fires, or no job has come for long. */
  async work(): Promise<void> {
    const { signal, idle } = this.#options;
    let last = performance.now();
    try {
      while (!signal.aborted) {
        const job = await this.#queue.take();
        if (job !== undefined) {
          await this.#handle(job);
          last = performance.now();
        } else if (idle !== undefined && performance.now() - last > idle * 1000) return;
      }
    } finally {
      await this.#endMaker();
    }
  }

  async #handle(job: TakenJob): Promise<void> {
    const { signal, gameOf, memory, build, onTrouble } = this.#options;
    if (signal.aborted) return job.giveBack(0);
    // Whoever was lost after the result was kept has left the job in the queue.
    if ((await this.#queue.result(job.id)) !== undefined) return await job.done();
    const task = asTask(job.task);
    if (task === undefined || jobId(runId(build, task.game, task.flags), task.table) !== job.id)
      return await job.setAside({
        code: 'E_QUEUE',
        message: `job ${job.id} is no table`,
        hint: 'see who uses the queue',
      });
    const what = `${task.game.id} ${task.table}`;
    const named = await gameOf(task);
    if (named === undefined || task.bytes > memory) {
      const missing =
        named === undefined ? 'names no such game, of these rules' : `has less than its ${task.bytes} bytes`;
      onTrouble(`${what} is left to others: this worker ${missing}`);
      job.giveBack(ELSEWHERE_SECONDS);
      return await setTimeout(REST_MS, undefined, { signal }).catch(() => undefined); // the signal ends the rest
    }
    const before = await this.#queue.begin(job.id);
    if (before.tries >= MOST_TRIES) return await job.setAside(before.error ?? lost(what, before.tries));
    this.#current = { id: job.id, task, since: performance.now() };
    this.#progress = BEGINNING;
    const beat = setInterval(() => job.beat(), (job.lease * 1000) / 3);
    try {
      await this.#make(job, task, named);
      await job.done();
    } catch (error) {
      const failure = failureOf(error, named);
      if (signal.aborted) {
        await this.#queue.remember(job.id, before);
        return job.giveBack(0);
      }
      onTrouble(`${what}: ${failure.message}`);
      if (before.tries + 1 >= MOST_TRIES) return await job.setAside(failure);
      await this.#queue.remember(job.id, { tries: before.tries + 1, error: failure });
      job.giveBack(AGAIN_SECONDS);
    } finally {
      clearInterval(beat);
      this.#current = undefined;
    }
  }

  async #make(job: TakenJob, task: TableTask, named: NamedGame): Promise<void> {
    const { build, directory, tables, onMade } = this.#options;
    const run = runId(build, task.game, task.flags);
    const { game } = named;
    const metric = storedMetric(task.flags, game.domain.name);
    const pathOf = (table: string): string => join(directory, run, makeFileName(game.id, table, metric));
    const paths = [task, ...task.needs].map(({ table }) => pathOf(table));
    await tables.using(paths, async () => {
      const start = performance.now();
      await this.#fetch(task, named, run);
      const { made, below } = await this.#analyse(task, named, run);
      const { entry, seconds, effort } = made;
      const facts: TableFacts = {
        game: game.id,
        table: task.table,
        worker: whereabouts(),
        checksum: entry!.checksum,
        seconds,
        effort,
        below,
      };
      const { bytes } = await this.#queue.keep(job.id, fileStream(pathOf(task.table)), facts);
      onMade(`${game.id} ${task.table}`, bytes, (performance.now() - start) / 1000);
    });
  }

  /** Fetches the tables that a table builds upon, unless they are here. */
  async #fetch(task: TableTask, { game }: NamedGame, run: string): Promise<void> {
    const store = this.#options.tables.storeOf(run);
    const metric = storedMetric(task.flags, game.domain.name);
    for (const { table, id } of task.needs) {
      if (store.has(game.id, game.version, table, metric)) continue;
      this.#progress = { phase: `fetching ${table}`, share: 0 };
      const result = await this.#queue.result(id);
      if (result !== undefined && (await receive(this.#queue, result, store, { game, table, metric }))) continue;
      if (result !== undefined) await this.#queue.forget(id);
      throw new EndgameError('E_QUEUE', `the queue has lost table ${table}`, 'run "endgame generate" again');
    }
  }

  /** @throws EndgameError E_ABORTED if the signal fires, or there was no progress for long */
  async #analyse(task: TableTask, { word, game }: NamedGame, run: string): Promise<WorkerTable> {
    const metric = storedMetric(task.flags, game.domain.name);
    const { memory, patience, signal } = this.#options;
    // A table that is here already is made anew, by a process that has not read it (make/table-maker.ts).
    if (this.#options.tables.storeOf(run).has(game.id, game.version, task.table, metric)) await this.#endMaker();
    const { pool, stop } = await this.#makerOf(run, word, task);
    let isStalled = false;
    const end = (): void => stop.abort();
    const stall = globalThis.setTimeout(() => {
      isStalled = true;
      end();
    }, patience * 1000);
    signal.addEventListener('abort', end);
    try {
      return await pool.make(task.table, memory, false, {
        signal: stop.signal,
        onProgress: ({ slice, phase, share }) => {
          stall.refresh();
          this.#progress = { phase: `${slice} ${phase}`, share };
        },
      });
    } catch (error) {
      await this.#endMaker();
      if (!isStalled) throw error;
      const hint = 'give a longer --patience if it is only slow';
      throw new EndgameError('E_ABORTED', `${task.table} showed no progress for ${patience} s`, hint, { cause: error });
    } finally {
      clearTimeout(stall);
      signal.removeEventListener('abort', end);
    }
  }

  /** Returns the process for a run. It stays for the next table, since what it has solved helps there. */
  async #makerOf(run: string, word: string, task: TableTask): Promise<Maker> {
    if (this.#maker?.run === run) return this.#maker;
    await this.#endMaker();
    const { directory, memory, threads } = this.#options;
    const flags = { ...task.flags, dir: join(directory, run), threads };
    this.#maker = { run, pool: new WorkerPool(1, memory, word, flags), stop: new AbortController() };
    return this.#maker;
  }

  async #endMaker(): Promise<void> {
    const maker = this.#maker;
    this.#maker = undefined;
    await maker?.pool.end();
  }
}

function failureOf(error: unknown, { word }: NamedGame): QueueFailure {
  const known = isEndgameError(error) ? error : rulesError([word], error);
  if (known === undefined) throw error;
  const { code, message, hint } = known;
  return { code, message, hint };
}

function lost(what: string, tries: number): QueueFailure {
  return {
    code: 'E_ABORTED',
    message: `${what} was begun ${tries} times, and its workers were lost`,
    hint: 'see whether their machines ran out of memory, then run it again',
  };
}
