/** The same computation, asked for twice at the same time, is done once. */
export class InFlight<K, V> {
  readonly #work = new Map<K, Promise<V>>();

  has(key: K): boolean {
    return this.#work.has(key);
  }

  /** The computation that is in progress, if there is one. */
  get(key: K): Promise<V> | undefined {
    return this.#work.get(key);
  }

  /** Begins a computation that others may join; one that is in progress already goes on unseen. */
  begin(key: K, start: () => Promise<V>): Promise<V> {
    const work = start().finally(() => {
      if (this.#work.get(key) === work) this.#work.delete(key);
    });
    this.#work.set(key, work);
    return work;
  }

  /**
   * The result of the computation in progress, or else of a new one. If whoever began it gave up, it begins anew.
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
