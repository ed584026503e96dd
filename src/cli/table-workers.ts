import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { abortError, EndgameError } from '../game/errors.ts';
import type { TableWorkers, WorkerTable } from '../make/index.ts';
import type { RunOptions } from '../values/index.ts';
import type { MakeFlags } from './generate-flags.ts';
import type { TableOrder, WorkerMessage, WorkerOrder } from './table-worker.ts';

/**
 * Local processes that make tables. A process stays for the next table, since what it has solved helps there. It has the
 * memory that it was begun with, so another one takes its place where a table needs more.
 */
export class WorkerPool implements TableWorkers {
  readonly count: number;
  readonly #memory: number;
  readonly #order: Omit<WorkerOrder, 'memory'>;
  readonly #workers = new Set<TableProcess>();

  /**
   * @param count most processes that work at the same time
   * @param memory bytes that all of them together may use for analysis
   */
  constructor(count: number, memory: number, game: string, flags: MakeFlags) {
    this.count = count;
    this.#memory = memory;
    this.#order = { game, flags };
  }

  async make(table: string, memory: number, force: boolean, run: RunOptions): Promise<WorkerTable> {
    const worker = await this.#take(memory);
    try {
      return await worker.make({ table, force }, run);
    } finally {
      worker.isIdle = true;
    }
  }

  /** Ends all processes. */
  async end(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.end()));
    this.#workers.clear();
  }

  /** Returns an idle process with so much memory, or begins one as soon as others have left enough. */
  async #take(memory: number): Promise<TableProcess> {
    for (const worker of this.#workers) if (worker.hasEnded) this.#workers.delete(worker);
    const idle = [...this.#workers].filter((worker) => worker.isIdle);
    const known = idle.find((worker) => worker.memory === memory);
    const worker = known ?? new TableProcess(this.#order, memory);
    worker.isIdle = false;
    this.#workers.add(worker);
    // Counted before anything is waited for: others may ask meanwhile.
    const leaving: TableProcess[] = [];
    for (const other of idle) {
      if (this.#held <= this.#memory) break;
      if (other === worker) continue;
      this.#workers.delete(other);
      leaving.push(other);
    }
    await Promise.all(leaving.map((other) => other.end()));
    return worker;
  }

  get #held(): number {
    let bytes = 0;
    for (const { memory } of this.#workers) bytes += memory;
    return bytes;
  }
}

/** A process (table-worker.ts), which begins with its first table. */
class TableProcess {
  readonly memory: number;
  isIdle = false;
  readonly #order: WorkerOrder;
  #child: ChildProcess | undefined;
  #ended: Promise<void> | undefined;
  /** What the table in progress waits for. */
  #onMessage: (message: WorkerMessage) => void = () => undefined;
  #onEnd: (code: number | null, by: string | null) => void = () => undefined;
  hasEnded = false;

  constructor(order: Omit<WorkerOrder, 'memory'>, memory: number) {
    this.memory = memory;
    this.#order = { ...order, memory };
  }

  /** @throws EndgameError that of the process, or E_ABORTED if it was killed */
  async make(order: TableOrder, { signal, onProgress }: RunOptions): Promise<WorkerTable> {
    if (signal?.aborted) throw abortError(order.table);
    const child = (this.#child ??= this.#begin(signal));
    return await new Promise<WorkerTable>((resolve, reject) => {
      this.#onMessage = (message) => {
        if ('progress' in message) onProgress?.(message.progress);
        else if ('failure' in message) reject(new EndgameError(...message.failure));
        else resolve(message);
      };
      this.#onEnd = (code, by) => {
        // Ctrl-C may reach a process that has just begun before it reaches this one.
        const isStopped = signal?.aborted === true || by === 'SIGINT';
        reject(isStopped ? abortError(order.table) : endedEarly(order.table, code, by));
      };
      child.send(order);
    });
  }

  /** Ends the process and waits until its memory is free. */
  async end(): Promise<void> {
    if (this.#child?.connected) this.#child.disconnect();
    await this.#ended;
  }

  #begin(signal: AbortSignal | undefined): ChildProcess {
    const script = fileURLToPath(new URL('./table-worker.js', import.meta.url));
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
    const child = fork(script, [JSON.stringify(this.#order)], { stdio: [...stdio], serialization: 'advanced' });
    // A process that hangs or stands still heeds no other signal.
    const stop = (): void => void child.kill('SIGKILL');
    signal?.addEventListener('abort', stop);
    child.on('message', (message) => this.#onMessage(message as WorkerMessage));
    this.#ended = new Promise((resolve) => {
      const leave = (code: number | null, by: string | null): void => {
        this.hasEnded = true;
        signal?.removeEventListener('abort', stop);
        this.#onEnd(code, by);
        resolve();
      };
      // A message that could not be sent is an error too, and then the process is about to exit.
      child.on('exit', leave).on('error', () => {
        if (child.pid === undefined) leave(null, null);
      });
    });
    return child;
  }
}

function endedEarly(table: string, code: number | null, by: string | null): Error {
  if (code !== null) return new Error(`the process that made ${table} ended with code ${code}`);
  return new EndgameError(
    'E_ABORTED',
    `the process that made ${table} was ended by ${by ?? 'the system'}`,
    'run it again to go on; if the system was out of memory, with less --memory or fewer --workers',
  );
}
