/**
 * How threads agree on what to do: phases, each of chunks of indices that threads claim. A phase is open or closed; a
 * thread enters one that is open, claims chunks until none is left, and leaves. The first thread opens and closes them.
 */

/** What threads do with a chunk. */
export const PHASES = ['markAndPlay', 'mark', 'forward', 'sweep', 'finish'] as const;
/** One of these. */
export type Phase = (typeof PHASES)[number];

/** Indices of a chunk: a few milliseconds of work. Blocks of the agenda are parts of chunks. */
export const CLAIM: number = 1 << 13;

/** Fields of the control block, as numbers of 32 bits; each that is written often has a cache line of its own. */
const SEQUENCE = 0;
const PHASE = 1;
const LEVEL = 2;
const SWEEP = 3;
const CHUNKS = 4;
const OWNERS = 5;
const FAILED = 6;
const NEXT = 16;
const BUSY = 32;
const JOINED = 48;
const DONE = 64;
const FLAGS = 80;
const LENGTH = 96;

/** What threads tell each other of a slice. */
export const FLAG_NAMES = ['someEnded', 'someInside', 'marksAsked', 'late'] as const;
/** One of these. */
export type Flag = (typeof FLAG_NAMES)[number];

/** `SEQUENCE` once the slice is done. It grows by one with every opening and closing, and is odd while a phase is open. */
const OVER = -1;
/** Milliseconds after which a thread that gives no sign counts as ended. */
const PATIENCE = 60_000;

/** How a phase is performed. */
export interface PhaseRun {
  /** Whether the first thread performs it alone. */
  readonly alone: boolean;
  /** Number of threads that own blocks in a sweep. */
  readonly owners: number;
  /** The level that is swept, and the number of the sweep. */
  readonly level: number;
  readonly sweep: number;
}

/** A view of one thread onto the control block. */
export class Control {
  readonly #shared: Int32Array;

  /** @param memory of `Control.memory` */
  constructor(memory: ArrayBufferLike) {
    this.#shared = new Int32Array(memory);
  }

  /** Returns the bytes of a control block. */
  static get bytes(): number {
    return 4 * LENGTH;
  }

  get phase(): Phase {
    return PHASES[this.#shared[PHASE]];
  }

  /** The level that is swept. */
  get level(): number {
    return this.#shared[LEVEL];
  }

  /** Number of the sweep. */
  get sweep(): number {
    return this.#shared[SWEEP];
  }

  /** Number of threads that own blocks while levels are swept. */
  get owners(): number {
    return this.#shared[OWNERS];
  }

  /** Number of threads that have joined, the first one included. */
  get joined(): number {
    return 1 + Atomics.load(this.#shared, JOINED);
  }

  /** Returns the number of a thread that joins, from 1 on. */
  join(): number {
    return 1 + Atomics.add(this.#shared, JOINED, 1);
  }

  /** Whether something has been told. */
  has(flag: Flag): boolean {
    return Atomics.load(this.#shared, FLAGS + FLAG_NAMES.indexOf(flag)) !== 0;
  }

  tell(flag: Flag): void {
    Atomics.store(this.#shared, FLAGS + FLAG_NAMES.indexOf(flag), 1);
  }

  /**
   * Begins a phase for chunks of the indices from `from` to `to`. No thread is in another one.
   * @param owners threads that own blocks in a sweep
   * @param alone whether it stays closed to others
   */
  begin(phase: Phase, from: number, to: number, { alone, owners, level, sweep }: PhaseRun): void {
    const shared = this.#shared;
    shared[PHASE] = PHASES.indexOf(phase);
    shared[LEVEL] = level;
    shared[SWEEP] = sweep;
    shared[OWNERS] = owners;
    shared[CHUNKS] = Math.ceil(to / CLAIM);
    Atomics.store(shared, DONE, 0);
    Atomics.store(shared, NEXT, Math.floor(from / CLAIM));
    if (alone) return;
    Atomics.add(shared, SEQUENCE, 1);
    Atomics.notify(shared, SEQUENCE);
  }

  /** Closes the phase if it is open; threads may still be in it. */
  close(): void {
    if ((Atomics.load(this.#shared, SEQUENCE) & 1) !== 0) Atomics.add(this.#shared, SEQUENCE, 1);
  }

  /** Ends the slice for all threads. */
  end(): void {
    Atomics.store(this.#shared, SEQUENCE, OVER);
    Atomics.notify(this.#shared, SEQUENCE);
  }

  /** Returns the next chunk, or -1. */
  claim(): number {
    const chunk = Atomics.add(this.#shared, NEXT, 1);
    return chunk < this.#shared[CHUNKS] ? chunk : -1;
  }

  /** Waits for an open phase other than `last` and enters it; returns its number, or -1 once the slice is done. */
  enter(last: number): number {
    const shared = this.#shared;
    for (;;) {
      const now = Atomics.load(shared, SEQUENCE);
      if (now === OVER) return OVER;
      if ((now & 1) === 0 || now === last) {
        Atomics.wait(shared, SEQUENCE, now);
        continue;
      }
      // A phase that is closed before this thread counts as busy is over for it.
      Atomics.add(shared, BUSY, 1);
      if (Atomics.load(shared, SEQUENCE) === now) return now;
      this.leave();
    }
  }

  /** Leaves a phase. */
  leave(): void {
    Atomics.sub(this.#shared, BUSY, 1);
    Atomics.notify(this.#shared, BUSY);
  }

  /** Waits some milliseconds for threads to leave; returns whether all have left. */
  isQuiet(): boolean {
    const busy = Atomics.load(this.#shared, BUSY);
    if (busy === 0) return true;
    Atomics.wait(this.#shared, BUSY, busy, 2);
    return Atomics.load(this.#shared, BUSY) === 0;
  }

  /** Records that a thread has claimed all that it will. */
  done(): void {
    Atomics.add(this.#shared, DONE, 1);
    Atomics.notify(this.#shared, DONE);
  }

  /** Returns whether all owners have claimed all that they will; waits a moment if not. */
  isDone(): boolean {
    const done = Atomics.load(this.#shared, DONE);
    if (done >= this.owners) return true;
    Atomics.wait(this.#shared, DONE, done, 0.2);
    return false;
  }

  /** Records that a thread failed at a chunk; nobody claims more. */
  fail(chunk: number): void {
    Atomics.store(this.#shared, FAILED, chunk + 1);
    Atomics.store(this.#shared, NEXT, this.#shared[CHUNKS]);
  }

  /** The chunk at which a thread failed, or -1. */
  get failed(): number {
    return Atomics.load(this.#shared, FAILED) - 1;
  }
}

/** Counts how long a thread has waited for others. */
export class Patience {
  #since = 0;

  /** Call it while nothing moves. @throws Error after a minute */
  wait(): void {
    const now = performance.now();
    if (this.#since === 0) this.#since = now;
    if (now - this.#since > PATIENCE) throw new Error('a thread of the generic engine does not answer');
  }
}
