import { DRAW, loss, UNKNOWN, win } from '../game/value.ts';
import { bytesOfOutcomes, OUTCOME_CODES } from '../game/outcome-values.ts';
import type { Entries } from './entries.ts';

/**
 * States of an index. The first four are the codes that come out.
 *
 *   WON, (lost)          settled, and its predecessors know
 *   NEWLY_WON, _LOST     settled, and they do not
 *   SAFE                 an exit draws: it can be won, but not lost
 *   OPEN + n             n moves within the slice are undecided, and exits lose, if there are any; with n = 0 nothing is known
 */
const { unused: LEFT_OUT, win: WON, draw: DRAWN } = OUTCOME_CODES;
const NEWLY_WON = 4;
const NEWLY_LOST = 5;
const SAFE = 6;
const OPEN = 7;
/** From a settled position that has not told its predecessors to one that has. */
const TOLD = NEWLY_WON - WON;

const WIN: number = win(0);
const LOSS: number = loss(0);

/** The only level: outcomes come in any order. */
const LEVEL = 1;

/** The arrays of outcomes alone. */
export interface OutcomeArrays {
  readonly kind: 'outcomes';
  /** By index. */
  readonly states: Uint8Array | Uint16Array;
  /** The outcomes that come out, two bits each. */
  readonly packed: Uint8Array;
}

/** @param isWide whether two bytes an index are needed to count its moves */
export function outcomeArrays(size: number, isWide: boolean, take: (bytes: number) => ArrayBufferLike): OutcomeArrays {
  const states = isWide ? new Uint16Array(take(2 * size)) : new Uint8Array(take(size));
  return { kind: 'outcomes', states: states.fill(OPEN), packed: new Uint8Array(take(bytesOfOutcomes(size))) };
}

/**
 * Outcomes alone. Without distances it does not matter which position is settled first, so there is one level, and value and
 * counter are one number: a byte an index, and two bits for what comes out. Two bytes serve positions with more moves than
 * a byte counts.
 */
export class OutcomeEntries implements Entries {
  readonly repeats = true;
  readonly most: number;
  readonly bytes: number;
  /** No level is below the first. */
  later = 0;
  areShared = false;
  readonly #states: Uint8Array | Uint16Array;
  readonly #packed: Uint8Array;

  constructor({ states, packed }: OutcomeArrays) {
    this.#states = states;
    this.#packed = packed;
    this.most = (states.BYTES_PER_ELEMENT === 1 ? 0xff : 0xffff) - OPEN;
    this.bytes = states.byteLength + packed.byteLength;
  }

  isUsed(i: number): boolean {
    return this.#states[i] !== LEFT_OUT;
  }

  isNew(i: number): boolean {
    return this.#states[i] >= OPEN;
  }

  leaveOut(i: number): void {
    this.#states[i] = LEFT_OUT;
  }

  end(i: number, value: number): number {
    return this.#become(i, value > 0 ? NEWLY_WON : value < 0 ? NEWLY_LOST : DRAWN);
  }

  enter(i: number, best: number, inside: number): number {
    this.#states[i] = OPEN + inside;
    return best === UNKNOWN ? 0 : this.improve(i, best);
  }

  improve(i: number, best: number): number {
    if (best > 0) return this.#become(i, NEWLY_WON);
    if (best === DRAW) return this.#become(i, SAFE);
    return best === UNKNOWN || this.#states[i] > OPEN ? 0 : this.#become(i, NEWLY_LOST);
  }

  /** Enters a state; returns the level at which that is settled, 0 if it is not. */
  #become(i: number, state: number): number {
    this.#states[i] = state;
    return state === NEWLY_WON || state === NEWLY_LOST ? LEVEL : 0;
  }

  seek(from: number, to: number): number {
    const states = this.#states;
    let i = from;
    while (i < to && states[i] !== NEWLY_WON && states[i] !== NEWLY_LOST) i++;
    return i;
  }

  settle(i: number): number {
    const states = this.#states;
    const state = states[i];
    if (state !== NEWLY_WON && state !== NEWLY_LOST) return 0;
    if (!this.areShared) states[i] = state - TOLD;
    else if (Atomics.compareExchange(states, i, state, state - TOLD) !== state) return 0;
    return state === NEWLY_WON ? WIN : LOSS;
  }

  /** An owner writes only what is not settled, whoever settles only what is; so each state has one writer at a time. */
  learn(i: number, v: number, weight: number): number {
    const states = this.#states;
    const state = states[i];
    if (state < SAFE) return 0;
    if (v < 0) return this.#become(i, NEWLY_WON);
    if (state === SAFE) return 0;
    if (state > OPEN + weight) states[i] = state - weight;
    else return this.#become(i, NEWLY_LOST);
    return 0;
  }

  /** Packs outcomes; what was never settled is a draw. `from` is a multiple of 4. */
  finish(from: number, to: number): void {
    const states = this.#states;
    const packed = this.#packed;
    for (let i = from, at = from >> 2; i < to; i += 4, at++) {
      let byte = 0;
      for (let k = i; k < Math.min(to, i + 4); k++) byte |= codeOf(states[k]) << (2 * (k - i));
      packed[at] = byte;
    }
  }
}

function codeOf(state: number): number {
  return state >= SAFE ? DRAWN : state >= NEWLY_WON ? state - TOLD : state;
}
