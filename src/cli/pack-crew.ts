import { Worker } from 'node:worker_threads';
import { freeMemory } from '#platform/memory';
import { EndgameError } from '../game/errors.ts';
import { type PackedTable, type PackOrder, packStopped, type RepackRun, type TablePackers } from '../make/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { PackMessage, PackWork, ThreadOrder } from './pack-worker.ts';

/** Tables of fewer indices are packed before another thread knows of them. */
const FEWEST = 1 << 15;

/** Threads that pack tables, each another one. */
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
   * @param own packs small tables in the caller's thread
   * @param work what the threads open
   */
  constructor(count: number, specialization: Specialization, own: TablePackers, work: PackWork) {
    this.count = count;
    this.#specialization = specialization;
    this.#own = own;
    this.#work = work;
  }

  async pack(order: PackOrder, run: RepackRun): Promise<PackedTable> {
    if (this.#sizeOf(order.table) < FEWEST) return await this.#own.pack(order, run);
    const thread = this.#idle.pop() ?? this.#begun();
    try {
      return await thread.pack(order, run);
    } finally {
      if (thread.hasEnded) this.#all.delete(thread);
      else this.#idle.push(thread);
    }
  }

  /** Ends the threads, whatever they do. */
  end(): void {
    for (const thread of this.#all) thread.end();
  }

  #sizeOf(table: string): number {
    return this.#specialization.slicesOf(table).reduce((sum, slice) => sum + this.#specialization.space(slice).size, 0);
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
  async pack({ table, encoding }: PackOrder, { signal, onProgress }: RepackRun): Promise<PackedTable> {
    const order: ThreadOrder = {
      table,
      encoding: encoding && { representation: encoding.representation.name, codec: encoding.codec },
    };
    let stop = (): void => undefined;
    try {
      return await new Promise<PackedTable>((done, fail) => {
        this.#onError = fail;
        this.#onMessage = (message) => {
          if ('progress' in message) onProgress?.(...message.progress);
          else if ('failure' in message) fail(new EndgameError(...message.failure));
          else done(message.packed);
        };
        stop = () => {
          this.end();
          fail(packStopped(table));
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
