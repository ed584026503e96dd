import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  better,
  DRAW,
  formatValue,
  loss,
  MAX_PLIES,
  MAX_SCORE,
  negate,
  OUTCOME,
  SCORE,
  score,
  type Value,
  WDL,
  win,
} from '../../src/game/index.ts';
import { UNKNOWN, UNUSED } from '../../src/game/value.ts';

const plies = fc.integer({ min: 0, max: MAX_PLIES });
const outcomes = fc.oneof(plies.map(win), plies.map(loss), fc.constant(DRAW));
const scores = fc.integer({ min: -MAX_SCORE, max: MAX_SCORE }).map(score);
/** Values that `further` may be applied to: none beyond MAX_PLIES. */
const near = fc.oneof(
  fc.integer({ min: 0, max: MAX_PLIES - 1 }).map(win),
  fc.integer({ min: 0, max: MAX_PLIES - 1 }).map(loss),
  fc.constant(DRAW),
);

describe.each([
  { domain: OUTCOME, values: outcomes, near },
  { domain: SCORE, values: scores, near: scores },
])('$domain.name values', ({ domain, values, near: inner }) => {
  test('fit in 16 bits and are neither unused nor unknown', () => {
    fc.assert(
      fc.property(values, (v) => {
        expect(Int16Array.of(v)[0]).toBe(v);
        expect(v).toBeLessThan(UNUSED);
        expect(v).toBeGreaterThan(UNKNOWN);
      }),
    );
  });

  test('negating twice changes nothing and never makes -0', () => {
    fc.assert(
      fc.property(values, (v) => {
        expect(negate(negate(v))).toBe(v);
        expect(Object.is(negate(v), -0)).toBe(false);
      }),
    );
  });

  test('negating turns preferences and outcomes round', () => {
    const mirrored = { win: 'loss', draw: 'draw', loss: 'win' } as const;
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(negate(a) < negate(b)).toBe(b < a);
        expect(domain.outcome(negate(a))).toBe(mirrored[domain.outcome(a)]);
        expect(domain.plies(negate(a))).toBe(domain.plies(a));
      }),
    );
  });

  test('further commutes with negate and keeps outcome and order', () => {
    fc.assert(
      fc.property(inner, inner, (a, b) => {
        expect(domain.further(negate(a))).toBe(negate(domain.further(a)));
        expect(domain.outcome(domain.further(a))).toBe(domain.outcome(a));
        expect(domain.further(a) < domain.further(b)).toBe(a < b);
      }),
    );
  });

  test('better is a commutative, associative, idempotent choice', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(better(a, b)).toBe(better(b, a));
        expect(better(a, better(b, c))).toBe(better(better(a, b), c));
        expect(better(a, a)).toBe(a);
        expect([a, b]).toContain(better(a, b));
      }),
    );
  });
});

describe('wins and losses', () => {
  test('round-trip their plies', () => {
    fc.assert(
      fc.property(plies, (n) => {
        expect([OUTCOME.outcome(win(n)), OUTCOME.plies(win(n))]).toEqual(['win', n]);
        expect([OUTCOME.outcome(loss(n)), OUTCOME.plies(loss(n))]).toEqual(['loss', n]);
        expect(negate(win(n))).toBe(loss(n));
      }),
    );
    expect([OUTCOME.outcome(DRAW), OUTCOME.plies(DRAW)]).toEqual(['draw', 0]);
  });

  test('a ply further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_PLIES - 1 }), (n) => {
        expect(OUTCOME.further(win(n))).toBe(win(n + 1));
        expect(OUTCOME.further(loss(n))).toBe(loss(n + 1));
      }),
    );
    expect(OUTCOME.further(DRAW)).toBe(DRAW);
    expect(Object.is(OUTCOME.further(DRAW), -0)).toBe(false);
  });

  test('a win beats a draw beats a loss; quick wins and slow losses are better', () => {
    fc.assert(
      fc.property(plies, plies, (a, b) => {
        expect(win(a)).toBeGreaterThan(DRAW);
        expect(loss(a)).toBeLessThan(DRAW);
        expect(better(win(a), win(b))).toBe(win(Math.min(a, b)));
        expect(better(loss(a), loss(b))).toBe(loss(Math.max(a, b)));
      }),
    );
  });
});

describe('mere outcomes', () => {
  test('know no distance', () => {
    fc.assert(
      fc.property(outcomes, (v) => {
        const flat = WDL.further(v);
        expect([win(0), DRAW, loss(0)]).toContain(flat);
        expect([WDL.outcome(flat), WDL.plies(v)]).toEqual([OUTCOME.outcome(v), 0]);
        expect(WDL.further(flat)).toBe(flat);
        expect(WDL.further(negate(v))).toBe(negate(flat));
        expect(formatValue(v, WDL)).toBe(OUTCOME.outcome(v));
      }),
    );
  });
});

describe('scores', () => {
  test('cost nothing to wait for', () => {
    fc.assert(
      fc.property(scores, (v) => {
        expect(SCORE.further(v)).toBe(v);
        expect(SCORE.plies(v)).toBe(0);
      }),
    );
  });
});

test.each<[Value, string, string]>([
  [win(13), 'win in 13', 'outcome'],
  [loss(0), 'loss in 0', 'outcome'],
  [DRAW, 'draw', 'outcome'],
  [score(4), 'score +4', 'score'],
  [score(-4), 'score -4', 'score'],
  [score(0), 'score 0', 'score'],
])('%i is written "%s"', (v, text, name) => {
  expect(formatValue(v, name === 'score' ? SCORE : OUTCOME)).toBe(text);
});
