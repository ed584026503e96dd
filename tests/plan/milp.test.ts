/** What the planner makes of a solver that fails: the first program may answer and the second, for more digits, may not. */

import { afterEach, expect, test, vi } from 'vitest';
import { highs } from '../../src/plan/highs.ts';
import type { Instance } from '../../src/plan/instance.ts';
import { planExactly } from '../../src/plan/milp.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Two tables, both of which fit; with them, answers take a millionth of the time. */
const instance: Instance = {
  tables: [0, 1].map((t) => ({
    name: `t${t}`,
    options: [{ name: 'raw', bytes: 10 + t, probe: 1e-6 }],
    successors: [],
    compute: 1,
  })),
  sessions: [{ weight: 1, questions: new Map([0, 1].map((t) => [t, 1])) }],
  decoders: new Map(),
};

/** Answers as the solver does until the call of that number, from then on as given; counts the calls. */
async function failing(from: number, status: 'Infeasible' | 'Unknown'): Promise<{ calls: number }> {
  vi.restoreAllMocks();
  const solver = await highs();
  const { solve } = solver;
  const count = { calls: 0 };
  vi.spyOn(solver, 'solve').mockImplementation((text, options) => {
    const solution = solve(text, options);
    return ++count.calls < from ? solution : ({ ...solution, Status: status } as typeof solution);
  });
  return count;
}

test.each(['Infeasible', 'Unknown'] as const)(
  'a second program that ends %s leaves the first choice',
  async (status) => {
    const count = await failing(2, status);
    const { choice, value, bound } = await planExactly(instance, { budget: 21 });
    expect(count.calls).toBe(2);
    expect([...choice]).toEqual([0, 0]);
    expect(value).toBeCloseTo(1e-6, 12);
    expect(bound).toBeLessThanOrEqual(value);
  },
);

test('a first program without an answer is an error that tells what is wrong', async () => {
  await failing(1, 'Infeasible');
  await expect(planExactly(instance, { budget: 21 })).rejects.toMatchObject({
    code: 'E_BUDGET',
    message: expect.stringContaining('do not fit the budget'),
  });
  await failing(1, 'Unknown');
  await expect(planExactly(instance, { budget: 21 })).rejects.toMatchObject({
    code: 'E_BUDGET',
    message: expect.stringContaining('found nothing: Unknown'),
  });
});
