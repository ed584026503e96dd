import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import type { Metric } from '../game/values.ts';
import type { JobsProgress } from '../jobs/index.ts';
import { readPlan, wantedBy } from '../plan/plan.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import { answeredBy, shippedOutcomes, TableStore } from '../table/index.ts';
import {
  type PackChoice,
  type PackTablesOptions,
  packWanted,
  repack,
  type RepackedTable,
  type RepackOutcome,
  TablePacker,
} from '../make/index.ts';
import { ALL_CODECS, parseCodec } from './codec-option.ts';
import { describeLeft, tellFailed } from './failed-tables.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import {
  directoryOption,
  interruptSignal,
  machineThreads,
  parseThreads,
  print,
  REPRESENTATION_HELP,
} from './options.ts';
import { PackCrew } from './pack-crew.ts';
import { choiceOf, openPacked, type PackingFlags } from './packing.ts';
import { amongAll, ProgressReport } from './progress.ts';
import { removeEmpty } from './remove-empty.ts';
import { formatBytes } from '../text/format.ts';

interface PackFlags extends PackingFlags {
  readonly json?: boolean;
  readonly learnt?: true;
  readonly force?: true;
  readonly keepGoing?: true;
  readonly threads?: number;
}

/** `endgame pack`: re-encodes the tables of one directory into another, smaller or faster. */
export function registerPack(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, with all tables below them; default: all stored tables')
    .addOption(directoryOption())
    .requiredOption('--out <directory>', 'directory to write the packed tables to')
    .option('--repr <representation>', REPRESENTATION_HELP)
    .option('--codec <codec>', `codec or coder of the cells: ${ALL_CODECS.join(', ')}`, parseCodec)
    .addOption(
      new Option(
        '--learnt',
        'try every codec on small tables and slices, and on large tables those that are best there (default)',
      ).conflicts(['codec', 'smallest', 'fastest']),
    )
    .addOption(
      new Option('--smallest', 'try every codec (without --repr also one side) and store the smallest').conflicts([
        'codec',
        'fastest',
      ]),
    )
    .addOption(
      new Option(
        '--fastest',
        'try the same and store the one with the fastest probes, the smallest of equals; times are measured, so another run may choose otherwise',
      ).conflicts(['codec', 'smallest', 'threads']),
    )
    .addOption(
      new Option(
        '--plan <file>',
        'pack the tables of a plan, each in its planned encoding, and no others; files that are there so, in the directory or with the toolkit, are copied',
      ).conflicts(['repr', 'codec', 'learnt', 'smallest', 'fastest']),
    )
    .option(
      '--threads <n>',
      'tables that are packed at the same time (default: all cores; times are measured with one)',
      parseThreads,
    )
    .option('--keep-going', 'after a failure go on with the tables that do not need the one that failed')
    .option('--force', 'pack the named tables again even if they are stored')
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], flags: PackFlags) => {
      const game = await gameNamed(gameId);
      if (realPath(flags.out) === realPath(flags.dir)) {
        throw new EndgameError('E_USAGE', `--out ${flags.out}: the tables are there`, 'name another directory');
      }
      const specialization = specialize(game);
      if (flags.plan !== undefined) return await packPlan(specialization, gameId, flags.plan, names, flags);
      await packing(specialization, gameId, flags, async (from, to, choice, run) => {
        const { metric } = choice.encodings[0].representation;
        const named = names.flatMap((name) =>
          specialization.slicesOf(name).map((slice) => specialization.tableOf(slice)),
        );
        const tables = named.length > 0 ? [...new Set(named)] : tablesOf(from, game, metric);
        if (tables.length === 0) {
          const hint = `make some with "endgame generate ${gameId} --dir ${flags.dir}"`;
          throw new EndgameError(
            'E_TABLE_MISSING',
            `no tables of ${game.id} in ${flags.dir} that answer ${metric}`,
            hint,
          );
        }
        return await repack(specialization, tables, from, to, { ...run, ...choice, force: flags.force });
      });
    });
}

/** Returns the path behind all links: tables that are packed into their own directory would be read as they change. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

/**
 * Packs from one directory into another, with progress and a summary. An `out` into which nothing was packed is
 * removed.
 */
async function packing(
  specialization: Specialization,
  game: string,
  flags: PackFlags,
  work: (from: TableStore, to: TableStore, choice: PackChoice, run: PackTablesOptions) => Promise<RepackOutcome>,
): Promise<void> {
  const { out, json, keepGoing, fastest, threads = fastest ? 1 : machineThreads() } = flags;
  const from = openPacked(flags);
  const fresh = !existsSync(out);
  const to = TableStore.open(out, { create: true });
  const progress = new ProgressReport();
  let whole: JobsProgress | undefined;
  const onProgress = (what: string, share: number): void => progress.update(...amongAll(what, share, whole));
  const signal = interruptSignal();
  let crew: PackCrew | undefined;
  let made = 0;
  let kept = 0;
  let outcome: RepackOutcome;
  try {
    const choice = choiceOf(specialization, from, to, flags, { signal, onProgress });
    const own = new TablePacker(specialization, from, to, choice);
    if (threads > 1) crew = new PackCrew(threads, specialization, own, { game, flags });
    outcome = await work(from, to, choice, {
      signal,
      keepGoing,
      packers: crew ?? own,
      onProgress,
      onWhole: (state) => (whole = state),
      onTable: (table) => {
        progress.stop();
        if (json) print(tableJson(table));
        if (table.entry === undefined) kept++;
        else {
          made++;
          if (!json) print(describe(table));
        }
      },
    });
  } finally {
    progress.stop();
    crew?.end();
    from.close();
    to.close();
    if (fresh) removeEmpty(out);
  }
  tellFailed(outcome.failed, game, json === true);
  if (!json) print([`${made} packed, ${kept} already there, in ${out}`, ...describeLeft(outcome)].join('; '));
}

async function packPlan(
  specialization: Specialization,
  word: string,
  path: string,
  names: readonly string[],
  flags: PackFlags,
): Promise<void> {
  const { game } = specialization;
  if (names.length > 0) throw new EndgameError('E_USAGE', '--plan names the tables itself', 'leave out the names');
  const plan = await readPlan(path);
  if (plan.game !== game.id || plan.rules !== game.version) {
    const what = `${path} is a plan of ${plan.game}, rules ${plan.rules}, not of ${game.id}, rules ${game.version}`;
    throw new EndgameError('E_USAGE', what, `make one with "endgame plan ${game.id}"`);
  }
  const wanted = wantedBy(plan, game.domain.name);
  const left = plan.kept.length - wanted.length;
  const files = shippedOutcomes();
  try {
    await packing(specialization, word, flags, (from, to, _, run) =>
      packWanted(specialization, wanted, from, to, { ...run, files }),
    );
  } finally {
    files?.close();
  }
  if (left > 0 && !flags.json) print(`${left} files of Syzygy's stay where they are: solve with --plan and --syzygy`);
}

/** Returns the tables of the store that answer under the metric. */
function tablesOf(from: TableStore, game: Game, metric: Metric): string[] {
  return [...new Set(answeredBy(metric).flatMap((each) => from.list(game.id, each).map((entry) => entry.table)))];
}

/** Returns the table as JSON; `made` says whether this run made it, `before` the bytes of the table it was made from. */
function tableJson({ table, entry, representation, why, before, seconds }: RepackedTable): string {
  const made = entry !== undefined;
  const kept = { representation: representation?.name, codec: entry?.codec, why };
  return JSON.stringify({ table, made, bytes: entry?.bytes, before, ...kept, seconds });
}

function describe({ table, entry, representation, why, before, seconds }: RepackedTable): string {
  const kept = representation?.name ?? '';
  const positions = Math.max(1, entry!.statistics.positions);
  const bits = ((8 * entry!.bytes) / positions).toFixed(3);
  const sizes = `${formatBytes(entry!.bytes)} (was ${formatBytes(before ?? 0)}), ${bits} bits/position`;
  const reason = why === undefined ? '' : `; ${why}`;
  return `${table}: ${kept} by ${entry!.codec}, ${sizes}, ${(seconds ?? 0).toFixed(2)} s${reason}`;
}
