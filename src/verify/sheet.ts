import { bytesOfOutcomes } from '../game/outcome-values.ts';
import type { Slice, Space } from '../specialize/index.ts';

/**
 * Outcomes of a slice by index, two bits each (`OUTCOME_CODES`), in memory that threads share. Nobody locks it: a pass gives each thread whole
 * bytes to write, and none reads what the pass writes.
 */
export class Sheet {
  readonly slice: Slice;
  readonly space: Space;
  readonly memory: SharedArrayBuffer;
  /**
   * Whether `unused` means that no legal position has the index, once all passes are done. Else it means that the table has no cell for it,
   * and cells of illegal positions hold anything.
   */
  readonly whole: boolean;
  readonly #packed: Uint8Array;

  /** @param memory of `bytesOfOutcomes(space.size)` bytes; default: new, filled with `unused` */
  constructor(slice: Slice, space: Space, whole: boolean, memory?: SharedArrayBuffer) {
    this.slice = slice;
    this.space = space;
    this.whole = whole;
    this.memory = memory ?? new SharedArrayBuffer(bytesOfOutcomes(space.size));
    this.#packed = new Uint8Array(this.memory);
  }

  /** Returns the code of an index. */
  at(index: number): number {
    return (this.#packed[index >> 2] >> ((index & 3) << 1)) & 3;
  }

  /** Writes the code of an index. */
  put(index: number, code: number): void {
    const shift = (index & 3) << 1;
    const byte = index >> 2;
    this.#packed[byte] = (this.#packed[byte] & ~(3 << shift)) | (code << shift);
  }
}
