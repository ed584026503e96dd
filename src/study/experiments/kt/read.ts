/**
 * Experiment 12: length in bits plus the logarithm of the time, in the manner of L. A. Levin's Kt ("Universal sequential search
 * problems", 1973). Kt is of an output and counts the time to print it; this is the cost of a program that answers one question, cold, so
 * it is Kt of nothing. As a prior it is S_Kt = 2^-length / time, under which a bit weighs as much as a factor of 2 in time (D. Filan,
 * J. Leike, M. Hutter, "Loss bounds and time complexity for speed priors", 2016). Under J. Schmidhuber's speed prior (2002) a bit weighs
 * as much as a factor of 4, so the shortest wins the more.
 */

import type { Family } from '../../contender.ts';
import type { FrontierData } from '../frontier/measure.ts';

/** Seconds of a step: time is counted in nanoseconds, about a step of the machine. */
const STEP = 1e-9;

/** The cost of one contender. */
export interface KtRow {
  readonly name: string;
  readonly family: Family;
  readonly bits: number;
  readonly log2Time: number;
  readonly kt: number;
}

/** The costs of one subject. */
export interface KtData {
  readonly game: string;
  readonly title: string;
  /** The contenders, the least cost first. */
  readonly rows: readonly KtRow[];
  /**
   * Bits that a halving of the time would have to be worth for the winner to change, and the contender that would win then; absent if
   * none is quicker than the winner.
   */
  readonly exchange?: { readonly bits: number; readonly name: string };
}

/** Returns the costs of the contenders that the frontier measured, for cold questions. */
export function readKt({ game, title, contenders }: FrontierData): KtData {
  const rows = contenders
    .map(({ name, family, bytes, cold }): KtRow => {
      const bits = 8 * bytes;
      const log2Time = Math.log2(Math.max(1, cold.mean / STEP));
      return { name, family, bits, log2Time, kt: bits + log2Time };
    })
    .sort((a, b) => a.kt - b.kt);
  const [winner] = rows;
  const rates = rows
    .filter(({ log2Time }) => log2Time < winner.log2Time)
    .map(({ name, bits, log2Time }) => ({ name, bits: (bits - winner.bits) / (winner.log2Time - log2Time) }))
    .sort((a, b) => a.bits - b.bits);
  return { game, title, rows, ...(rates.length === 0 ? {} : { exchange: rates[0] }) };
}
