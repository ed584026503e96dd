import type { Point } from '../hull.ts';
import { windowsOf } from '../window.ts';
import type { Role } from './panel.ts';

/** A range of prices of a byte, in seconds a byte for each question. */
export interface Band {
  readonly least: number;
  readonly most: number;
}

/**
 * The prices in which the study judges. A byte on a disk for a month costs about as much as 2e-6 seconds of a core, so
 * with Q questions a month the price is 2e-6 / Q: from 2,000 questions a month to 2.
 */
export const BAND: Band = { least: 1e-9, most: 1e-6 };

/** A point of a contender whose role is known. */
export interface Played extends Point {
  readonly name: string;
  readonly role: Role;
}

/** The price at which mixtures stand best. */
export interface Peak<P extends Played> {
  /** Cost of the rival over cost of the mixture: 1 is a tie, more speaks for mixtures. */
  readonly advantage: number;
  readonly price: number;
  /** The cheapest mixture at this price. */
  readonly mixture: P;
  /** The cheapest contender at this price that is no mixture. */
  readonly rival: P;
}

/** Returns the cost of a question: its seconds, and the price of the bytes. */
function costOf({ seconds, bytes }: Point, price: number): number {
  return seconds + price * bytes;
}

/**
 * Returns the greatest advantage of mixtures over all that is none, in a band of prices; undefined if there is no
 * mixture, or nothing else. The maximum is exact: between two prices at which a winner changes, both costs are linear
 * in the price, so their quotient is monotone, and the maximum is at such a price or at an end of the band.
 */
export function peakOf<P extends Played>(points: readonly P[], band: Band): Peak<P> | undefined {
  const sides = [
    points.filter(({ role }) => role === 'mixture'),
    points.filter(({ role }) => role !== 'mixture'),
  ] as const;
  if (sides.some((side) => side.length === 0)) return undefined;
  const [mixtures, rivals] = sides.map(windowsOf);
  const changes = [...mixtures, ...rivals].map(({ from }) => from);
  const prices = [band.least, band.most, ...changes.filter((price) => price > band.least && price < band.most)];
  const cheapest = (windows: typeof mixtures, price: number): P =>
    windows.reduce((best, each) => (costOf(each.point, price) < costOf(best.point, price) ? each : best)).point;
  return prices
    .map((price): Peak<P> => {
      const mixture = cheapest(mixtures, price);
      const rival = cheapest(rivals, price);
      return { advantage: costOf(rival, price) / costOf(mixture, price), price, mixture, rival };
    })
    .reduce((best, each) => (each.advantage > best.advantage ? each : best));
}
