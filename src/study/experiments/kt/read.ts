/**
 * Experiment 12, the negative control: Levin's cost, the length in bits plus the logarithm of the time (L. A. Levin,
 * "Universal sequential search problems", 1973). By the speed prior (J. Schmidhuber, 2002) a bit of program weighs as
 * much as doubling the time. So no table that is a few bytes longer than the generator can be worth it.
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
}

/** Returns the costs of the contenders that the frontier measured, for cold questions. */
export function readKt({ game, title, contenders }: FrontierData): KtData {
  return {
    game,
    title,
    rows: contenders
      .map(({ name, family, bytes, cold }) => {
        const bits = 8 * bytes;
        const log2Time = Math.log2(Math.max(1, cold.mean / STEP));
        return { name, family, bits, log2Time, kt: bits + log2Time };
      })
      .sort((a, b) => a.kt - b.kt),
  };
}
