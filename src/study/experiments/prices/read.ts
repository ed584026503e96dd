/** Experiment 2: the winners by the price of a byte. */

import type { Family, Measured } from '../../contender.ts';
import { decades, windowsOf } from '../../window.ts';
import type { FrontierData } from '../frontier/measure.ts';

/** The ways of asking: the questions of one game right after opening; one question. */
export const REGIMES = ['session', 'cold'] as const;
export type Regime = (typeof REGIMES)[number];

/** A contender that is the cheapest at some prices. */
export interface Winner {
  readonly name: string;
  readonly family: Family;
  readonly bytes: number;
  readonly seconds: number;
  /** The contender is the cheapest between these prices, in seconds per byte and question. The shortest has no `to`. */
  readonly from: number;
  readonly to?: number;
}

/** The winners of one subject. */
export interface PricesData {
  readonly game: string;
  readonly title: string;
  readonly winners: Readonly<Record<Regime, readonly Winner[]>>;
  /** Powers of ten of the price at which hybrids win. */
  readonly hybridDecades: Readonly<Record<Regime, number>>;
}

/** Returns the winners among the contenders that the frontier measured. */
export function readPrices({ game, title, contenders }: FrontierData): PricesData {
  const windows = (regime: Regime): ReturnType<typeof windowsOf<Measured & { seconds: number }>> =>
    windowsOf(contenders.map((contender) => ({ ...contender, seconds: contender[regime].mean })));
  const winners = (regime: Regime): Winner[] =>
    windows(regime).map(({ point: { name, family, bytes, seconds }, from, to }) => ({
      name,
      family,
      bytes,
      seconds,
      from,
      ...(Number.isFinite(to) ? { to } : {}),
    }));
  const hybrid = (regime: Regime): number => decades(windows(regime), ({ family }) => family === 'hybrid');
  return {
    game,
    title,
    winners: { session: winners('session'), cold: winners('cold') },
    hybridDecades: { session: hybrid('session'), cold: hybrid('cold') },
  };
}
