/** A solved problem: one code a position, for each side to move. What codes mean: metric.ts. */

import type { Outcomes } from './outcomes.ts';
import type { Problem, Side } from './problem.ts';

export type Codes = Uint8Array | Uint16Array;

export interface Solved {
  readonly problem: Problem;
  /** By side to move: head * 64 ** digits + the digits as a number to the base of 64, the first one the highest. */
  readonly codes: readonly [Codes, Codes];
  /** Instead, if codes are made only when they are read. */
  readonly outcomes?: readonly [Outcomes, Outcomes];
  /** Bytes of memory, if they are not those of the codes. */
  readonly bytes?: number;
  /** Takes what stands in the machine's memory out of it. Arrays of codes that were read before are no longer valid. */
  detach?(): void;
}

export class SolvedCodes implements Solved {
  readonly problem: Problem;
  #codes: readonly [Codes, Codes];
  #lent: boolean;

  /** @param lent the codes stand in the machine's memory */
  constructor(problem: Problem, codes: readonly [Codes, Codes], lent = false) {
    this.problem = problem;
    this.#codes = codes;
    this.#lent = lent;
  }

  get codes(): readonly [Codes, Codes] {
    return this.#codes;
  }

  detach(): void {
    if (this.#lent) this.#codes = [this.#codes[0].slice(), this.#codes[1].slice()];
    this.#lent = false;
  }
}

/** What solving cost. */
export interface Effort {
  /** Positions decided, both sides to move (won or lost). */
  decided: number;
  /** Legal positions, both sides to move. */
  positions: number;
  /** Words that steps worked on, 64 positions each. */
  words: number;
  problems: number;
  /** Longest win or loss. */
  plies: number;
  /** Peak of the machine's memory. */
  bytes: number;
}

export function noEffort(): Effort {
  return { decided: 0, positions: 0, words: 0, problems: 0, plies: 0, bytes: 0 };
}

/** Bytes of memory that a solved problem holds on to, once it is out of the machine's. */
export function bytesOf(solved: Solved): number {
  return solved.bytes ?? solved.codes[0].byteLength + solved.codes[1].byteLength;
}

/** The code of one position. */
export function codeAt(solved: Solved, side: Side, index: number): number {
  return solved.outcomes ? solved.outcomes[side].code(index) : solved.codes[side][index];
}

/** Positions of a problem for one side to move. */
export function sizeOf(problem: Problem): number {
  return problem.rows * 4096;
}

/** The codes of a resolved position's side to move. */
export function codesOf(solved: Solved, turn: Side, swap: boolean): Codes {
  const side = swap ? 1 - turn : turn;
  return solved.outcomes ? solved.outcomes[side].expand() : solved.codes[side];
}
