import { LRUCache } from 'lru-cache';
import type { Scratch } from '../engine/index.ts';
import type { Values } from '../game/values.ts';
import { readValues } from './part.ts';

/** Values of a block that is read at a time. */
const BLOCK = 1 << 14;
const BLOCK_BYTES = 2 * BLOCK;

/** The values of a slice in the files of its parts. Blocks that were read lately stay in memory. */
export class FiledValues implements Values {
  readonly length: number;
  readonly byteLength: number;
  readonly #scratch: Scratch;
  readonly #nameOf: (part: number) => string;
  readonly #partSize: number;
  readonly #blocks: LRUCache<number, Int16Array>;
  #last = -1;
  #block: Int16Array = new Int16Array(0);

  /**
   * @param partSize indices of a part
   * @param memory most bytes of the blocks
   */
  constructor(scratch: Scratch, nameOf: (part: number) => string, length: number, partSize: number, memory: number) {
    const blocks = Math.max(1, Math.min(Math.ceil(length / BLOCK), Math.floor(memory / BLOCK_BYTES)));
    this.length = length;
    this.byteLength = blocks * BLOCK_BYTES;
    this.#scratch = scratch;
    this.#nameOf = nameOf;
    this.#partSize = partSize;
    this.#blocks = new LRUCache({ max: blocks });
  }

  at(index: number): number {
    const number = Math.floor(index / BLOCK);
    if (number !== this.#last) {
      this.#block = this.#blocks.get(number) ?? this.#fetch(number);
      this.#last = number;
    }
    return this.#block[index % BLOCK];
  }

  read(from: number, out: Int16Array): void {
    if (!(from >= 0 && from + out.length <= this.length)) {
      throw new RangeError(`${out.length} values from ${from} of ${this.length}`);
    }
    for (let done = 0; done < out.length; ) {
      const part = Math.floor((from + done) / this.#partSize);
      const at = (from + done) % this.#partSize;
      const count = Math.min(out.length - done, this.#partSize - at);
      readValues(this.#scratch, this.#nameOf(part), at, out.subarray(done, done + count));
      done += count;
    }
  }

  #fetch(number: number): Int16Array {
    const block = new Int16Array(Math.min(BLOCK, this.length - number * BLOCK));
    this.read(number * BLOCK, block);
    this.#blocks.set(number, block);
    return block;
  }
}
