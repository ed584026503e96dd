import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { JobsProgress } from '../jobs/index.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import type { RunOptions } from '../values/index.ts';
import { forest } from '../table/coders/forest-encoder.ts';
import { CODECS, TableStore } from '../table/index.ts';
import {
  DEFAULT_GENERATE_MEMORY,
  type GeneratedTable,
  type GenerateOutcome,
  forecastTrees,
  generateTables,
  type TreesOptions,
} from '../make/index.ts';
import { removeEmpty } from './remove-empty.ts';
import { describeLeft, tellFailed } from './failed-tables.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { type GenerateFlags, makeOptions, partsIn } from './generate-flags.ts';
import {
  directoryOption,
  engineOption,
  interruptSignal,
  metricOption,
  parseCount,
  parseBytes,
  parseShard,
  parseThreads,
  print,
  REPRESENTATION_HELP,
  threadsFor,
  threadsOption,
} from './options.ts';
import { formatBytes, formatCount, formatSeconds } from '../text/format.ts';
import { parseMen, tablesWithMen } from './men.ts';
import { amongAll, ProgressReport } from './progress.ts';
import { queueOption } from './queue-option.ts';
import { QueueWorkers } from './queue-workers.ts';
import { WorkerPool } from './table-workers.ts';

/** The options as they are given. */
type GivenFlags = Omit<GenerateFlags, 'threads'> & { readonly threads?: number };

/** The generic engine's phases in words; a kernel names its own phases. */
const PHASES: Readonly<Record<string, string>> = { mark: 'marking', forward: 'counting moves', levels: 'settling' };

/** `endgame generate`: computes tables by retrograde analysis, with all tables below them. */
export function registerGenerate(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, such as KQvKR; default: a small set of the game')
    .addOption(directoryOption())
    .option('--men <n>', 'all tables with this many men, such as 3 or 3-4', parseMen)
    .option(
      '--memory <bytes>',
      'most memory that the analysis may use, that of all workers together; what does not fit is solved by parts in DIR/.parts where the rules allow it',
      parseBytes,
      DEFAULT_GENERATE_MEMORY,
    )
    .addOption(metricOption())
    .addOption(engineOption())
    .addOption(threadsOption())
    .addOption(
      new Option(
        '--codec <codec>',
        'how blocks are compressed, or forest: decision trees, the smallest outcomes of chess',
      ).choices([...Object.keys(CODECS), forest.id]),
    )
    .option('--repr <representation>', `of trees: ${REPRESENTATION_HELP}`)
    .option(
      '--exits',
      'trees leave cells open that a capture or promotion settles: smaller, but a probe plays these moves',
    )
    .option(
      '--look-ahead <cells>',
      'trees look two plies ahead in nodes of so many cells, such as 1024: 8 % smaller in three times the time',
      parseCount,
    )
    .option('--only', 'make trees of the named tables alone, without the tables below them')
    .option('--forecast', 'only say what the trees will take, from samples; an estimate')
    .addOption(
      new Option('--workers <n>', 'tables that are made at the same time, each by a process of its own')
        .argParser(parseThreads)
        .default(1),
    )
    .option(
      '--shard <i/n>',
      'make the i-th of n shares of the tables; it waits for no other, and several machines may share the directory',
      parseShard,
    )
    .addOption(
      queueOption(
        'let "endgame worker" on other machines make the tables, each within --memory, by way of a queue',
      ).conflicts(['workers', 'shard', 'force', 'forecast']),
    )
    .option('--keep-going', 'after a failure go on with the tables that do not need the one that failed')
    .option('--force', 'compute the named tables again even if they are stored')
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], given: GivenFlags) => {
      const game = await gameNamed(gameId);
      const flags: GenerateFlags = { ...given, threads: threadsFor(game, given, given.workers) };
      const specialization = specialize(game);
      const named = names.flatMap((name) =>
        specialization.slicesOf(name).map((slice) => specialization.tableOf(slice)),
      );
      const byMen = flags.men ? tablesWithMen(specialization, flags.men) : [];
      const tables = [...new Set([...named, ...byMen])];
      const options = makeOptions(flags, flags.memory, game.domain.name);
      const { trees } = options;
      const fresh = !existsSync(flags.dir);
      const pack = TableStore.open(flags.dir, { create: true });
      const progress = new ProgressReport();
      const signal = interruptSignal();
      const wanted = tables.length > 0 ? tables : specialization.defaultTables();
      const { memory, force, keepGoing, shard, queue } = flags;
      let shared: QueueWorkers | undefined;
      let pool: WorkerPool | undefined;
      let made = 0;
      let kept = 0;
      let whole: JobsProgress | undefined;
      let outcome: GenerateOutcome;
      try {
        if (trees && flags.forecast)
          return await forecastAll(specialization, wanted, pack, trees, flags, progress, signal);
        if (queue !== undefined) shared = await QueueWorkers.join(queue, gameId, specialization, pack, flags);
        else if (flags.workers > 1) pool = new WorkerPool(flags.workers, memory, gameId, flags);
        outcome = await generateTables(specialization, wanted, pack, {
          ...options,
          signal,
          keepGoing,
          shard,
          workers: shared ?? pool,
          ...(force === undefined ? {} : { force }),
          onWhole: (state) => {
            whole = state;
            if (shared) shared.progress = state;
          },
          onProgress: ({ slice, phase, share }) =>
            progress.update(...amongAll(`${slice} ${PHASES[phase] ?? phase}`, share, whole)),
          onTable: (table) => {
            progress.stop();
            if (flags.json) print(tableJson(table));
            if (table.entry === undefined) kept++;
            else {
              made++;
              if (!flags.json) print(describe(table));
            }
          },
        });
      } finally {
        progress.stop();
        await (shared ?? pool)?.end();
        pack.close();
        if (pool || shard) tidy(flags.dir);
        removeEmpty(partsIn(flags.dir));
        if (fresh) removeEmpty(flags.dir);
      }
      const { failed, left, others } = outcome;
      tellFailed(failed, gameId, flags.json === true);
      if (flags.json) return;
      const more = [...describeLeft({ failed, left }), ...(shard ? [`${others.length} fall to other shards`] : [])];
      print([`${made} made, ${kept} already there, in ${flags.dir}`, ...more].join('; '));
    });
}

/** Lists in the manifest what other processes have written, and removes what killed ones left. */
function tidy(dir: string): void {
  TableStore.open(dir, { create: true }).close();
}

/** Prints what trees will take. */
async function forecastAll(
  specialization: Specialization,
  tables: readonly string[],
  pack: TableStore,
  trees: TreesOptions,
  { memory, threads, json }: GenerateFlags,
  progress: ProgressReport,
  signal: AbortSignal,
): Promise<void> {
  const total = { bytes: 0, seconds: 0 };
  const onProgress: RunOptions['onProgress'] = ({ slice, phase, share }) => progress.update(`${slice} ${phase}`, share);
  await forecastTrees(
    specialization,
    tables,
    pack,
    trees,
    { memory, threads, signal, onProgress },
    (table, { bytes, seconds }) => {
      progress.stop();
      total.bytes += bytes;
      total.seconds += seconds;
      if (json) print(JSON.stringify({ table, forecast: true, bytes: Math.round(bytes), seconds }));
      else print(`${table}: about ${formatBytes(bytes)} in ${formatSeconds(seconds)}`);
    },
  );
  progress.stop();
  if (!json)
    print(
      `about ${formatBytes(total.bytes)} in ${formatSeconds(total.seconds)} in all, besides what is stored in ${pack.name}`,
    );
}

/** Returns the table as JSON; `made` says whether this run made it. */
function tableJson({ table, entry, statistics, seconds }: GeneratedTable): string {
  return JSON.stringify({ table, made: entry !== undefined, bytes: entry?.bytes, statistics, seconds });
}

function describe({ table, entry, statistics, effort, seconds }: GeneratedTable): string {
  const { longestWin, cursedWins, blessedLosses } = statistics ?? {};
  const longest = longestWin ? `, longest win ${longestWin.plies} plies` : '';
  const spoilt =
    cursedWins === undefined
      ? ''
      : `, ${formatCount(cursedWins)} wins cursed, ${formatCount(blessedLosses ?? 0)} losses blessed`;
  const spent = seconds ? `${seconds.solve.toFixed(2)} s + ${seconds.write.toFixed(2)} s writing` : '';
  return `${table}: ${formatCount(statistics?.positions ?? 0)} positions${longest}${spoilt}, ${formatBytes(entry?.bytes ?? 0)}, ${spent}${rate(effort, seconds?.solve ?? 0)}`;
}

/** Returns how fast the engine was by its own measure; empty for work too short to measure. */
function rate(effort: GeneratedTable['effort'], seconds: number): string {
  if (!effort || seconds <= 0.05) return '';
  const [count, unit] = effort.edges > 0 ? [effort.edges, 'edges'] : [effort.words ?? 0, 'words'];
  return count > 0 ? `, ${(count / seconds / 1e6).toFixed(1)} M ${unit}/s` : '';
}
