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

  /** Whether other work has waited long enough. */
  get isDue(): boolean {
    return performance.now() - this.#since >= this.#interval;
  }

  /** Gives other work its turn now. Whoever awaits it looks at its signal and its deadline afterwards. */
  async pause(): Promise<void> {
    await giveTurn();
    this.#since = performance.now();
  }
}
