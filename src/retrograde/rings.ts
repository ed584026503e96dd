/** Entries of a ring, a power of two. */
const ENTRIES = 1 << 13;
/** Entries after which a writer shows what it has written. */
const SHOWN = 1 << 8;
/** Milliseconds after which a writer looks again. */
const MOMENT = 0.2;
/** Numbers of 32 bits in a cache line. */
const LINE = 16;

/**
 * Updates on their way from the thread that finds them to the one that owns the position: for each pair of threads a
 * ring with one writer and one reader (L. Lamport, Specifying Concurrent Program Modules, 1983). So the values of a
 * position have one writer and need no atomic operations, which cost more than an update itself.
 */
export class Rings {
  readonly #threads: number;
  readonly #own: number;
  /** Numbers written and read: of ring `from * threads + to` at `2 * ring * LINE` and at `(2 * ring + 1) * LINE`. */
  readonly #counts: Int32Array;
  readonly #entries: Int32Array;
  /** By receiver: what this thread has written, and what it knows to be read. */
  readonly #written: Int32Array;
  readonly #free: Int32Array;
  /** By sender: what this thread has read. */
  readonly #read: Int32Array;

  /** @param memory of `Rings.bytes(threads)` */
  constructor(memory: ArrayBufferLike, threads: number, own: number) {
    const pairs = threads * threads;
    this.#threads = threads;
    this.#own = own;
    this.#counts = new Int32Array(memory, 0, 2 * pairs * LINE);
    this.#entries = new Int32Array(memory, 4 * 2 * pairs * LINE);
    this.#written = new Int32Array(threads);
    this.#free = new Int32Array(threads).fill(ENTRIES);
    this.#read = new Int32Array(threads);
  }

  /** Returns the bytes of the rings of so many threads. */
  static bytes(threads: number): number {
    return threads < 2 ? 0 : 8 * threads * threads * (LINE + ENTRIES);
  }

  /** Sends an update; returns false if the ring is full. */
  send(to: number, index: number, value: number, weight: number): boolean {
    const ring = this.#own * this.#threads + to;
    const written = this.#written[to];
    if (written === this.#free[to]) {
      this.#show(to);
      this.#free[to] = Atomics.load(this.#counts, (2 * ring + 1) * LINE) + ENTRIES;
      if (written === this.#free[to]) return false;
    }
    const at = 2 * (ring * ENTRIES + (written & (ENTRIES - 1)));
    this.#entries[at] = index;
    this.#entries[at + 1] = (value << 16) | weight;
    this.#written[to] = written + 1;
    if ((written & (SHOWN - 1)) === 0) this.#show(to);
    return true;
  }

  /** Waits a moment for the reader of a full ring. */
  wait(to: number): void {
    const ring = this.#own * this.#threads + to;
    Atomics.wait(this.#counts, (2 * ring + 1) * LINE, (this.#free[to] - ENTRIES) | 0, MOMENT);
  }

  /** Shows the others all that was sent. */
  show(): void {
    for (let to = 0; to < this.#threads; to++) if (to !== this.#own) this.#show(to);
  }

  #show(to: number): void {
    Atomics.store(this.#counts, 2 * (this.#own * this.#threads + to) * LINE, this.#written[to]);
  }

  /** Hands over all updates that have come. Returns their number. */
  receive(take: (index: number, value: number, weight: number) => void): number {
    let count = 0;
    for (let from = 0; from < this.#threads; from++) {
      if (from === this.#own) continue;
      const ring = from * this.#threads + this.#own;
      const first = this.#read[from];
      const last = Atomics.load(this.#counts, 2 * ring * LINE);
      if (first === last) continue;
      for (let i = first; i !== last; i = (i + 1) | 0) {
        const at = 2 * (ring * ENTRIES + (i & (ENTRIES - 1)));
        const packed = this.#entries[at + 1];
        take(this.#entries[at], packed >> 16, packed & 0xffff);
      }
      count += last - first;
      this.#read[from] = last;
      Atomics.store(this.#counts, (2 * ring + 1) * LINE, last);
    }
    return count;
  }
}
