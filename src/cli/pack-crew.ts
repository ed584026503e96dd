import { Worker } from 'node:worker_threads';
import { freeMemory } from '#platform/memory';
import { EndgameError } from '../game/errors.ts';
import type { Metric } from '../game/values.ts';
import { type PackedTable, packStopped, type RepackRun, type TablePackers } from '../make/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EncodedTable, Encoding } from '../table/index.ts';
import type { PackMessage, PackWork, ThreadAnswer, ThreadOrder } from './pack-worker.ts';

/** Tables of fewer indices are encoded before another thread knows of them. */
const FEWEST = 1 << 15;

/** Threads that encode tables, each another one. */
export class PackCrew implements TablePackers {
  readonly count: number;
  /** What the machine has free now. */
  readonly memory: number = freeMemory();
  readonly #specialization: Specialization;
  readonly #own: TablePackers;
  readonly #work: PackWork;
  readonly #idle: PackThread[] = [];
  readonly #all = new Set<PackThread>();

  /**
   * @param count most threads that work at the same time
   * @param own encodes small tables in the caller's thread
   * @param work what the threads open
   */
  constructor(count: number, specialization: Specialization, own: TablePackers, work: PackWork) {
    this.count = count;
    this.#specialization = specialization;
    this.#own = own;
    this.#work = work;
  }

  async pack(table: string, run: RepackRun): Promise<PackedTable> {
    if (this.#isSmall(table)) return await this.#own.pack(table, run);
    const { encoded, why } = await this.#ask({ table }, run);
    return { encoded: encoded[0], why };
  }

  async encode(
    table: string,
    metric: Metric,
    encodings: readonly Encoding[],
    run: RepackRun,
  ): Promise<readonly EncodedTable[]> {
    if (this.#isSmall(table)) return await this.#own.encode(table, metric, encodings, run);
    const named = encodings.map(({ representation, codec }) => ({ representation: representation.name, codec }));
    return (await this.#ask({ table, ways: { metric, encodings: named } }, run)).encoded;
  }

  /** Ends the threads, whatever they do. */
  end(): void {
    for (const thread of this.#all) thread.end();
  }

  #isSmall(table: string): boolean {
    const slices = this.#specialization.slicesOf(table);
    return slices.reduce((sum, slice) => sum + this.#specialization.space(slice).size, 0) < FEWEST;
  }

  async #ask(order: ThreadOrder, run: RepackRun): Promise<ThreadAnswer> {
    const thread = this.#idle.pop() ?? this.#begun();
    try {
      return await thread.ask(order, run);
    } finally {
      if (thread.hasEnded) this.#all.delete(thread);
      else this.#idle.push(thread);
    }
  }

  #begun(): PackThread {
    const thread = new PackThread(this.#work);
    this.#all.add(thread);
    return thread;
  }
}

/** A thread (pack-worker.ts). */
class PackThread {
  readonly #worker: Worker;
  /** What the table in progress waits for. */
  #onMessage: (message: PackMessage) => void = () => undefined;
  #onError: (error: unknown) => void = () => undefined;
  hasEnded = false;

  constructor(work: PackWork) {
    this.#worker = new Worker(new URL('./pack-worker.js', import.meta.url), { workerData: work });
    this.#worker.on('message', (message: PackMessage) => this.#onMessage(message));
    this.#worker.on('error', (error) => {
      this.hasEnded = true;
      this.#onError(error);
    });
  }

  /** @throws EndgameError that of the thread, or E_ABORTED, and then the thread ends; else what it threw */
  async ask(order: ThreadOrder, { signal, onProgress }: RepackRun): Promise<ThreadAnswer> {
    let stop = (): void => undefined;
    try {
      return await new Promise<ThreadAnswer>((done, fail) => {
        this.#onError = fail;
        this.#onMessage = (message) => {
          if ('progress' in message) onProgress?.(...message.progress);
          else if ('failure' in message) fail(new EndgameError(...message.failure));
          else done(message.answer);
        };
        stop = () => {
          this.end();
          fail(packStopped(order.table));
        };
        if (signal?.aborted) stop();
        signal?.addEventListener('abort', stop);
        this.#worker.postMessage(order);
      });
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  end(): void {
    this.hasEnded = true;
    void this.#worker.terminate();
  }
}
