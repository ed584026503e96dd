/** Numbers of any size in costs, profiles and aims: a plan, or a refusal that names the number. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { uniformProfile } from '../../src/plan/build.ts';
import { type Costs, parseCosts } from '../../src/plan/costs.ts';
import { highs } from '../../src/plan/highs.ts';
import type { Aim } from '../../src/plan/instance.ts';
import { planFor } from '../../src/plan/planner.ts';

const path = fileURLToPath(new URL('../../tables/costs/connect-four-5x5-dtm.json', import.meta.url));
const text = readFileSync(path, 'utf8');
const costs = parseCosts(text, 'c.json');

/** The costs with another first number under a field name. */
function changed(field: string, value: string): Costs {
  const pattern = new RegExp(`"${field}": ?[\\d.e-]+`);
  expect(text).toMatch(pattern);
  return parseCosts(text.replace(pattern, `"${field}":${value}`), 'c.json');
}

test.each(['bytes', 'probe', 'cold', 'compute', 'positions', 'calibration'])('%s out of range', (field) => {
  for (const value of ['1e30', '1.1e15', '-1', '1e999', '"1"', 'null', '[]']) {
    expect(() => changed(field, value)).toThrow(
      expect.objectContaining({ code: 'E_USAGE', message: expect.stringContaining(field) as string }) as Error,
    );
  }
});

test('the largest bytes and seconds can be planned', async () => {
  for (const field of ['bytes', 'probe', 'compute']) {
    const large = changed(field, '1e15');
    for (const aim of [{ budget: 1e15 }, { budget: 1e5 }, { price: 1e15 }] as Aim[]) {
      const plan = await planFor(large, uniformProfile(large), aim);
      expect(plan.bound).toBeLessThanOrEqual(plan.value);
      expect(Number.isFinite(plan.value)).toBe(true);
    }
  }
});

test.each([
  [{ budget: Number.NaN }, 'budget NaN'],
  [{ budget: Number.POSITIVE_INFINITY }, 'budget Infinity'],
  [{ budget: -1 }, 'budget -1'],
  [{ price: 1e30 }, 'price 1e+30'],
])('an aim of %o', async (aim, what) => {
  const refusal = { code: 'E_USAGE', message: expect.stringContaining(what) as string };
  await expect(planFor(costs, uniformProfile(costs), aim)).rejects.toMatchObject(refusal);
});

test('a solver of programs that fails is reported, and the next plan is made by a fresh one', async () => {
  const aim = { budget: 20_000 };
  const sound = await planFor(costs, uniformProfile(costs), aim, { method: 'exact' });
  const broken = await highs();
  vi.spyOn(broken, 'solve').mockImplementation(() => {
    throw new Error('memory access out of bounds');
  });
  const failed = planFor(costs, uniformProfile(costs), aim, { method: 'exact' });
  await expect(failed).rejects.toMatchObject({ code: 'E_BUDGET', cause: { message: 'memory access out of bounds' } });
  expect(await highs()).not.toBe(broken);
  expect(await planFor(costs, uniformProfile(costs), aim, { method: 'exact' })).toEqual(sound);
});
