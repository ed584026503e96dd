import { Machine } from './machine.ts';
import type { Solved } from './solved.ts';

/** One machine for all problems of a kernel, which use it in turn. It starts when it is first needed. */
export class SharedMachine {
  #machine: Promise<Machine> | undefined;
  #started: Machine | undefined;
  #threads = 1;
  /** The solved problem that the machine's memory still holds. */
  #lent: Solved | undefined;
  /** Resolves when the machine is free. */
  #free: Promise<void> = Promise.resolve();

  /**
   * Does some work with the machine when it is free.
   * @param threads number of threads; default: as many as the machine has
   */
  use<T>(work: (machine: Machine) => Promise<T>, threads?: number): Promise<T> {
    return this.#inTurn(async () => work(await this.#machineOf(threads ?? this.#threads)));
  }

  /** Bytes of the machine's memory, which grows and never shrinks; 0 without a machine. */
  get bytes(): number {
    return this.#started?.bytes.length ?? 0;
  }

  /** Lets the machine's memory hold the codes of a problem until the next problem needs it; most often none does. */
  lend(solved: Solved): void {
    this.#lent = solved;
  }

  /** Ends the machine and its threads when it is free; using it again starts another. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#dismiss());
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#free;
    let release = (): void => undefined;
    this.#free = new Promise((done) => (release = done));
    await before;
    try {
      return await work();
    } finally {
      release();
    }
  }

  async #machineOf(threads: number): Promise<Machine> {
    if (this.#machine && this.#threads !== threads) await this.#dismiss();
    this.#lent?.detach();
    this.#lent = undefined;
    this.#threads = threads;
    this.#machine ??= Machine.make(threads);
    return (this.#started = await this.#machine);
  }

  async #dismiss(): Promise<void> {
    (await this.#machine)?.close();
    this.#machine = undefined;
    this.#started = undefined;
    this.#lent = undefined; // nobody else will use its memory
  }
}
