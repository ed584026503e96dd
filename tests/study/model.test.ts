import { describe, expect, it } from 'vitest';
import { type CostModel, keepGreedily, meanSeconds, queryCost, type SliceCost } from '../../src/study/model.ts';

/**
 * By hand: A leads to B and C, B leads to C. Solving takes 100, 10 and 1 s, loading 0.5 s, a lookup 0.1 s.
 * Questions: half A, half B; C is never asked for.
 */
function slice(name: string, weight: number, below: string[], solveSeconds: number, positions: number): SliceCost {
  return { name, table: name, weight, below, positions, solveSeconds, loadSeconds: 0.5, probeSeconds: 0.1 };
}

const model: CostModel = {
  slices: new Map(
    [slice('A', 0.5, ['B', 'C'], 100, 1000), slice('B', 0.5, ['C'], 10, 100), slice('C', 0, [], 1, 10)].map((s) => [
      s.name,
      s,
    ]),
  ),
  tables: [
    { name: 'A', bytes: 1000 },
    { name: 'B', bytes: 50 },
    { name: 'C', bytes: 40 },
  ],
};

describe('cost of a cold question', () => {
  it('without tables solves everything below, each once', () => {
    expect(queryCost(model, 'A', new Set())).toEqual({
      seconds: 111,
      positions: 1110,
      solved: ['A', 'B', 'C'],
      loaded: [],
    });
    expect(meanSeconds(model, new Set())).toBe(61);
  });

  it('loads a kept table, and nothing below it', () => {
    expect(queryCost(model, 'A', new Set(['B', 'C']))).toEqual({
      seconds: 101,
      positions: 1000,
      solved: ['A'],
      loaded: ['B', 'C'],
    });
    expect(queryCost(model, 'B', new Set(['C'])).seconds).toBe(10.5);
    expect(queryCost(model, 'A', new Set(['A']))).toEqual({ seconds: 0.1, positions: 0, solved: [], loaded: [] });
  });

  it('solves a slice below a kept one only if another way leads there', () => {
    expect(queryCost(model, 'A', new Set(['B']))).toEqual({
      seconds: 101.5,
      positions: 1010,
      solved: ['A', 'C'],
      loaded: ['B'],
    });
  });
});

describe('greedy choice', () => {
  it('takes what saves most expected seconds per byte', () => {
    // B: A saves 9.5 and B 10.9, half each: 10.2 s / 50 bytes. A: 0.5 * 110.9 / 1000. C: 0.5 / 40.
    expect(keepGreedily(model, 60)).toEqual(['B']);
    expect(keepGreedily(model, 2000)[0]).toBe('B');
  });

  it('spends what is left, and stops where nothing is saved', () => {
    // With B kept, A next (0.5 * 101.4 s); then C saves nothing, since nobody asks for it and A and B are kept.
    expect(keepGreedily(model, 2000)).toEqual(['B', 'A']);
    expect(keepGreedily(model, 100)).toEqual(['B', 'C']);
    expect(keepGreedily(model, 45)).toEqual(['C']);
    expect(keepGreedily(model, 39)).toEqual([]);
  });

  it('never exceeds the budget', () => {
    for (const budget of [0, 45, 60, 91, 1040, 1089, 1090]) {
      const bytes = keepGreedily(model, budget).reduce(
        (sum, name) => sum + model.tables.find((t) => t.name === name)!.bytes,
        0,
      );
      expect(bytes).toBeLessThanOrEqual(budget);
    }
  });
});
