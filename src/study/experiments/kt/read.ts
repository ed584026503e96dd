/**
 * Experiment 12: Levin's cost, length in bits plus the logarithm of time (L. A. Levin, "Universal sequential search
 * problems", 1973): the negative control. By the speed prior (J. Schmidhuber, 2002) a bit of program weighs as much as
 * doubling the time, so no table longer than the generator by more than a few bytes can be worth it.
 */

import type { Family } from '../../contender.ts';
import type { FrontierData } from '../frontier/measure.ts';

/** Time is counted in nanoseconds, about a step of the machine. */
const STEP = 1e-9;

export interface KtRow {
  readonly name: string;
  readonly family: Family;
  readonly bits: number;
  readonly log2Time: number;
  readonly kt: number;
}

export interface KtData {
  readonly game: string;
  readonly title: string;
  /** The least cost first. */
  readonly rows: readonly KtRow[];
}

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
