/**
 * Decoded blocks and payloads of coders, bounded in bytes, the least recently used one leaves first (lru-cache). Keys are
 * numbers: each table claims a range, one key a block; a get costs 0.14 us, so tables keep their last block (or their
 * reader) at hand beside it.
 */

import { LRUCache } from 'lru-cache';

export const DEFAULT_CACHE_BYTES: number = 32 * 1024 * 1024;

/** Share of the memory for computing that a solver's cache may take beside it. */
const SHARE = 1 / 8;

/**
 * The cache of a solver with so much memory, in bytes. What a coder made is read whole, so where the tables in play do
 * not fit, every value reads megabytes.
 */
export function cacheBeside(memory: number): BlockCache {
  return new BlockCache(Math.max(DEFAULT_CACHE_BYTES, Math.floor(memory * SHARE)));
}

export class BlockCache {
  readonly maxBytes: number;
  hits = 0;
  misses = 0;
  readonly #blocks: LRUCache<number, Uint8Array>;
  /** Who wants to know when a block leaves. */
  readonly #leaving = new Map<number, () => void>();
  #claimed = 0;

  /** `maxBytes` >= 0; a block larger than that is not kept. */
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

  /** Bytes held now. */
  get bytes(): number {
    return this.#blocks.calculatedSize;
  }

  /** The first of `count` consecutive keys that nobody else uses. */
  claim(count: number): number {
    const first = this.#claimed;
    this.#claimed += count;
    return first;
  }

  /** Forgets the blocks of a claimed range; its keys are not given again. */
  release(first: number, count: number): void {
    for (let key = first; key < first + count; key++) this.#blocks.delete(key);
  }

  get(key: number): Uint8Array | undefined {
    const block = this.#blocks.get(key);
    if (block === undefined) this.misses++;
    else this.hits++;
    return block;
  }

  /** Keeps a block; it must not be empty. `leaving` is called once when it goes. */
  set(key: number, block: Uint8Array, leaving?: () => void): void {
    if (block.length > this.maxBytes) return;
    this.#blocks.set(key, block);
    if (leaving) this.#leaving.set(key, leaving);
  }
}
