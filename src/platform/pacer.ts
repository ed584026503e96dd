import { giveTurn } from '#platform/turn';

/** Milliseconds that a computation may hold the thread before timers, signals and other work get their turn. */
const INTERVAL = 40;

/** Gives other work its turn while a long computation runs. */
export class Pacer {
  readonly #interval: number;
  #since = performance.now();

  /** @param interval milliseconds between turns */
  constructor(interval: number = INTERVAL) {
    this.#interval = interval;
  }

  /** Whether other work has waited for the interval. */
  get isDue(): boolean {
    return performance.now() - this.#since >= this.#interval;
  }

  /** Gives other work its turn now. Afterwards callers check their signal and their deadline. */
  async pause(): Promise<void> {
    await giveTurn();
    this.#since = performance.now();
  }
}
