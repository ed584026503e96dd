/** What a run of `endgame pack` opens and chooses from; each of its threads does so for itself. */

import type { Game } from '../game/index.ts';
import type { Metric } from '../game/values.ts';
import { costOf, LEARNT_CODECS, learntEncodings, type PackChoice, type RepackRun, smallest } from '../make/index.ts';
import { defaultMemory } from '../solve/index.ts';
import type { Specialization } from '../specialize/index.ts';
import {
  type EncodedTable,
  type Encoding,
  parseRepresentation,
  RepresentationSpec,
  TableStore,
} from '../table/index.ts';
import { ALL_CODECS } from './codec-option.ts';
import { openTables } from './open-tables.ts';

/** The options that say what is packed, and how. */
export interface PackingFlags {
  readonly dir: string;
  readonly out: string;
  readonly repr?: string;
  readonly codec?: string;
  readonly smallest?: true;
  readonly fastest?: true;
  readonly plan?: string;
}

/** Ratio of times below which the difference is noise. */
const NOISE = 1.1;

/**
 * Opens the tables that are packed. A plan's may also be those that come with the toolkit.
 * @throws EndgameError E_FILE
 */
export function openPacked({ dir, plan }: PackingFlags): TableStore {
  if (plan === undefined) return TableStore.open(dir);
  return openTables({ dir, pack: true }, defaultMemory(), true) ?? TableStore.open(dir);
}

/** Returns what is tried on each table that no plan names, and which of it is taken. */
export function choiceOf(
  specialization: Specialization,
  from: TableStore,
  to: TableStore,
  flags: PackingFlags,
  run: RepackRun = {},
): PackChoice {
  const encodings = encodingsOf(specialization.game, from, flags);
  const fastest = (tried: readonly EncodedTable[]): number => {
    const times = tried.map((each) => costOf(specialization, each, to).random);
    const least = Math.min(...times);
    const bytes = tried.map((each, i) => (times[i] <= least * NOISE ? each.bytes : Number.POSITIVE_INFINITY));
    return bytes.indexOf(Math.min(...bytes));
  };
  return {
    encodings,
    choose: flags.fastest ? fastest : smallest,
    narrow: isLearnt(flags) ? learntEncodings(specialization, from, to, encodings, run) : undefined,
  };
}

/** Returns whether the codec of large tables is learnt from small ones: nothing else is asked for. */
function isLearnt({ codec, smallest: small, fastest }: PackingFlags): boolean {
  return codec === undefined && !small && !fastest;
}

function encodingsOf(
  game: Game,
  from: TableStore,
  { repr, codec, smallest: small, fastest }: PackingFlags,
): Encoding[] {
  const domain = game.domain.name;
  const specs: RepresentationSpec[] = [];
  if (repr !== undefined) specs.push(parseRepresentation(repr, domain));
  else {
    const metric: Metric = from.list(game.id, 'dtm').length > 0 ? 'dtm' : 'wdl';
    specs.push(new RepresentationSpec(domain, metric));
    if (small || fastest) specs.push(new RepresentationSpec(domain, metric, { oneSide: true }));
  }
  const codecs = codec !== undefined ? [codec] : small || fastest ? ALL_CODECS : LEARNT_CODECS;
  return specs.flatMap((representation) => codecs.map((id) => ({ representation, codec: id })));
}
