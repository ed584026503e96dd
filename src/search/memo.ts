import type { Position } from '../game/position.ts';
import { LEAST, MOST } from './question.ts';
import { hashOf } from './states.ts';

/** Bytes of an entry beside its position: two bounds, depth, window, move. */
const EXTRA_BYTES = 13;

/** How a position was searched. */
export interface Searched {
  /** Plies. */
  readonly depth: number;
  /** Lower end of the window. */
  readonly alpha: number;
  /** Upper end of the window. */
  readonly beta: number;
  /** The best move found, or -1. */
  readonly best: number;
}

/**
 * Bounds and best moves of searched positions, in a table of fixed size. If two positions compete for a place, it keeps
 * the one that was searched deeper. It compares whole positions, so an entry is never taken for another's. Bounds are
 * facts, whatever the path and the depth of the search; so they can only narrow.
 */
export class Memo {
  /** Bounds of the last found entry. */
  lower: number = LEAST;
  upper: number = MOST;
  /** Depth of its search, -1 if there is no entry, and the window. */
  depth = -1;
  alpha: number = LEAST;
  beta: number = MOST;
  move = -1;
  readonly #width: number;
  readonly #mask: number;
  readonly #bytes: Uint8Array;
  readonly #lowers: Int16Array;
  readonly #uppers: Int16Array;
  /** Depth + 1, 0 for an empty entry. */
  readonly #depths: Uint8Array;
  readonly #alphas: Int16Array;
  readonly #betas: Int16Array;
  readonly #moves: Int32Array;
  readonly #wanted: Uint8Array;

  /** Returns the bytes of an entry for positions like this one. */
  static entryBytes(like: Position): number {
    return like.stateBytes + EXTRA_BYTES;
  }

  /** @param memory bytes of the table; it takes at least room for two positions */
  constructor(like: Position, memory: number) {
    this.#width = like.stateBytes;
    let slots = 2;
    while (2 * slots * (this.#width + EXTRA_BYTES) <= memory) slots *= 2;
    this.#mask = slots - 1;
    this.#bytes = new Uint8Array(slots * this.#width);
    this.#lowers = new Int16Array(slots);
    this.#uppers = new Int16Array(slots);
    this.#depths = new Uint8Array(slots);
    this.#alphas = new Int16Array(slots);
    this.#betas = new Int16Array(slots);
    this.#moves = new Int32Array(slots);
    this.#wanted = new Uint8Array(this.#width);
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return (this.#mask + 1) * (this.#width + EXTRA_BYTES);
  }

  /**
   * Finds a position and sets `lower`, `upper`, `depth` and `move` to what is known of it.
   * @returns its slot
   */
  find(p: Position): number {
    const wanted = this.#wanted;
    p.save(wanted, 0);
    // Two neighbouring slots: the position is in one of them, or either may take it.
    const first = hashOf(wanted) & this.#mask & ~1;
    for (let slot = first; slot <= first + 1; slot++) {
      if (this.#depths[slot] !== 0 && this.#holds(slot)) {
        this.lower = this.#lowers[slot];
        this.upper = this.#uppers[slot];
        this.depth = this.#depths[slot] - 1;
        this.alpha = this.#alphas[slot];
        this.beta = this.#betas[slot];
        this.move = this.#moves[slot];
        return slot;
      }
    }
    this.lower = LEAST;
    this.upper = MOST;
    this.depth = -1;
    this.move = -1;
    return first;
  }

  /** Stores the result of a search. It finds the position again, since a search below may have taken its slot. */
  put(p: Position, { depth, alpha, beta, best }: Searched, lower: number, upper: number): void {
    let slot = this.find(p);
    if (this.depth < 0) {
      // The first slot keeps the deeper search, the second takes any.
      if (this.#depths[slot] > depth + 1) slot++;
      this.#bytes.set(this.#wanted, slot * this.#width);
    }
    this.#lowers[slot] = Math.max(lower, this.lower);
    this.#uppers[slot] = Math.min(upper, this.upper);
    this.#depths[slot] = Math.min(255, depth + 1);
    this.#alphas[slot] = Math.max(alpha, LEAST);
    this.#betas[slot] = Math.min(beta, MOST);
    this.#moves[slot] = best;
  }

  #holds(slot: number): boolean {
    const wanted = this.#wanted;
    const at = slot * this.#width;
    for (let i = 0; i < wanted.length; i++) if (this.#bytes[at + i] !== wanted[i]) return false;
    return true;
  }
}
