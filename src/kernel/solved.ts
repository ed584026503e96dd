import { PackedCodes } from './packed.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';

/** Codes that can be indexed. */
export type PlainCodes = Uint8Array | Uint16Array;
/** One code per position; metric.ts defines them. */
export type Codes = PlainCodes | PackedCodes;

/** Codes that are written where they are needed, one byte per position, since they would take much memory elsewhere. */
export interface CodesBehind {
  /** Number of positions. */
  readonly byteLength: number;
  /** @param out `byteLength` bytes, at an address that is a multiple of four */
  write(out: Uint8Array): void;
}

/**
 * Positions of a problem whose best exit from the slice attains the value, by side to move: one bit per position, 32 in
 * a number, the lowest first.
 */
export type Settled = readonly [Uint32Array, Uint32Array];

/** A solved problem: one code per position, for each side to move. */
export interface Solved {
  readonly problem: Problem;
  /**
   * By side to move. Index = king pair * 64 ** digits + the digits as a number to the base of 64, the first one the
   * highest.
   */
  readonly codes: readonly [Codes, Codes];
  /** Bytes of its own memory, outside the machine's. */
  readonly bytes: number;
  /** Returns the code of one position. */
  code(side: Side, index: number): number;
  /** Copies codes out of the machine's memory. Arrays of codes that were read before are no longer valid. */
  detach(): void;
}

/** What lies behind an exit, solved. */
export interface SolvedBehind extends Pick<Solved, 'problem' | 'code'> {
  /** As those of `Solved`. */
  readonly codes: readonly [Codes | CodesBehind, Codes | CodesBehind];
}

/** A problem that was solved with depths. */
export class SolvedCodes implements Solved {
  readonly problem: Problem;
  #codes: readonly [PlainCodes, PlainCodes];
  #lent: boolean;

  /** @param lent whether the codes are in the machine's memory */
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

/** Work of solving problems. */
export interface ProblemEffort {
  /** Positions decided, both sides to move (won or lost). */
  decided: number;
  /** Legal positions, both sides to move. */
  positions: number;
  /** Words that steps worked on, 64 positions each. */
  words: number;
  /** Number of solved problems. */
  problems: number;
  /** Longest win or loss. */
  plies: number;
  /** Peak of the machine's memory, bytes. */
  bytes: number;
}

/** Returns counters that are all 0. */
export function noProblemEffort(): ProblemEffort {
  return { decided: 0, positions: 0, words: 0, problems: 0, plies: 0, bytes: 0 };
}

/** Returns the number of positions of a problem for one side to move. */
export function positionsOfProblem(problem: Problem): number {
  return problem.rows * 4096;
}

/** Returns the bytes of codes, as a view. */
export function codeBytesOf(codes: Codes): Uint8Array {
  return codes instanceof PackedCodes ? codes.bytes : new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength);
}

/** Returns the codes of a resolved position's side to move. */
export function codesOf({ codes }: SolvedBehind, turn: Side, swap: boolean): Codes | CodesBehind {
  return codes[swap ? 1 - turn : turn];
}
