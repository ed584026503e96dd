/** Which codec a large table gets: learnt from the game's own small slices, or chosen otherwise. */

import type { ExperimentContext } from '../../../experiment-context.ts';
import { CANDIDATES, CODEC_CASES, judgeCodecs } from './judge.ts';
import { choicesAmong, type Judged, type Regret, regretOf } from './regret.ts';

/** The judged tables, and the regret of each way to choose. */
export interface CodecsData {
  readonly part: 'codecs';
  readonly tables: readonly Judged[];
  readonly regrets: readonly Regret[];
}

/** Judges the codecs of all cases. */
export async function measureCodecs(context: ExperimentContext): Promise<CodecsData> {
  const tables: Judged[] = [];
  for (const each of CODEC_CASES) {
    const packed = context.size === 'full' ? each.packed : (each.quick ?? []);
    if (packed.length > 0) tables.push(...(await judgeCodecs(each, packed, (what) => context.report(what))));
  }
  const regrets = choicesAmong(CANDIDATES).map((choice) => regretOf(tables, choice, context.seed));
  return { part: 'codecs', tables, regrets };
}
