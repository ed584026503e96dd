/** What stands for lru-cache where its 19 kB count: as much of its interface as the toolkit uses, over one Map in order of use. */

/** Options, named as in lru-cache. */
export interface SmallLruOptions<K, V> {
  readonly max?: number;
  readonly maxSize?: number;
  readonly sizeCalculation?: (value: V, key: K) => number;
  readonly dispose?: (value: V, key: K) => void;
}

/** A cache that drops what was not used for the longest time. */
export class LRUCache<K, V extends object | number> {
  /** Sum of the sizes. */
  calculatedSize = 0;
  readonly #entries = new Map<K, V>();
  readonly #options: SmallLruOptions<K, V>;

  constructor(options: SmallLruOptions<K, V>) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  /** Returns a value without counting that as use. */
  peek(key: K): V | undefined {
    return this.#entries.get(key);
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: K, value: V): this {
    const { max = Number.POSITIVE_INFINITY, maxSize = Number.POSITIVE_INFINITY } = this.#options;
    // What is there already does not leave.
    if (this.get(key) === value) return this;
    this.delete(key);
    const size = this.#sizeOf(value, key);
    if (size > maxSize) return this;
    while (this.size >= max || this.calculatedSize + size > maxSize) this.pop();
    this.#entries.set(key, value);
    this.calculatedSize += size;
    return this;
  }

  delete(key: K): boolean {
    const value = this.#entries.get(key);
    if (value === undefined) return false;
    this.#entries.delete(key);
    this.calculatedSize -= this.#sizeOf(value, key);
    this.#options.dispose?.(value, key);
    return true;
  }

  /** Drops what was not used for the longest time, and returns it. */
  pop(): V | undefined {
    for (const [key, value] of this.#entries) {
      this.delete(key);
      return value;
    }
    return undefined;
  }

  clear(): void {
    while (this.size > 0) this.pop();
  }

  #sizeOf(value: V, key: K): number {
    return this.#options.sizeCalculation?.(value, key) ?? 0;
  }
}
