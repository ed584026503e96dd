/** The best plan over the tables that come with the toolkit, for the questions of its profile. */

import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { type Costs, readCosts, storedOnly } from '../plan/costs.ts';
import type { Plan } from '../plan/plan.ts';
import { planFor } from '../plan/planner.ts';
import { type Profile, readProfile } from '../plan/profile.ts';
import { specialize } from '../specialize/index.ts';
import { installHint, shippedFile, shippedProfile } from './shipped.ts';

/**
 * Plans which of the tables that come with the toolkit are worth so many bytes.
 * @throws EndgameError E_FILE if costs, profile or tables of the game do not come with it; E_BUDGET
 */
export async function shippedPlan(game: Game, bytes: number): Promise<Plan> {
  const { id } = game;
  const known = await shippedCosts(game);
  if (known === undefined) {
    const hint = `${installHint()}or leave out --bytes: "endgame plan ${id}" and --plan use costs of your own`;
    throw new EndgameError('E_FILE', `no costs of tables of ${id} come with the toolkit`, hint);
  }
  const men = (table: string): number | undefined => specialize(game).menIn(table);
  return await planFor(known.costs, known.profile, { budget: bytes }, { ...QUICK, men });
}

/**
 * Returns which of some tables that come with the toolkit are worth so many bytes, for the questions about them.
 * @returns undefined if no costs of the game come with it
 */
export async function plannedTables(
  game: Game,
  bytes: number,
  only: ReadonlySet<string>,
): Promise<string[] | undefined> {
  const known = await shippedCosts(game);
  if (known === undefined) return undefined;
  const { costs, profile } = known;
  // Tables come after those below them, so one pass backwards finds all that the wanted ones need.
  const needed = new Set(only);
  for (const { table, below } of costs.tables.toReversed())
    if (needed.has(table)) for (const each of below) needed.add(each);
  const tables = costs.tables.flatMap((each) =>
    needed.has(each.table) ? [only.has(each.table) ? each : { ...each, options: [] }] : [],
  );
  const plan = await planFor({ ...costs, tables }, profile, { budget: Math.max(0, bytes) }, QUICK);
  return plan.kept.map(({ table }) => table);
}

/** Somebody waits for an answer: the exact program takes seconds, and gives hardly another plan. */
const QUICK = { method: 'greedy', bounded: false } as const;

/** Returns the costs of the stored tables that come with the toolkit, and the questions; undefined if there are none. */
async function shippedCosts({ id, version }: Game): Promise<{ costs: Costs; profile: Profile } | undefined> {
  const path = shippedFile('costs', `${id}-wdl.json`);
  const questions = shippedProfile(id);
  const measured = path === undefined ? undefined : await readCosts(path);
  const costs = measured?.rules === version ? storedOnly(measured) : undefined;
  if (costs === undefined || questions === undefined) return undefined;
  return { costs, profile: await readProfile(questions) };
}
