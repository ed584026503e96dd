import { LRUCache } from 'lru-cache';

/** Default bound of a cache, bytes. */
export const DEFAULT_CACHE_BYTES: number = 32 * 1024 * 1024;

/** Largest share of the memory for computing that a solver's cache may take beside it. */
const SHARE = 1 / 8;

/**
 * Returns the cache of a solver.
 * @param memory bytes for computing. A coder's payload is read whole, so if the tables in use do not fit the cache,
 * every value reads megabytes
 */
export function cacheBeside(memory: number): BlockCache {
  return new BlockCache(Math.max(DEFAULT_CACHE_BYTES, Math.floor(memory * SHARE)));
}

/**
 * A cache of decoded blocks and of coders' payloads, bounded in bytes; the least recently used entry goes first
 * (lru-cache). Keys are numbers: each table claims a range, one key per block. A get costs 0.14 us, so tables keep
 * their last block (or their reader) beside the cache.
 */
export class BlockCache {
  readonly maxBytes: number;
  /** Number of blocks found. */
  hits = 0;
  /** Number of blocks not found. */
  misses = 0;
  readonly #blocks: LRUCache<number, Uint8Array>;
  /** Callbacks for blocks that leave. */
  readonly #leaving = new Map<number, () => void>();
  #claimed = 0;

  /**
   * @param maxBytes >= 0; a larger block is not cached
   * @throws RangeError for another bound
   */
  constructor(maxBytes: number = DEFAULT_CACHE_BYTES) {
    if (!(Number.isSafeInteger(maxBytes) && maxBytes >= 0)) throw new RangeError(`cache of ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
    // to lru-cache a size of 0 means unbounded
    this.#blocks = new LRUCache({
      maxSize: Math.max(1, maxBytes),
      sizeCalculation: (block) => block.length,
      dispose: (_, key) => {
        const tell = this.#leaving.get(key);
        this.#leaving.delete(key);
        tell?.();
      },
    });
  }

  /** Bytes of the cached blocks. */
  get bytes(): number {
    return this.#blocks.calculatedSize;
  }

  /** Returns the first of `count` consecutive keys that nobody else uses. */
  claim(count: number): number {
    const first = this.#claimed;
    this.#claimed += count;
    return first;
  }

  /** Drops the blocks of a claimed range; its keys are not reused. */
  release(first: number, count: number): void {
    for (let key = first; key < first + count; key++) this.#blocks.delete(key);
  }

  /** Returns a block, if it is cached. */
  get(key: number): Uint8Array | undefined {
    const block = this.#blocks.get(key);
    if (block === undefined) this.misses++;
    else this.hits++;
    return block;
  }

  /**
   * Caches a block; it must not be empty.
   * @param leaving called once when the block leaves
   */
  set(key: number, block: Uint8Array, leaving?: () => void): void {
    if (block.length > this.maxBytes) return;
    this.#blocks.set(key, block);
    if (leaving) this.#leaving.set(key, leaving);
  }
}
