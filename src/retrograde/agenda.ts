/** Binary logarithm of a block: the indices that a sweep skips together if none of them can be settled. */
export const BLOCK_BITS = 10;
/** Upper bound of |value|. */
export const LEVELS: number = 1 << 15;
/** Most positions on the stack; another sweep finds the others. */
export const STACK: number = 1 << 16;

/**
 * What a level-synchronous analysis (engine.ts) still has to do: the number of positions that may be settled at each
 * level, the blocks of indices that hold them, and, with scores, the positions that wait for the current level.
 */
export class Agenda {
  /** Number of positions on the stack. */
  waiting = 0;
  /** Number of positions that may be settled at each level (an upper bound). */
  readonly #pending = new Int32Array(LEVELS + 1);
  /** By block: the highest level at which one of its positions may be settled (an upper bound). */
  readonly #due: Uint16Array;
  readonly #stack: Int32Array;
  #level = 0;

  /**
   * @param size number of indices
   * @param repeats whether settled positions can settle more of the same level (with scores)
   */
  constructor(size: number, repeats: boolean) {
    this.#due = new Uint16Array((size >> BLOCK_BITS) + 1);
    this.#stack = new Int32Array(repeats ? STACK : 0);
  }

  /** Bytes of memory. */
  get bytes(): number {
    return this.#stack.byteLength;
  }

  /** Records that the position at index i may be settled at `level`. */
  expect(i: number, level: number): void {
    this.#pending[level]++;
    const block = i >> BLOCK_BITS;
    if (this.#due[block] < level) this.#due[block] = level;
  }

  /** Records the same of a position whose value has just changed. */
  wait(j: number, level: number): void {
    if (level === this.#level && this.waiting < this.#stack.length) this.#stack[this.waiting++] = j;
    else this.expect(j, level);
  }

  /** Takes a position from the stack. */
  next(): number {
    return this.#stack[--this.waiting];
  }

  /** Returns whether to sweep a level, or to sweep it again. */
  begin(level: number): boolean {
    const again = this.#level === level;
    if (this.#pending[level] === 0 || (again && this.#stack.length === 0)) return false;
    this.#pending[level] = 0;
    this.#level = level;
    return true;
  }

  /**
   * Returns whether to examine the block that begins at index `from`. Changes from now on, its own too, count again.
   */
  open(from: number, level: number): boolean {
    const block = from >> BLOCK_BITS;
    if (this.#due[block] < level) return false;
    this.#due[block] = 0;
    return true;
  }

  /** Records that something in the block that begins at index `from` is due at level `next`. */
  close(from: number, next: number): void {
    const block = from >> BLOCK_BITS;
    if (this.#due[block] < next) this.#due[block] = next;
  }
}
