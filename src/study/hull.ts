/**
 * The lower-left hull of points in the plane of bytes and seconds: those that some price of a byte in seconds makes
 * the cheapest (mean seconds + price * bytes). Andrew's monotone chain (1979), lower half, cut where it turns upward.
 */

export interface Point {
  readonly bytes: number;
  readonly seconds: number;
}

/** Those of `points` that lie on the hull, from few bytes to few seconds. Of equal points the first counts. */
export function lowerLeftHull<P extends Point>(points: readonly P[]): P[] {
  const sorted = [...points].sort((a, b) => a.bytes - b.bytes || a.seconds - b.seconds);
  const hull: P[] = [];
  for (const point of sorted) {
    // More bytes must buy less time.
    if (hull.length > 0 && point.seconds >= hull.at(-1)!.seconds) continue;
    while (hull.length > 1 && !turnsLeft(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b.bytes - a.bytes) * (c.seconds - a.seconds) - (b.seconds - a.seconds) * (c.bytes - a.bytes) > 0;
}
