import { abortError } from '../game/errors.ts';
import { HttpFailure } from './exchange.ts';

/** Lets so many computations run at once and so many wait, in the order in which they came. */
export class Slots {
  readonly #slots: number;
  readonly #places: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /**
   * @param slots most computations at once
   * @param places most that wait
   */
  constructor(slots: number, places: number) {
    this.#slots = slots;
    this.#places = places;
  }

  /** Number of computations in progress. */
  get running(): number {
    return this.#running;
  }

  /** Number of computations that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Runs a computation when a slot is free.
   * @throws HttpFailure 503 if too many wait; EndgameError E_ABORTED if the signal fires before it begins
   */
  async run<T>(compute: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#running < this.#slots) this.#running++;
    else await this.#wait(signal);
    try {
      return await compute();
    } finally {
      // The slot passes to who waits longest.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  async #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#places) {
      throw new HttpFailure(503, 'too many questions wait', 'ask again later', { 'retry-after': '1' });
    }
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        const at = this.#waiting.indexOf(begin);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(abortError('a question that waited'));
      };
      this.#waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
