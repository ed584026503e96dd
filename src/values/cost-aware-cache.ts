/**
 * What is kept of solved slices when not all fit. Every entry has a credit, and the one with the least goes first:
 *
 *   lru           the number of the last use
 *   greedy-dual   what it costs to have it again a byte, on top of the credit of the last one that went (GreedyDual-Size:
 *                 P. Cao and S. Irani, "Cost-aware WWW proxy caching algorithms", 1997), at every use
 */

export const POLICIES = ['lru', 'greedy-dual'] as const;
export type Policy = (typeof POLICIES)[number];

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly cost: () => number;
  credit: number;
}

export class CostAwareCache<V> {
  readonly maxBytes: number;
  /** Entries that went to make room. */
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

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#use(entry);
    return entry.value;
  }

  /** All of them, the one kept last first; that is no use of them. */
  values(): V[] {
    return [...this.#entries.values()].map(({ value }) => value).reverse();
  }

  /** Whether it is there; that is no use of it. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * Keeps a value, if it fits at all.
   * @param cost seconds to have it again, as things stand when it is asked
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

  /** Lets go of the least worth keeping until `bytes` more fit, or nothing is left. */
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
