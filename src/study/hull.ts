/** A point in the plane of bytes and seconds. */
export interface Point {
  readonly bytes: number;
  readonly seconds: number;
}

/**
 * Returns the points on the lower-left hull, from few bytes to few seconds: those that are the cheapest (mean seconds +
 * price * bytes) at some price of a byte in seconds. Of equal points it returns the first. This is Andrew's monotone
 * chain (1979), the lower half, cut where it turns upward.
 */
export function lowerLeftHull<P extends Point>(points: readonly P[]): P[] {
  const sorted = [...points].sort((a, b) => a.bytes - b.bytes || a.seconds - b.seconds);
  const hull: P[] = [];
  for (const point of sorted) {
    // A point with more bytes must take less time.
    if (hull.length > 0 && point.seconds >= hull.at(-1)!.seconds) continue;
    while (hull.length > 1 && !turnsLeft(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b.bytes - a.bytes) * (c.seconds - a.seconds) - (b.seconds - a.seconds) * (c.bytes - a.bytes) > 0;
}
