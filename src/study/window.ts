/**
 * Who wins at which price. A price is what a byte costs in seconds for each question; a contender costs its seconds plus
 * the price times its bytes. The cheapest at some price are the corners of the lower-left hull, each between the prices at
 * which its neighbours cost the same.
 */

import { lowerLeftHull, type Point } from './hull.ts';

export interface Window<P extends Point> {
  readonly point: P;
  /** Prices between which it is the cheapest: from 0, to infinity for the shortest. */
  readonly from: number;
  readonly to: number;
}

/** From the dearest price (fewest bytes) to the cheapest. */
export function windowsOf<P extends Point>(points: readonly P[]): Window<P>[] {
  const hull = lowerLeftHull(points);
  const between = (a: Point, b: Point): number => (a.seconds - b.seconds) / (b.bytes - a.bytes);
  return hull.map((point, i) => ({
    point,
    from: i + 1 < hull.length ? between(point, hull[i + 1]) : 0,
    to: i > 0 ? between(hull[i - 1], point) : Number.POSITIVE_INFINITY,
  }));
}

/** Prices that anybody could mean: between a second for 10^15 bytes and a second a byte. */
export const LEAST_PRICE = 1e-15;
export const MOST_PRICE = 1;

/** Powers of ten that the windows of some of the points span together, within the prices that anybody could mean. */
export function decades<P extends Point>(windows: readonly Window<P>[], counts: (point: P) => boolean): number {
  return windows
    .filter(({ point }) => counts(point))
    .reduce((sum, { from, to }) => {
      const least = Math.max(from, LEAST_PRICE);
      const most = Math.min(to, MOST_PRICE);
      return sum + (most > least ? Math.log10(most / least) : 0);
    }, 0);
}
