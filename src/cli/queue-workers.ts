import { join } from 'node:path';
import type { Effort, Engine } from '../engine/index.ts';
import { enginesOf } from '../engines/index.ts';
import { EndgameError } from '../game/errors.ts';
import { openNatsQueue } from '../nats/index.ts';
import type { JobQueue, JobsProgress } from '../jobs/index.ts';
import type { GeneratedTable, TableWorkers, WorkerTable } from '../make/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { TableStore } from '../table/index.ts';
import { formatBytes } from '../text/format.ts';
import type { RunOptions } from '../values/index.ts';
import { fileStream, receive, type StoredTable } from './artefacts.ts';
import { buildId, digestOf } from './build-id.ts';
import { askAll, type RunAnswer, whereabouts } from './queue-answers.ts';
import { fieldsOf } from './fields.ts';
import type { MakeFlags } from './generate-flags.ts';
import { queueToken } from './queue-option.ts';
import {
  jobId,
  type NamedGame,
  namedGame,
  type NeededTable,
  runId,
  storedMetric,
  taskFlags,
  type TableTask,
  type TaskFlags,
} from './table-task.ts';

/** What a worker tells of a table that it has made. */
export interface TableFacts {
  readonly game: string;
  readonly table: string;
  readonly worker: string;
  /** Of the file, as in `TableEntry`. */
  readonly checksum: string;
  readonly seconds?: GeneratedTable['seconds'];
  readonly effort?: Effort | undefined;
  /** All tables below, as the worker knows them. */
  readonly below: readonly string[];
}

/** Tables in the queue at least, so that workers find some when they come. */
const LEAD = 8;
const ASK_MS = 3_000;
/** How often a table is made again whose bytes the queue has lost. */
const REPEATS = 3;

/**
 * Workers on other machines, behind a queue. Which tables are done is known to the store and the queue alone: another
 * process that is told the same goes on where this one has ended.
 */
export class QueueWorkers implements TableWorkers {
  readonly hasOwnMemory = true;
  readonly #queue: JobQueue;
  readonly #named: NamedGame;
  readonly #specialization: Specialization;
  readonly #store: TableStore;
  readonly #flags: TaskFlags;
  readonly #engines: readonly Engine[];
  readonly #run: string;
  readonly #timer: NodeJS.Timeout;
  /** The jobs that are waited for, by their ids. */
  readonly #waiting = new Map<string, { readonly task: TableTask; readonly run: RunOptions }>();
  /** Tables of the store that the queue has, with the ids of their results. */
  readonly #fed = new Map<string, string>();
  #slots = 0;
  /** How far the run has come; told to whoever asks. */
  progress: JobsProgress | undefined;

  private constructor(
    queue: JobQueue,
    build: string,
    named: NamedGame,
    specialization: Specialization,
    store: TableStore,
    flags: TaskFlags,
  ) {
    this.#queue = queue;
    this.#named = named;
    this.#specialization = specialization;
    this.#store = store;
    this.#flags = flags;
    this.#engines = enginesOf(specialization, flags.engine).engines;
    this.#run = runId(build, named.known, flags);
    // An answer that gets lost, as when the queue is left, is no failure.
    this.#timer = setInterval(() => void this.#look().catch(() => undefined), ASK_MS);
    queue.answer(
      (): RunAnswer => ({ kind: 'run', where: whereabouts(), game: named.game.id, progress: this.progress }),
    );
  }

  /**
   * Opens a queue.
   * @param game as on the command line
   * @throws EndgameError E_USAGE, E_QUEUE
   */
  static async join(
    url: string,
    game: string,
    specialization: Specialization,
    store: TableStore,
    flags: MakeFlags,
  ): Promise<QueueWorkers> {
    const build = buildId();
    const queue = await openNatsQueue(url, { build, token: queueToken() });
    return new QueueWorkers(queue, build, await namedGame(game), specialization, store, taskFlags(flags));
  }

  /** Twice as many as there are workers, so that none waits for a table; the order in the queue is that of the run. */
  get count(): number {
    return Math.max(LEAD, 2 * this.#slots);
  }

  async make(table: string, memory: number, _force: boolean, run: RunOptions): Promise<WorkerTable> {
    const id = jobId(this.#run, table);
    const task: TableTask = {
      game: this.#named.known,
      table,
      bytes: memory,
      needs: await this.#feed(table),
      flags: this.#flags,
    };
    this.#waiting.set(id, { task, run });
    try {
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        await this.#queue.offer({ id, task });
        const result = await this.#queue.settled(id, run.signal);
        const entry = await receive(this.#queue, result, this.#store, this.#stored(table));
        if (entry !== undefined) {
          this.#fed.set(table, id);
          const { seconds, effort, below } = factsOf(result.facts);
          const spent = seconds === undefined ? {} : { seconds };
          const made: GeneratedTable = {
            table,
            entry,
            statistics: entry.statistics,
            ...spent,
            ...(effort ? { effort } : {}),
          };
          return { made, below };
        }
        await this.#queue.forget(id);
      }
    } finally {
      this.#waiting.delete(id);
    }
    throw new EndgameError(
      'E_QUEUE',
      `the queue lost table ${table} ${REPEATS} times`,
      'see to the disk of its server',
    );
  }

  /** Leaves the queue. What is in it stays. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#queue.close();
  }

  /** Sees to it that the queue has the tables that a table builds upon, as far as the store has them. */
  async #feed(table: string): Promise<NeededTable[]> {
    const needs: NeededTable[] = [];
    if (!this.#readsBelow(table)) return needs;
    const specialization = this.#specialization;
    const slices = specialization.slicesOf(table).flatMap((slice) => specialization.below(slice));
    for (const need of new Set(slices.map((slice) => specialization.tableOf(slice)))) {
      if (need === table) continue;
      const id = this.#fed.get(need) ?? (await this.#sent(need));
      if (id === undefined) continue;
      this.#fed.set(need, id);
      needs.push({ table: need, id });
    }
    return needs;
  }

  /** Returns whether making a table reads tables below it. A kernel solves for itself what lies below. */
  #readsBelow(table: string): boolean {
    const { metric } = this.#stored(table);
    const slices = this.#specialization.slicesOf(table);
    const engines = slices.map((slice) => this.#engines.find((engine) => engine.supports(slice, metric)));
    return this.#flags.exits === true || engines.some((engine) => engine?.needsAllBelow !== false);
  }

  /** Sends a table of the store unless the queue has it, and returns the id of the result; undefined if it is not stored. */
  async #sent(table: string): Promise<string | undefined> {
    const { game, metric } = this.#stored(table);
    const entry = this.#store.list(game.id, metric).find((each) => each.table === table && each.rules === game.version);
    if (entry === undefined) return undefined;
    const made = await this.#queue.result(jobId(this.#run, table));
    if (made !== undefined && factsOf(made.facts).checksum === entry.checksum) return jobId(this.#run, table);
    // It was made elsewhere, perhaps in another way than this run would, so it is named by what it holds.
    const id = `${this.#run}-${digestOf(table, entry.checksum)}`;
    if ((await this.#queue.result(id)) === undefined) {
      const { checksum } = entry;
      const facts: TableFacts = { game: game.id, table, worker: whereabouts(), checksum, below: [] };
      await this.#queue.keep(id, fileStream(join(this.#store.name, entry.file)), facts);
    }
    return id;
  }

  #stored(table: string): StoredTable {
    const { game } = this.#named;
    return { game, table, metric: storedMetric(this.#flags, game.domain.name) };
  }

  /** Asks the workers how far they are. */
  async #look(): Promise<void> {
    const workers = (await askAll(this.#queue)).filter((answer) => answer.kind === 'worker');
    this.#slots = workers.reduce((sum, { slots }) => sum + slots, 0);
    for (const { task, run } of this.#waiting.values()) {
      if (workers.some(({ memory }) => memory >= task.bytes)) continue;
      const slice = `${task.table} waits for a worker with ${formatBytes(task.bytes)}`;
      run.onProgress?.({ slice, phase: '', share: 0 });
    }
    for (const { id, table, phase, share } of workers.flatMap(({ working }) => working))
      this.#waiting.get(id)?.run.onProgress?.({ slice: table, phase, share });
  }
}

/** Returns what a worker has told, as far as it makes sense. */
function factsOf(x: unknown): Pick<TableFacts, 'seconds' | 'effort' | 'below'> & Partial<TableFacts> {
  const { checksum, seconds, effort, below } = fieldsOf<TableFacts>(x);
  return {
    ...(typeof checksum === 'string' ? { checksum } : {}),
    ...(areNumbers(seconds, ['solve', 'write']) ? { seconds } : {}),
    ...(areNumbers(effort, ['positions', 'edges', 'backEdges', 'bytes']) ? { effort } : {}),
    below: Array.isArray(below) ? below.filter((each): each is string => typeof each === 'string') : [],
  };
}

function areNumbers<K extends string>(x: unknown, names: readonly K[]): x is Readonly<Record<K, number>> {
  const fields = fieldsOf<Record<K, number>>(x);
  return names.every((name) => Number.isFinite(fields[name]));
}
