import { formatBytes } from '../../text/format.ts';
import type { BudgetData, PlanRung } from '../data.ts';

/** Says the budget of a step of the slider. */
export function budgetText({ budget }: PlanRung, { rungs }: Pick<BudgetData, 'rungs'>): string {
  return budget === rungs.at(-1)!.budget ? 'everything' : formatBytes(budget);
}
