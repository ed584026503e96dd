import type { Command } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { Value } from '../game/value.ts';
import { countsClock, type Metric } from '../game/values.ts';
import { type RunOptions, SliceValues } from '../values/index.ts';
import type { StoredValue, VerifyReport } from '../verify/index.ts';
import { DEFAULT_GENERATE_MEMORY } from '../make/index.ts';
import type { Slice } from '../specialize/index.ts';
import { checkTable } from '../table/index.ts';
import { Claims } from './claims.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import {
  describeFailure,
  directoryOption,
  interruptSignal,
  machineThreads,
  metricOption,
  parseThreads,
  print,
} from './options.ts';
import { StoredVerifier } from './stored-verifier.ts';
import { VerifyCrew } from './verify-crew.ts';
import { formatCount } from '../text/format.ts';
import { ProgressReport } from './progress.ts';

/** Of all threads together. */
const CACHE_BYTES = 512_000_000;
/** For the distances that tables of five outcomes are verified by. */
const LADDER_BYTES = DEFAULT_GENERATE_MEMORY;

/** Less than "right": see verify/slice.ts. */
const AGREES =
  'all checksums right, every outcome agrees with the outcomes after its moves (necessary, not sufficient)';

interface VerifyFlags {
  readonly json?: boolean;
  readonly dir: string;
  readonly metric: Metric;
  readonly threads?: number;
}

/**
 * `endgame verify`: recomputes every value of a table from its successors and checks every checksum. How much that
 * proves depends on the metric (verify/slice.ts), and the command says so.
 */
export function registerVerify(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables; default: all stored tables of the metric')
    .addOption(directoryOption())
    .addOption(metricOption())
    .option('--threads <n>', 'threads that verify a table (default: all cores)', parseThreads)
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], { dir, metric, json, threads = machineThreads() }: VerifyFlags) => {
      const game = await gameNamed(gameId);
      if (countsClock(metric) && game.zeroes === undefined) {
        const what = metric === 'dtz' ? 'distance to zeroing' : 'outcome under the 50-move rule';
        throw new EndgameError('E_USAGE', `${game.id} has no ${what}`, 'verify dtm or wdl');
      }
      const opened = { dir, metric, cache: Math.floor(CACHE_BYTES / threads) };
      const verifier = new StoredVerifier(game, opened);
      const { specialization, store: pack } = verifier;
      const wanted = names.map((name) => specialization.tableOf(specialization.slicesOf(name)[0]));
      const tables = wanted.length > 0 ? wanted : pack.list(game.id, metric).map((entry) => entry.table);
      // Files that cannot be opened are in no list; unless tables are named, they count as well.
      const problems = names.length === 0 ? pack.problems() : [];
      if (tables.length === 0 && problems.length === 0) {
        throw new EndgameError(
          'E_TABLE_MISSING',
          `no ${metric === 'dtm' ? '' : `${metric} `}tables of ${game.id} in ${dir}`,
          `make some with "endgame generate ${gameId}${metric === 'dtm' ? '' : ` --metric ${metric}`}"`,
        );
      }
      const ladders =
        metric === 'wdl50' ? new SliceValues(specialization, { memory: LADDER_BYTES, metric: 'dtz' }) : undefined;
      const crew = new VerifyCrew(verifier, { game: gameId, ...opened }, threads);
      const progress = new ProgressReport();
      const signal = interruptSignal();
      try {
        for (const name of tables) {
          checkTable(specialization, pack.table(game.id, game.version, name, metric));
          let positions = 0;
          let moves = 0;
          for (const slice of specialization.slicesOf(name)) {
            const onProgress = (share: number): void => progress.update(`${slice.name} verifying`, share);
            const report = await (ladders === undefined
              ? crew.verify(name, slice, { signal, onProgress })
              : climbed(verifier, name, slice, ladders, { signal, onProgress }));
            positions += report.positions;
            moves += report.moves;
          }
          progress.stop();
          const found = metric === 'wdl' ? AGREES : 'all values right';
          const told = `${name}: ${formatCount(positions)} positions, ${formatCount(moves)} moves, ${found}`;
          print(json ? JSON.stringify({ table: name, metric, positions, moves, right: true }) : told);
        }
      } finally {
        progress.stop();
        crew.end();
        ladders?.clear();
        pack.close();
      }
      for (const problem of problems) process.stderr.write(`${describeFailure(problem)?.line}\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
}

/** Verifies five outcomes in one thread, since the ladder is in its memory. */
async function climbed(
  verifier: StoredVerifier,
  table: string,
  slice: Slice,
  ladders: SliceValues,
  { signal, onProgress }: Pick<RunOptions, 'signal'> & { readonly onProgress: (share: number) => void },
): Promise<VerifyReport> {
  const claims = new Claims(verifier.specialization.space(slice).size);
  const ladder = await ladderOf(ladders, slice, { signal });
  const { failure, ...report } = await verifier.verify(table, slice, claims, { signal, onProgress, ladder });
  if (failure !== undefined) throw new EndgameError(...failure.error);
  return report;
}

/**
 * Returns plies to zeroing of a slice's positions. The engine finds them, and nothing is believed: they are verified with
 * the table (verify/slice.ts).
 */
async function ladderOf(ladders: SliceValues, slice: Slice, run: RunOptions): Promise<StoredValue> {
  const space = ladders.specialization.space(slice);
  const values = await ladders.get(slice, run);
  return (p) => values.at(space.rank(p)) as Value;
}
