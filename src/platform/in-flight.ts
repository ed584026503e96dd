/** Shares computations in progress: requests for the same key at the same time cause one computation. */
export class InFlight<K, V> {
  readonly #work = new Map<K, Promise<V>>();

  /** Returns whether a computation is in progress. */
  has(key: K): boolean {
    return this.#work.has(key);
  }

  /** Returns the computation in progress, if there is one. */
  get(key: K): Promise<V> | undefined {
    return this.#work.get(key);
  }

  /**
   * Begins a computation that others may join. An earlier one of the same key goes on, but nobody joins it any more.
   */
  begin(key: K, start: () => Promise<V>): Promise<V> {
    const work = start().finally(() => {
      if (this.#work.get(key) === work) this.#work.delete(key);
    });
    this.#work.set(key, work);
    return work;
  }

  /**
   * Returns the result of the computation in progress, or else of a new one. If the caller that began it gave up, it
   * begins again.
   * @param gaveUp whether an error says that the computation was abandoned, not that it is impossible
   */
  async share(key: K, start: () => Promise<V>, gaveUp: (error: unknown) => boolean): Promise<V> {
    for (;;) {
      const shared = this.#work.get(key);
      if (shared === undefined) return await this.begin(key, start);
      try {
        return await shared;
      } catch (error) {
        if (!gaveUp(error)) throw error;
      }
    }
  }
}
