/** Experiment 2: who wins at which price of a byte. */

import type { Family, Measured } from '../../contender.ts';
import { decades, windowsOf } from '../../window.ts';
import type { FrontierData } from '../frontier/measure.ts';

export const REGIMES = ['session', 'cold', 'warm'] as const;
/** session: the questions of one game to something just opened; cold: one question; warm: all was asked before. */
export type Regime = (typeof REGIMES)[number];

export interface Winner {
  readonly name: string;
  readonly family: Family;
  readonly bytes: number;
  readonly seconds: number;
  /** Prices, in seconds a question for each byte, between which it is the cheapest; `to` is absent for the shortest. */
  readonly from: number;
  readonly to?: number;
}

export interface PricesData {
  readonly game: string;
  readonly title: string;
  readonly winners: Readonly<Record<Regime, readonly Winner[]>>;
  /** Powers of ten of the price that hybrids win. */
  readonly hybridDecades: Readonly<Record<Regime, number>>;
}

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
    winners: { session: winners('session'), cold: winners('cold'), warm: winners('warm') },
    hybridDecades: { session: hybrid('session'), cold: hybrid('cold'), warm: hybrid('warm') },
  };
}
