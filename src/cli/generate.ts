import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { DomainName } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { EngineId } from '../engines/index.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import type { RunOptions } from '../values/index.ts';
import { forest } from '../table/coders/forest-encoder.ts';
import { CODECS, parseRepresentation, TableStore } from '../table/index.ts';
import {
  DEFAULT_GENERATE_MEMORY,
  type GeneratedTable,
  forecastTrees,
  generateTables,
  type TreesOptions,
} from '../make/index.ts';
import { removeEmpty } from './remove-empty.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import {
  directoryOption,
  engineOption,
  interruptSignal,
  metricOption,
  parseCount,
  parseBytes,
  print,
  REPRESENTATION_HELP,
  threadsOption,
} from './options.ts';
import { formatBytes, formatCount, formatSeconds } from '../text/format.ts';
import { type Men, parseMen, tablesWithMen } from './men.ts';
import { ProgressReport } from './progress.ts';

interface GenerateFlags {
  readonly dir: string;
  readonly men?: Men;
  readonly memory: number;
  readonly metric: Metric;
  readonly engine?: EngineId;
  readonly threads: number;
  readonly codec?: string;
  readonly repr?: string;
  readonly exits?: true;
  readonly only?: true;
  readonly forecast?: true;
  readonly lookAhead?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The generic engine's phases in words; a kernel names its own phases. */
const PHASES: Readonly<Record<string, string>> = { mark: 'marking', forward: 'counting moves', levels: 'settling' };

/** `endgame generate`: computes tables by retrograde analysis, with all tables below them. */
export function registerGenerate(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, such as KQvKR; default: a small set of the game')
    .addOption(directoryOption())
    .option('--men <n>', 'all tables with this many men, such as 3 or 3-4', parseMen)
    .option('--memory <bytes>', 'most memory that the analysis may use', parseBytes, DEFAULT_GENERATE_MEMORY)
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
    .option('--force', 'compute the named tables again even if they are stored')
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], flags: GenerateFlags) => {
      const game = await gameNamed(gameId);
      const specialization = specialize(game);
      const named = names.flatMap((name) =>
        specialization.slicesOf(name).map((slice) => specialization.tableOf(slice)),
      );
      const byMen = flags.men ? tablesWithMen(specialization, flags.men) : [];
      const tables = [...new Set([...named, ...byMen])];
      const trees = treesOf(flags, game.domain.name);
      const fresh = !existsSync(flags.dir);
      const pack = TableStore.open(flags.dir, { create: true });
      const progress = new ProgressReport();
      const signal = interruptSignal();
      const wanted = tables.length > 0 ? tables : specialization.defaultTables();
      let made = 0;
      let kept = 0;
      try {
        if (trees && flags.forecast)
          return await forecastAll(specialization, wanted, pack, trees, flags, progress, signal);
        await generateTables(specialization, wanted, pack, {
          memory: flags.memory,
          metric: flags.metric,
          engine: flags.engine,
          threads: flags.threads,
          signal,
          ...(trees ? { trees } : flags.codec === undefined ? {} : { codec: flags.codec }),
          ...(flags.force === undefined ? {} : { force: flags.force }),
          onProgress: ({ slice, phase, share }) => progress.update(`${slice} ${PHASES[phase] ?? phase}`, share),
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
        pack.close();
        if (fresh) removeEmpty(flags.dir);
      }
      if (!flags.json) print(`${made} made, ${kept} already there, in ${flags.dir}`);
    });
}

/**
 * Returns how trees are made; undefined if none are wanted.
 * @throws EndgameError E_USAGE for options that do not go together
 */
function treesOf(
  { codec, repr, metric, exits, only, forecast, lookAhead, threads }: GenerateFlags,
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
