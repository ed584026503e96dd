import { describe, expect, it } from 'vitest';
import { decades, LEAST_PRICE, MOST_PRICE, windowsOf } from '../../src/study/window.ts';

const at = (name: string, bytes: number, seconds: number) => ({ name, bytes, seconds });

describe('price windows', () => {
  it('lie between the prices at which neighbours on the hull cost the same', () => {
    const windows = windowsOf([
      at('short', 10, 1),
      at('middle', 110, 0.1),
      at('long', 1110, 0),
      at('beaten', 200, 0.5),
    ]);
    expect(windows.map(({ point }) => point.name)).toEqual(['short', 'middle', 'long']);
    expect(windows[0].to).toBe(Number.POSITIVE_INFINITY);
    expect(windows[0].from).toBeCloseTo(0.9 / 100, 12);
    expect(windows[1].to).toBe(windows[0].from);
    expect(windows[1].from).toBeCloseTo(0.1 / 1000, 12);
    expect(windows[2].to).toBe(windows[1].from);
    expect(windows[2].from).toBe(0);
  });

  it('make their point the cheapest inside and another one outside', () => {
    const points = [at('a', 1, 100), at('b', 7, 30), at('c', 20, 9), at('d', 300, 1), at('e', 50, 20)];
    const cheapest = (price: number): string =>
      points.reduce((x, y) => (y.seconds + price * y.bytes < x.seconds + price * x.bytes ? y : x)).name;
    for (const { point, from, to } of windowsOf(points)) {
      const inside = Number.isFinite(to) ? (from + to) / 2 : 2 * from;
      expect(cheapest(inside)).toBe(point.name);
      if (Number.isFinite(to)) expect(cheapest(1.01 * to)).not.toBe(point.name);
      if (from > 0) expect(cheapest(0.99 * from)).not.toBe(point.name);
    }
  });

  it('are counted in powers of ten, within the prices that count', () => {
    const windows = windowsOf([at('short', 0, 1), at('middle', 100, 0.1), at('long', 100_100, 0)]);
    // from 10^-6 to 9 x 10^-3
    expect(decades(windows, ({ name }) => name === 'middle')).toBeCloseTo(Math.log10(9e3), 9);
    expect(decades(windows, () => true)).toBeCloseTo(Math.log10(MOST_PRICE / LEAST_PRICE), 9);
    expect(decades(windows, () => false)).toBe(0);
  });
});
