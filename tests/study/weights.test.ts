import { describe, expect, it } from 'vitest';
import { quantile, weightedTiming } from '../../src/study/measure.ts';
import { profileWeights, uniformWeights } from '../../src/study/weights.ts';

const profile = {
  games: 1000,
  classes: [
    { table: 'KPvK', positions: 60 },
    { table: 'KRvK', positions: 20 },
    { table: 'KRPvKR', positions: 500 },
    { table: 'KRvKP', positions: 20 },
  ],
};

const sum = (weights: ReadonlyMap<string, number>): number => [...weights.values()].reduce((a, b) => a + b, 0);

describe('weights', () => {
  it('of a profile sum to 1 and say what they cover', () => {
    const found = profileWeights(profile, ['KPvK', 'KRvK', 'KQvKR'])!;
    expect(sum(found.weights)).toBeCloseTo(1, 12);
    expect(found.weights.get('KPvK')).toBe(0.75);
    expect(found.weights.get('KQvKR')).toBe(0);
    expect(found.coverage).toEqual({ men: 4, share: 0.8 });
  });

  it('are undefined if none of the classes was asked', () => {
    expect(profileWeights(profile, ['KQvKR'])).toBeUndefined();
  });

  it('uniform: by number of positions', () => {
    const found = uniformWeights(
      new Map([
        ['a', 3],
        ['b', 1],
        ['c', 0],
      ]),
    );
    expect(sum(found.weights)).toBe(1);
    expect(found.weights.get('a')).toBe(0.75);
  });
});

describe('weighted figures', () => {
  it('median by weight', () => {
    expect(quantile([5, 1, 3], [1, 1, 1], 0.5)).toBe(3);
    expect(quantile([5, 1, 3], [8, 1, 1], 0.5)).toBe(5);
  });

  it('ignore what is never asked', () => {
    expect(weightedTiming([1, 100, 3], [0.5, 0, 0.5], 3)).toEqual({ mean: 2, p50: 1, max: 3, samples: 3 });
  });
});
