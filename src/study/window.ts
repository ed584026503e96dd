import { lowerLeftHull, type Point } from './hull.ts';

/** The prices at which a point is the cheapest. */
export interface Window<P extends Point> {
  readonly point: P;
  /** The point is the cheapest between these prices. The quickest starts at 0, the shortest ends at infinity. */
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the windows of prices, from the dearest price (fewest bytes) to the cheapest. A price is the cost of a byte
 * in seconds per question. A contender costs its seconds plus the price times its bytes. The winners are the corners of
 * the lower-left hull, each between the prices at which it costs as much as a neighbour.
 */
export function windowsOf<P extends Point>(points: readonly P[]): Window<P>[] {
  const hull = lowerLeftHull(points);
  const between = (a: Point, b: Point): number => (a.seconds - b.seconds) / (b.bytes - a.bytes);
  return hull.map((point, i) => ({
    point,
    from: i + 1 < hull.length ? between(point, hull[i + 1]) : 0,
    to: i > 0 ? between(hull[i - 1], point) : Number.POSITIVE_INFINITY,
  }));
}

/** The least reasonable price: a second for 10^15 bytes. */
export const LEAST_PRICE = 1e-15;
/** The highest reasonable price: a second for a byte. */
export const MOST_PRICE = 1;

/** Returns the powers of ten that the windows of some points span together, within the reasonable prices. */
export function decades<P extends Point>(windows: readonly Window<P>[], counts: (point: P) => boolean): number {
  return windows
    .filter(({ point }) => counts(point))
    .reduce((sum, { from, to }) => {
      const least = Math.max(from, LEAST_PRICE);
      const most = Math.min(to, MOST_PRICE);
      return sum + (most > least ? Math.log10(most / least) : 0);
    }, 0);
}
