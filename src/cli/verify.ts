import type { Command } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { Value } from '../game/value.ts';
import { countsClock, domainOf, type Metric } from '../game/values.ts';
import { type RunOptions, SliceValues } from '../values/index.ts';
import { type StoredValue, verifySlice } from '../verify/index.ts';
import { StoredSource } from '../solve/index.ts';
import { DEFAULT_GENERATE_MEMORY } from '../make/index.ts';
import { type Slice, specialize } from '../specialize/index.ts';
import { BlockCache, checkTable, generateCommand, TableStore } from '../table/index.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { describeFailure, directoryOption, interruptSignal, metricOption, print } from './options.ts';
import { formatCount } from '../text/format.ts';
import { ProgressReport } from './progress.ts';

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
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], { dir, metric, json }: VerifyFlags) => {
      const game = await gameNamed(gameId);
      if (countsClock(metric) && game.zeroes === undefined) {
        const what = metric === 'dtz' ? 'distance to zeroing' : 'outcome under the 50-move rule';
        throw new EndgameError('E_USAGE', `${game.id} has no ${what}`, 'verify dtm or wdl');
      }
      const specialization = specialize(game);
      const pack = TableStore.open(dir, { cache: new BlockCache(CACHE_BYTES) });
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
      const stored = new StoredSource(specialization, pack, { tolerant: false, metric });
      const ladders =
        metric === 'wdl50' ? new SliceValues(specialization, { memory: LADDER_BYTES, metric: 'dtz' }) : undefined;
      const progress = new ProgressReport();
      const signal = interruptSignal();
      try {
        for (const name of tables) {
          checkTable(specialization, pack.table(game.id, game.version, name, metric));
          let positions = 0;
          let moves = 0;
          for (const slice of specialization.slicesOf(name)) {
            const report = await verifySlice(
              specialization,
              slice,
              (p) => {
                const value = stored.probe(p);
                if (typeof value === 'number') return value;
                const { signature } = value?.kind === 'value' ? value.position : p;
                const missing = specialization.tableOf(specialization.sliceOf(signature));
                throw new EndgameError(
                  'E_TABLE_MISSING',
                  `verifying ${name} needs table ${missing}, which is not in ${dir}`,
                  `run "${generateCommand({ game: gameId, table: name, metric })}"`,
                );
              },
              {
                signal,
                domain: domainOf(game, metric),
                zeroing: metric === 'dtz',
                ...(ladders ? { ladder: await ladderOf(ladders, slice, { signal }) } : {}),
                onProgress: (share) => progress.update(`${slice.name} verifying`, share),
              },
            );
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
        ladders?.clear();
        pack.close();
      }
      for (const problem of problems) process.stderr.write(`${describeFailure(problem)?.line}\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
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
