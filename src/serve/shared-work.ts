import { abortError } from '../game/errors.ts';

/** Work that several clients wait for. */
interface Work<T, P> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<(progress: P) => void>;
  clients: number;
}

/** Does the same work once, however many ask for it, and stops it when the last of them has left. */
export class SharedWork<T, P> {
  readonly #works = new Map<string, Work<T, P>>();

  /** Number of different works in progress. */
  get size(): number {
    return this.#works.size;
  }

  /**
   * Joins the work of that key, or begins it.
   * @param begin does the work until the signal fires
   * @param signal of the client: it leaves
   * @param onProgress told while the client waits
   * @throws EndgameError E_ABORTED if the client leaves; what `begin` throws
   */
  async join(
    key: string,
    begin: (signal: AbortSignal, tell: (progress: P) => void) => Promise<T>,
    signal: AbortSignal,
    onProgress?: (progress: P) => void,
  ): Promise<T> {
    if (signal.aborted) throw abortError(key);
    const work = this.#works.get(key) ?? this.#begin(key, begin);
    work.clients++;
    if (onProgress !== undefined) work.listeners.add(onProgress);
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(abortError(key));
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([work.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (onProgress !== undefined) work.listeners.delete(onProgress);
      if (--work.clients === 0) this.#end(key, work);
    }
  }

  #begin(key: string, begin: (signal: AbortSignal, tell: (progress: P) => void) => Promise<T>): Work<T, P> {
    const controller = new AbortController();
    const listeners = new Set<(progress: P) => void>();
    const result = begin(controller.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    });
    const work: Work<T, P> = { result, controller, listeners, clients: 0 };
    this.#works.set(key, work);
    // Nobody waits any more for what fails after the last client has left.
    result.catch(() => undefined);
    return work;
  }

  /** Stops work that nobody waits for. Who asks again begins anew: what is being stopped gives no answer. */
  #end(key: string, work: Work<T, P>): void {
    if (this.#works.get(key) === work) this.#works.delete(key);
    work.controller.abort();
  }
}
