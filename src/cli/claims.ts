/** Indices of a chunk: some hundredths of a second of work. */
const CHUNK = 1 << 13;

/** The indices of a slice that are still to be verified. Threads claim chunks of them, in rising order. */
export class Claims {
  readonly size: number;
  /** The number of the next chunk. */
  readonly memory: SharedArrayBuffer;
  readonly #next: Int32Array;

  constructor(size: number, memory: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.size = size;
    this.memory = memory;
    this.#next = new Int32Array(memory);
  }

  /** Returns the next chunk; undefined if there is none. */
  claim(): { readonly from: number; readonly to: number } | undefined {
    const from = CHUNK * Atomics.add(this.#next, 0, 1);
    return from < this.size ? { from, to: Math.min(this.size, from + CHUNK) } : undefined;
  }

  /** Nobody claims more. */
  stop(): void {
    Atomics.store(this.#next, 0, Math.ceil(this.size / CHUNK));
  }

  /** Share of the indices that has been claimed, 0..1. */
  get share(): number {
    return Math.min(1, (CHUNK * Atomics.load(this.#next, 0)) / this.size);
  }
}
