import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { type Costs, readCosts, type TableCost, writeCosts } from '../plan/costs.ts';
import { readText } from '../plan/fields.ts';
import { measureCosts } from '../make/costs.ts';
import { TablePacker } from '../make/index.ts';
import type { MeasureOptions } from '../make/measure-options.ts';
import { Solver, triedFor } from '../solve/index.ts';
import { specialize, type Specialization } from '../specialize/index.ts';
import type { Game } from '../game/contract.ts';
import { type Metric, METRICS, outcomesUnder } from '../game/values.ts';
import {
  answeredBy,
  type Encoding,
  makeDirectory,
  MemoryFiles,
  parseRepresentation,
  TableStore,
} from '../table/index.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { openSyzygy, syzygyOption } from './open-tables.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import { type Men, parseMen, tablesWithMen } from './men.ts';
import {
  DEFAULT_DIRECTORY,
  directoryOption,
  interruptSignal,
  machineThreads,
  parseBytes,
  parseCount,
  parseSeconds,
  parseThreads,
  print,
  REPRESENTATION_HELP,
} from './options.ts';
import { formatBytes, formatSeconds } from '../text/format.ts';
import { parseCodec } from './codec-option.ts';
import { PackCrew } from './pack-crew.ts';
import { ProgressReport } from './progress.ts';

interface Flags {
  readonly json?: boolean;
  readonly dir: string;
  readonly syzygy?: readonly string[];
  readonly men?: Men;
  readonly metric?: Metric;
  readonly repr?: string;
  readonly codec?: string;
  readonly most: number;
  readonly asStored?: true;
  readonly questions?: string;
  readonly seconds: number;
  readonly memory: number;
  readonly threads?: number;
  readonly out?: string;
  readonly force?: boolean;
}

const DEFAULT_CODECS = ['raw', 'brotli-max', 'pairs'];
/** A table of outcomes has few values, so its tree is small and soon found. */
const OUTCOME_CODECS = [...DEFAULT_CODECS, 'forest'];
const DEFAULT_MOST = 20_000_000;
const DEFAULT_PATIENCE = 60;
const DEFAULT_MEMORY = 4e9;
/** The folder for costs in the working directory. */
export const COSTS_DIRECTORY = 'costs';

/** `endgame measure`: measures what each table of a game costs to store, to probe and to compute, on this machine. */
export function registerMeasure(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, with all tables below them; default: all tables in the directory')
    .addOption(directoryOption())
    .addOption(syzygyOption())
    .option('--men <n>', 'all tables with this many men, such as 3 or 3-4, stored or not', parseMen)
    .addOption(
      new Option(
        '--metric <metric>',
        'what questions ask: wdl: outcomes; dtm: plies to the end, or scores; dtz: plies to zeroing; wdl50: outcomes under the 50-move rule (default: wdl where a kernel finds it, else dtm)',
      ).choices(METRICS),
    )
    .option(
      '--repr <list>',
      `representations to try, separated by commas; ${REPRESENTATION_HELP} (default: both sides, one side)`,
    )
    .option(
      '--codec <list>',
      `codecs to try for each, separated by commas (default: ${OUTCOME_CODECS.join()}; for dtm ${DEFAULT_CODECS.join()})`,
    )
    .addOption(
      new Option(
        '--as-stored',
        'encode and search nothing: measure the files as they are, and what questions about them take without them and with the others',
      ).conflicts(['repr', 'codec', 'most']),
    )
    .option(
      '--questions <file>',
      'positions of games, one a line, games apart by an empty line: what a kernel takes is measured where games enter a table, not at random positions, and how often games get by without',
    )
    .option('--most <indices>', 'larger tables are measured only as they are stored', parseCount, DEFAULT_MOST)
    .option(
      '--seconds <n>',
      'computing or searching longer than this counts as impossible; a kernel takes at least as long',
      parseSeconds,
      DEFAULT_PATIENCE,
    )
    .option(
      '--threads <n>',
      'tables that are encoded at the same time (default: all cores); times are measured when that is done',
      parseThreads,
    )
    .option('--memory <bytes>', 'most memory for cached values', parseBytes, DEFAULT_MEMORY)
    .option('--out <file>', `file to write the costs to; default: ${COSTS_DIRECTORY}/<game>-<metric>.json`)
    .option('--force', 'measure everything again, not only what the file lacks')
    .option('--json', 'print one JSON object per table, each on a line')
    .action(async (gameId: string, names: string[], flags: Flags) => {
      const game = await gameNamed(gameId);
      const specialization = specialize(game);
      const { dir } = flags;
      const metric = flags.metric ?? usualMetric(game);
      if (flags.memory === 0) {
        // Without memory every table would count as impossible to compute, and plans would rely on that.
        throw new EndgameError(
          'E_USAGE',
          '--memory 0: nothing can be computed without memory',
          'leave it out, or say 1GB',
        );
      }
      const syzygy = openSyzygy(flags.syzygy, flags.memory);
      syzygy?.checkGame(game);
      const hasNone = syzygy !== undefined && dir === DEFAULT_DIRECTORY && !existsSync(dir);
      const pack = hasNone ? new TableStore(new MemoryFiles()) : TableStore.open(dir);
      const out = flags.out ?? join(COSTS_DIRECTORY, `${game.id}-${metric}.json`);
      const tables = tablesOf(specialization, pack, names, flags, metric, syzygy);
      const known = flags.force || !existsSync(out) ? undefined : await readCosts(out);
      if (known !== undefined) checkSame(known, specialization, metric, out);
      const asked =
        flags.questions === undefined ? {} : played(questionsIn(flags.questions), game, metric, flags.memory);
      if (flags.out === undefined) makeDirectory(COSTS_DIRECTORY);
      const domain = game.domain.name;
      const representations = flags.repr?.split(',') ?? defaultRepresentations(metric, domain);
      const codecs = (flags.codec?.split(',') ?? (outcomesUnder(metric) ? OUTCOME_CODECS : DEFAULT_CODECS)).map(
        parseCodec,
      );
      const encodings: Encoding[] = representations.flatMap((name) =>
        codecs.map((codec) => ({ representation: parseRepresentation(name, domain), codec })),
      );
      const progress = new ProgressReport();
      const { threads = machineThreads() } = flags;
      const own = new TablePacker(specialization, pack, pack);
      const work = { game: gameId, flags: { dir, out: dir } };
      const crew = threads > 1 && !hasNone ? new PackCrew(threads, specialization, own, work) : undefined;
      let measured = 0;
      try {
        const costs = await measureCosts(specialization, {
          store: pack,
          syzygy,
          tables,
          metric,
          encodings,
          most: flags.most,
          asStored: flags.asStored,
          patience: flags.seconds,
          ...asked,
          memory: flags.memory,
          packers: crew ?? own,
          known,
          signal: interruptSignal(),
          onProgress: (what, share) => progress.update(`measuring ${what}`, share),
          onTable: (sofar, table) => {
            measured++;
            progress.stop();
            print(flags.json ? JSON.stringify(table) : describe(table));
            // A run that is stopped resumes from this file.
            writeCosts(out, sofar);
          },
        });
        progress.stop();
        writeCosts(out, costs);
        if (!flags.json)
          print(`${measured} tables measured, ${costs.tables.length - measured} known before; costs in ${out}`);
      } finally {
        progress.stop();
        crew?.end();
        pack.close();
        syzygy?.close();
      }
    });
}

/** Returns the metric of the game's usual questions: outcomes where an engine finds them alone. */
function usualMetric({ chessmen }: Game): Metric {
  return chessmen === undefined ? 'dtm' : 'wdl';
}

function tablesOf(
  specialization: Specialization,
  pack: TableStore,
  names: string[],
  { men, dir }: Flags,
  metric: Metric,
  syzygy: SyzygyTables | undefined,
): string[] {
  const { game } = specialization;
  if (names.length > 0 || men !== undefined) {
    return [...names, ...(men === undefined ? [] : tablesWithMen(specialization, men))];
  }
  const stored = [...new Set(answeredBy(metric).flatMap((each) => pack.list(game.id, each).map(({ table }) => table)))];
  if (stored.length > 0) return stored;
  if (syzygy !== undefined) return [...syzygy.names];
  throw new EndgameError(
    'E_TABLE_MISSING',
    `no tables of ${game.id} in ${dir} that answer ${metric}`,
    `make some with "endgame generate ${game.id}", or name tables to measure without`,
  );
}

function defaultRepresentations(metric: Metric, domain: string): string[] {
  if (metric === 'dtz') return ['dtz']; // one side does not tell the other
  const name = metric === 'dtm' && domain === 'score' ? 'score' : metric;
  return [name, `${name}-one-side`];
}

function checkSame(costs: Costs, { game }: Specialization, metric: string, path: string): void {
  if (costs.game === game.id && costs.rules === game.version && costs.metric === metric) return;
  const what = `holds the costs of ${costs.metric} tables of ${costs.game}, rules ${costs.rules}`;
  throw new EndgameError('E_USAGE', `${path} ${what}`, 'name another file with --out, or replace it with --force');
}

/** Returns what games ask, and how their questions are tried without computing. */
function played(
  questions: readonly (readonly string[])[],
  game: Game,
  metric: Metric,
  memory: number,
): Pick<MeasureOptions, 'questions' | 'tried'> {
  const solver = new Solver({ game, metric, memory });
  return { questions, tried: (each) => triedFor(solver, each) };
}

/** Returns positions game by game. */
function questionsIn(file: string): string[][] {
  const text = readText(file, 'questions', 'give positions one a line, games apart by an empty line');
  return text
    .split(/\r?\n\s*\n/)
    .map((game) => game.split(/\r?\n/).map((line) => line.trim()))
    .map((game) => game.filter((line) => line !== ''));
}

function describe({ table, options, compute, alone, atLeast, computed, fed, search }: TableCost): string {
  const ways = options.map(
    ({ representation, codec, bytes, probe }) =>
      `${representation} by ${codec} ${formatBytes(bytes)} ${formatSeconds(probe)}`,
  );
  const without = [
    ...(alone === undefined
      ? [compute === undefined ? 'not computed' : `computed in ${formatSeconds(compute)}`]
      : [`a question in ${atLeast ? 'at least ' : ''}${formatSeconds(alone)}`]),
    ...(computed === undefined ? [] : [`${Math.round(100 * computed)}% of the games need one`]),
    ...(fed === undefined ? [] : [`${formatSeconds(fed)} with other tables`]),
    ...(search === undefined ? [] : [`searched in ${formatSeconds(search)} per question`]),
  ];
  return `${table}: ${[...without, ...ways].join('; ')}`;
}
