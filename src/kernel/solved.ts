/** A solved problem: one code a position, for each side to move. What codes mean: metric.ts. */

import { PackedCodes } from './packed.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';

/** Codes that can be indexed. */
export type PlainCodes = Uint8Array | Uint16Array;
export type Codes = PlainCodes | PackedCodes;

export interface Solved {
  readonly problem: Problem;
  /** By side to move: head * 64 ** digits + the digits as a number to the base of 64, the first one the highest. */
  readonly codes: readonly [Codes, Codes];
  /** Bytes of memory that it holds on to, once it is out of the machine's. */
  readonly bytes: number;
  /** The code of one position. */
  code(side: Side, index: number): number;
  /** Takes what stands in the machine's memory out of it. Arrays of codes that were read before are no longer valid. */
  detach(): void;
}

/** With depths. */
export class SolvedCodes implements Solved {
  readonly problem: Problem;
  #codes: readonly [PlainCodes, PlainCodes];
  #lent: boolean;

  /** @param lent the codes stand in the machine's memory */
  constructor(problem: Problem, codes: readonly [PlainCodes, PlainCodes], lent = false) {
    this.problem = problem;
    this.#codes = codes;
    this.#lent = lent;
  }

  get codes(): readonly [PlainCodes, PlainCodes] {
    return this.#codes;
  }

  get bytes(): number {
    return this.#codes[0].byteLength + this.#codes[1].byteLength;
  }

  code(side: Side, index: number): number {
    return this.#codes[side][index];
  }

  detach(): void {
    if (this.#lent) this.#codes = [this.#codes[0].slice(), this.#codes[1].slice()];
    this.#lent = false;
  }
}

/** What solving cost. */
export interface ProblemEffort {
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

export function noProblemEffort(): ProblemEffort {
  return { decided: 0, positions: 0, words: 0, problems: 0, plies: 0, bytes: 0 };
}

/** Positions of a problem for one side to move. */
export function positionsOfProblem(problem: Problem): number {
  return problem.rows * 4096;
}

/** The bytes that codes stand in. */
export function codeBytesOf(codes: Codes): Uint8Array {
  return codes instanceof PackedCodes ? codes.bytes : new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength);
}

/** The codes of a resolved position's side to move. */
export function codesOf({ codes }: Solved, turn: Side, swap: boolean): Codes {
  return codes[swap ? 1 - turn : turn];
}
