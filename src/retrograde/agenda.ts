/** Binary logarithm of a block: the indices that a sweep skips together if none of them can be settled. */
export const BLOCK_BITS = 10;
/** Upper bound of |value|. */
export const LEVELS: number = 1 << 15;
/** Most positions on the stack; another sweep finds the others. */
export const STACK: number = 1 << 16;

/** What the agendas of all threads share. */
export interface AgendaArrays {
  /**
   * By block: the highest level at which one of its positions may be settled (an upper bound), as whoever examined the
   * block found it.
   */
  readonly due: Uint16Array;
  /** The same as updates since then have it: one array for this sweep and one for the sweep before. */
  readonly updated: readonly [Uint16Array, Uint16Array];
  /** `pending[thread * (LEVELS + 1) + level]`: number of positions that a thread expects at a level (an upper bound). */
  readonly pending: Int32Array;
}

/** Returns new arrays for `size` indices and so many threads. */
export function agendaArrays(size: number, threads: number, take: (bytes: number) => ArrayBufferLike): AgendaArrays {
  const blocks = (size >> BLOCK_BITS) + 1;
  const perBlock = (): Uint16Array => new Uint16Array(take(2 * blocks));
  return {
    due: perBlock(),
    updated: [perBlock(), perBlock()],
    pending: new Int32Array(take(4 * threads * (LEVELS + 1))),
  };
}

/**
 * What a level-synchronous analysis (engine.ts) still has to do: the number of positions that may be settled at each
 * level, the blocks of indices that hold them, and, with scores, the positions that wait for the current level. Each
 * thread has its own over the same arrays. In a sweep `due` of a block is written by the thread that examines it,
 * `updated` by the one that owns the block (passes.ts): so no entry has two writers.
 */
export class Agenda {
  /** Number of positions on the stack. */
  waiting = 0;
  readonly #arrays: AgendaArrays;
  /** Where this thread's part of `pending` begins. */
  readonly #from: number;
  readonly #stack: Int32Array;
  #now: Uint16Array;
  #before: Uint16Array;
  #level = 0;

  /** @param repeats whether settled positions can settle more of the same level (with scores) */
  constructor(arrays: AgendaArrays, thread: number, repeats: boolean) {
    this.#arrays = arrays;
    this.#from = thread * (LEVELS + 1);
    this.#stack = new Int32Array(repeats ? STACK : 0);
    [this.#now, this.#before] = arrays.updated;
  }

  /** Bytes of the stack. */
  get bytes(): number {
    return this.#stack.byteLength;
  }

  /** Records that the position at index i may be settled at `level`. */
  expect(i: number, level: number): void {
    this.#arrays.pending[this.#from + level]++;
    const block = i >> BLOCK_BITS;
    if (this.#now[block] < level) this.#now[block] = level;
  }

  /** Records the same of a position whose value has just changed; it goes to the stack if it may. */
  wait(j: number, level: number, mayStack: boolean): void {
    if (mayStack && level === this.#level && this.waiting < this.#stack.length) this.#stack[this.waiting++] = j;
    else this.expect(j, level);
  }

  /** Takes a position from the stack. */
  next(): number {
    return this.#stack[--this.waiting];
  }

  /** Returns how many positions all threads expect at a level, 0 if it needs no sweep, or no other one. */
  expected(level: number): number {
    if (this.#level === level && this.#stack.length === 0) return 0;
    const { pending } = this.#arrays;
    let sum = 0;
    for (let at = level; at < pending.length; at += LEVELS + 1) sum += pending[at];
    return sum;
  }

  /** Forgets what was expected at a level, which is about to be swept. */
  take(level: number): void {
    const { pending } = this.#arrays;
    for (let at = level; at < pending.length; at += LEVELS + 1) pending[at] = 0;
  }

  /** Begins a sweep of a level. All threads name the same `sweep`, which counts them. */
  begin(level: number, sweep: number): void {
    this.#level = level;
    this.#now = this.#arrays.updated[sweep & 1];
    this.#before = this.#arrays.updated[1 - (sweep & 1)];
  }

  /**
   * Returns whether to examine the block that begins at index `from`. Changes from now on, its own too, count again.
   */
  open(from: number, level: number): boolean {
    const block = from >> BLOCK_BITS;
    const { due } = this.#arrays;
    const before = this.#before[block];
    this.#before[block] = 0;
    if (due[block] < before) due[block] = before;
    if (due[block] < level) return false;
    due[block] = 0;
    return true;
  }

  /** Records that something in the block that begins at index `from` is due at level `next`. */
  close(from: number, next: number): void {
    this.#arrays.due[from >> BLOCK_BITS] = next;
  }
}
