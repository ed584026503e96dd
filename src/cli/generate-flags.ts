/** The options of `endgame generate`, and what they mean for a table. */

import { join } from 'node:path';
import type { DomainName } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { EndgameError } from '../game/errors.ts';
import type { EngineId } from '../engines/index.ts';
import type { Shard } from '../jobs/index.ts';
import type { MakeOptions, TreesOptions } from '../make/index.ts';
import { forest } from '../table/coders/forest-encoder.ts';
import { parseRepresentation } from '../table/index.ts';
import type { Men } from './men.ts';

/** Options that say how a table is made. They travel to worker processes as JSON. */
export interface MakeFlags {
  readonly dir: string;
  readonly metric: Metric;
  readonly engine?: EngineId;
  /** Of `threadsFor`. */
  readonly threads: number;
  readonly codec?: string;
  readonly repr?: string;
  readonly exits?: true;
  readonly only?: true;
  readonly forecast?: true;
  readonly lookAhead?: number;
}

/** All options. */
export interface GenerateFlags extends MakeFlags {
  readonly men?: Men;
  readonly memory: number;
  readonly workers: number;
  readonly shard?: Shard;
  readonly queue?: string;
  readonly keepGoing?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Returns where the parts are of what does not fit into the memory. */
export function partsIn(dir: string): string {
  return join(dir, '.parts');
}

/**
 * Returns how tables are made.
 * @param memory bytes for analysis
 * @throws EndgameError E_USAGE for options that do not go together
 */
export function makeOptions(flags: MakeFlags, memory: number, domain: DomainName): MakeOptions {
  const { metric, engine, threads, codec } = flags;
  const trees = treesOf(flags, domain);
  const scratch = partsIn(flags.dir);
  return { memory, metric, engine, threads, scratch, ...(trees ? { trees } : codec === undefined ? {} : { codec }) };
}

/**
 * Returns how trees are made; undefined if none are wanted.
 * @throws EndgameError E_USAGE for options that do not go together
 */
function treesOf(
  { codec, repr, metric, exits, only, forecast, lookAhead, threads }: MakeFlags,
  domain: DomainName,
): TreesOptions | undefined {
  if (codec === forest.id) {
    const representation = parseRepresentation(repr ?? metric, domain);
    return { representation, exits, only, aheadCells: lookAhead, threads };
  }
  const [flag] =
    Object.entries({
      '--repr': repr,
      '--exits': exits,
      '--only': only,
      '--forecast': forecast,
      '--look-ahead': lookAhead,
    }).find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return undefined;
  throw new EndgameError(
    'E_USAGE',
    `${flag} is about trees`,
    'add --codec forest, or pack generated tables with "endgame pack"',
  );
}
