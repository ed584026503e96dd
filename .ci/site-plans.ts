/**
 * Works out which tables of chess are worth the bytes of each step of the explorer's slider, and writes it to
 * `src/web/plans.json`: `npm run web:plans`, after costs or profiles have changed. It takes minutes, so the site is built
 * without it.
 */

import { writeFileSync } from 'node:fs';
import { chess } from '../games/chess.ts';
import { readCosts, storedOnly } from '../src/plan/costs.ts';
import { planFor } from '../src/plan/planner.ts';
import { readProfile } from '../src/plan/profile.ts';
import { specialize } from '../src/specialize/index.ts';
import type { PlanRung, Plans } from '../src/web/data.ts';
import { PLANS, planInputs } from './site-plan-inputs.ts';

/** Bytes of tables, each about three times as many as before; the last one holds all. */
const BUDGETS = [0, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 2e7, 1e9];

const { costs: costsPath, profile: profilePath, digest } = planInputs();
// The page has the program that reads the tables, whatever it keeps.
const measured = storedOnly(await readCosts(costsPath));
if (measured === undefined) throw new Error(`${costsPath} has no stored tables`);
const costs = { ...measured, decoders: {} };
const profile = await readProfile(profilePath);
const men = (table: string): number | undefined => specialize(chess).menIn(table);
const rungs: PlanRung[] = [];
let without = 0;
for (const budget of BUDGETS) {
  const plan = await planFor(costs, profile, { budget }, { method: 'greedy', bounded: false, men });
  without = plan.without;
  const kept = plan.kept.map(({ table }) => table);
  rungs.push({ budget, bytes: plan.bytes, seconds: Number(plan.seconds.toPrecision(4)), kept });
  process.stdout.write(`${budget}: ${kept.length} tables, ${plan.bytes} bytes, ${plan.seconds} s\n`);
}
const plans: Plans = {
  digest,
  source: profile.source.at(-1) ?? '',
  questions: profile.positions,
  without: Number(without.toPrecision(4)),
  rungs,
};
writeFileSync(PLANS, `${JSON.stringify(plans)}\n`);
