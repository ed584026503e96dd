/** The best plan over the tables that come with the toolkit, for the questions of its profile. */

import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { readCosts, storedOnly } from '../plan/costs.ts';
import type { Plan } from '../plan/plan.ts';
import { planFor } from '../plan/planner.ts';
import { readProfile } from '../plan/profile.ts';
import { specialize } from '../specialize/index.ts';
import { installHint, shippedFile, shippedProfile } from './shipped.ts';

/**
 * Plans which of the tables that come with the toolkit are worth so many bytes.
 * @throws EndgameError E_FILE if costs, profile or tables of the game do not come with it; E_BUDGET
 */
export async function shippedPlan(game: Game, bytes: number): Promise<Plan> {
  const { id, version } = game;
  const path = shippedFile('costs', `${id}-wdl.json`);
  const questions = shippedProfile(id);
  const measured = path === undefined ? undefined : await readCosts(path);
  const costs = measured?.rules === version ? storedOnly(measured) : undefined;
  if (costs === undefined || questions === undefined) {
    const hint = `${installHint()}or leave out --bytes: "endgame plan ${id}" and --plan use costs of your own`;
    throw new EndgameError('E_FILE', `no costs of tables of ${id} come with the toolkit`, hint);
  }
  // Somebody waits for an answer: the exact program takes seconds, and gives hardly another plan.
  return await planFor(
    costs,
    await readProfile(questions),
    { budget: bytes },
    {
      method: 'greedy',
      bounded: false,
      men: (table) => specialize(game).menIn(table),
    },
  );
}
