/** Indices of a chunk, unless told otherwise: some hundredths of a second of work. */
const CHUNK = 1 << 13;

/** The indices of a slice that are still to be verified. Threads claim chunks of them, in rising order. */
export class Claims {
  readonly size: number;
  readonly chunk: number;
  /** The number of the next chunk. */
  readonly memory: SharedArrayBuffer;
  readonly #next: Int32Array;

  /** @param chunk indices of a chunk */
  constructor(size: number, memory: SharedArrayBuffer = new SharedArrayBuffer(4), chunk: number = CHUNK) {
    this.size = size;
    this.chunk = chunk;
    this.memory = memory;
    this.#next = new Int32Array(memory);
  }

  /** Returns the next chunk; undefined if there is none. */
  claim(): { readonly from: number; readonly to: number } | undefined {
    const from = this.chunk * Atomics.add(this.#next, 0, 1);
    return from < this.size ? { from, to: Math.min(this.size, from + this.chunk) } : undefined;
  }

  /** Nobody claims more. */
  stop(): void {
    Atomics.store(this.#next, 0, Math.ceil(this.size / this.chunk));
  }

  /** Share of the indices that has been claimed, 0..1. */
  get share(): number {
    return Math.min(1, (this.chunk * Atomics.load(this.#next, 0)) / this.size);
  }
}
