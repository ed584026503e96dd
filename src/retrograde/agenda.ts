/**
 * What a level-synchronous analysis (engine.ts) still has to look at: how many positions may be settled at each level,
 * which blocks of indices hold them, and, with scores, which wait for their turn at the level at hand.
 */

/** Indices, as a power of two, that a sweep passes over together if nothing among them can be settled. */
export const BLOCK_BITS = 10;
/** |value| is at most 2^15. */
export const LEVELS: number = 1 << 15;
/** Most positions that wait on the stack; what does not fit is found by another sweep. */
export const STACK: number = 1 << 16;

export class Agenda {
  /** Number of positions on the stack. */
  waiting = 0;
  /** How many positions may be settled at each level (an upper bound). */
  readonly #pending = new Int32Array(LEVELS + 1);
  /** By block: the highest level at which one of its positions may be settled (an upper bound). */
  readonly #due: Uint16Array;
  readonly #stack: Int32Array;
  #level = 0;

  /** @param repeats whether what is settled can settle more of the same level (with scores) */
  constructor(size: number, repeats: boolean) {
    this.#due = new Uint16Array((size >> BLOCK_BITS) + 1);
    this.#stack = new Int32Array(repeats ? STACK : 0);
  }

  get bytes(): number {
    return this.#stack.byteLength;
  }

  /** The position at index i may be settled at `level`. */
  expect(i: number, level: number): void {
    this.#pending[level]++;
    const block = i >> BLOCK_BITS;
    if (this.#due[block] < level) this.#due[block] = level;
  }

  /** The same of a position that somebody learnt about just now. */
  wait(j: number, level: number): void {
    if (level === this.#level && this.waiting < this.#stack.length) this.#stack[this.waiting++] = j;
    else this.expect(j, level);
  }

  /** Takes a position from the stack. */
  next(): number {
    return this.#stack[--this.waiting];
  }

  /** Whether to sweep a level, once more if it has been swept. */
  begin(level: number): boolean {
    const again = this.#level === level;
    if (this.#pending[level] === 0 || (again && this.#stack.length === 0)) return false;
    this.#pending[level] = 0;
    this.#level = level;
    return true;
  }

  /** Whether to look into the block that begins at index `from`. What is learnt meanwhile, from it too, counts again. */
  open(from: number, level: number): boolean {
    const block = from >> BLOCK_BITS;
    if (this.#due[block] < level) return false;
    this.#due[block] = 0;
    return true;
  }

  /** Something in the block that begins at index `from` is due at level `next`. */
  close(from: number, next: number): void {
    const block = from >> BLOCK_BITS;
    if (this.#due[block] < next) this.#due[block] = next;
  }
}
