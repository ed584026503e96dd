import { HttpFailure } from './exchange.ts';

/** Counts the questions of each client that wait for a computation, so that none takes all the places. */
export class ClientShares {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  /** @param most questions of one client at the same time */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Waits for a question of a client.
   * @throws HttpFailure 429 if too many of the client's questions wait already
   */
  async run<T>(client: string, wait: () => Promise<T>): Promise<T> {
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.#most) {
      const hint = 'wait for the answers before asking more';
      throw new HttpFailure(429, `${count} of your questions are being computed`, hint, { 'retry-after': '1' });
    }
    this.#counts.set(client, count + 1);
    try {
      return await wait();
    } finally {
      const left = this.#counts.get(client)! - 1;
      if (left === 0) this.#counts.delete(client);
      else this.#counts.set(client, left);
    }
  }
}
