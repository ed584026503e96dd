import { describe, expect, it } from 'vitest';
import { lowerLeftHull } from '../../src/study/hull.ts';

describe('lower-left hull', () => {
  it('keeps the corners and drops what lies above them', () => {
    const points = [
      { bytes: 10, seconds: 1 },
      { bytes: 1, seconds: 10 },
      { bytes: 5, seconds: 5.6 }, // above the line from (1, 10) to (10, 1)
      { bytes: 4, seconds: 3 },
      { bytes: 20, seconds: 2 }, // more bytes, more time
      { bytes: 10, seconds: 4 },
    ];
    expect(lowerLeftHull(points)).toEqual([
      { bytes: 1, seconds: 10 },
      { bytes: 4, seconds: 3 },
      { bytes: 10, seconds: 1 },
    ]);
  });

  it('drops points on a straight line, and all but the first of equal points', () => {
    const ends = [
      { bytes: 0, seconds: 4, name: 'a' },
      { bytes: 4, seconds: 0, name: 'b' },
    ];
    expect(lowerLeftHull([...ends, { bytes: 2, seconds: 2, name: 'c' }, { bytes: 4, seconds: 0, name: 'd' }])).toEqual(
      ends,
    );
  });

  it('takes one point, none, and points of equal bytes', () => {
    expect(lowerLeftHull([])).toEqual([]);
    expect(lowerLeftHull([{ bytes: 3, seconds: 3 }])).toHaveLength(1);
    expect(
      lowerLeftHull([
        { bytes: 3, seconds: 3 },
        { bytes: 3, seconds: 1 },
      ]),
    ).toEqual([{ bytes: 3, seconds: 1 }]);
  });

  it('holds the cheapest point at every price', () => {
    const points = Array.from({ length: 60 }, (_, i) => ({ bytes: (i * 37) % 101, seconds: (i * 53) % 97 }));
    const hull = lowerLeftHull(points);
    for (const price of [0.01, 0.1, 0.5, 1, 2, 10, 100]) {
      const cost = (p: { bytes: number; seconds: number }): number => p.seconds + price * p.bytes;
      expect(Math.min(...hull.map(cost))).toBe(Math.min(...points.map(cost)));
    }
  });
});
