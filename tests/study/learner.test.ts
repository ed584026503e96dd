/** The learner: its arithmetic on numbers whose answers are known, and its sections of the report. */

import { describe, expect, it } from 'vitest';
import { type Cabinet, growthOf, SHAPE_NAMES, SHAPES } from '../../src/study/experiments/learner/programs/growth.ts';
import { learnerChapter } from '../../src/study/experiments/learner/chapter.ts';
import type { LearnerData } from '../../src/study/experiments/learner/measure.ts';
import { Findings } from '../../src/study/report/findings.ts';

/** Returns the findings of a study that measured one part. */
function findingsOf(data: LearnerData): Findings {
  return new Findings({
    date: '2026-11-30T00:00:00.000Z',
    size: 'quick',
    seed: 1,
    machine: {} as never,
    code: '',
    results: [{ experiment: 'learner', unit: data.part, data, cached: false } as never],
  });
}

describe('the growth of a program', () => {
  const grown = (of: (n: number) => number): Cabinet[] =>
    [1, 2, 3, 5, 8, 13].map((games, i) => ({ games, families: [`family ${i}`], bytes: of(games) }));

  it.each(SHAPE_NAMES)('is found where it is a %s, without an error', (shape) => {
    const growth = growthOf(
      grown((n) => 5000 + 700 * SHAPES[shape](n)),
      shape,
    );
    expect(growth.constant).toBeCloseTo(5000, 6);
    expect(growth.factor).toBeCloseTo(700, 6);
    expect(growth.error).toBeCloseTo(0, 6);
    expect(growth.heldOut).toBeCloseTo(0, 6);
  });

  it('has an error where it is another shape', () => {
    const growth = growthOf(
      grown((n) => 5000 + 700 * n),
      'logarithm',
    );
    expect(growth.error).toBeGreaterThan(100);
    expect(growth.heldOut).toBeGreaterThan(100);
  });

  it('holds out whole families: what games of a family add says nothing of it', () => {
    // Family b adds 100 bytes a game, twice; c adds 10. Each is predicted from the other alone.
    const cabinets = [
      { games: 1, families: ['a'], bytes: 0 },
      { games: 2, families: ['b'], bytes: 100 },
      { games: 3, families: ['b'], bytes: 200 },
      { games: 4, families: ['c'], bytes: 210 },
    ];
    expect(growthOf(cabinets, 'line').heldOut).toBeCloseTo(90, 9);
  });

  it('has a section with a figure of each shape', () => {
    const cabinets = grown((n) => 5000 + 700 * n);
    const growth = {
      line: growthOf(cabinets, 'line'),
      root: growthOf(cabinets, 'root'),
      logarithm: growthOf(cabinets, 'logarithm'),
    };
    const html = learnerChapter.content(findingsOf({ part: 'programs', cabinets, growth }));
    expect(html).toContain('the line predicts best');
    expect(html).toContain('<svg');
    for (const shape of SHAPE_NAMES) expect(html).toContain(`<td class="text">${shape}</td>`);
  });
});
