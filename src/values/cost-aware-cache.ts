/** Names of the policies. */
export const POLICIES = ['lru', 'greedy-dual'] as const;
/** Which entry goes first. */
export type Policy = (typeof POLICIES)[number];

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly cost: () => number;
  credit: number;
}

/**
 * A cache of solved slices, bounded in bytes. Every entry has a credit, and the entry with the least credit goes first:
 *
 *   lru           the number of its last use
 *   greedy-dual   the cost per byte of computing it again, plus the credit of the last evicted entry (GreedyDual-Size:
 *                 P. Cao and S. Irani, "Cost-aware WWW proxy caching algorithms", 1997), at every use
 */
export class CostAwareCache<V> {
  /** Bound of the cache, bytes. */
  readonly maxBytes: number;
  /** Number of entries evicted to make room. */
  evicted = 0;
  readonly #policy: Policy;
  readonly #entries = new Map<string, Entry<V>>();
  #bytes = 0;
  #uses = 0;
  #gone = 0;

  constructor(maxBytes: number, policy: Policy = 'lru') {
    this.maxBytes = maxBytes;
    this.#policy = policy;
  }

  /** Bytes of all entries. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Returns an entry and counts that as a use. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#use(entry);
    return entry.value;
  }

  /** Returns all values, the last one added first. This counts as no use. */
  values(): V[] {
    return [...this.#entries.values()].map(({ value }) => value).reverse();
  }

  /** Returns whether a key is cached. This counts as no use. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * Caches a value if it fits at all.
   * @param cost returns the seconds of computing it again, in the current state of the caches
   */
  set(key: string, value: V, bytes: number, cost: () => number): void {
    this.delete(key);
    if (bytes > this.maxBytes) return;
    this.makeRoom(bytes);
    const entry = { value, bytes: Math.max(1, bytes), cost, credit: 0 };
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    this.#use(entry);
  }

  /** Evicts entries with the least credit until `bytes` more fit, or nothing is left. */
  makeRoom(bytes: number): void {
    while (this.#entries.size > 0 && this.#bytes + bytes > this.maxBytes) {
      let least: string | undefined;
      for (const [key, { credit }] of this.#entries)
        if (least === undefined || credit < this.#entries.get(least)!.credit) least = key;
      this.#gone = this.#entries.get(least!)!.credit;
      this.delete(least!);
      this.evicted++;
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #use(entry: Entry<V>): void {
    entry.credit = this.#policy === 'lru' ? ++this.#uses : this.#gone + entry.cost() / entry.bytes;
  }
}
