import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The plans of the explorer's slider. */
export const PLANS = 'src/web/plans.json';

/** What the plans follow from: two files, and a digest of both. */
export function planInputs(): { readonly costs: string; readonly profile: string; readonly digest: string } {
  const [costs, profile] = ['tables/costs/chess-wdl.json', 'tables/profiles/chess-masters.json'];
  const hash = createHash('sha256').update(readFileSync(costs)).update(readFileSync(profile));
  return { costs, profile, digest: hash.digest('hex').slice(0, 16) };
}
