import { join } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { countsClock, type Metric, METRICS, type Values } from '../game/values.ts';
import { csvOf, namingColumns, type RowGroup, recordsOf, valueColumns, writeParquet } from '../export/index.ts';
import { fileClassOf } from '../export/syzygy/index.ts';
import { DEFAULT_GENERATE_MEMORY } from '../make/index.ts';
import { type Slice, type Specialization, specialize } from '../specialize/index.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { GENERATOR } from '../text/version.ts';
import { SliceValues } from '../values/index.ts';
import { exportSyzygy, fileMetrics } from './export-syzygy.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { openTables } from './open-tables.ts';
import { directoryOption, interruptSignal, parseBytes, print } from './options.ts';
import { ProgressReport } from './progress.ts';
import { AtomicFile, loadSlice, type TableStore } from '../table/index.ts';

const FORMATS = ['parquet', 'csv', 'syzygy'] as const;

interface ExportFlags {
  readonly dir: string;
  readonly out: string;
  readonly metric?: Metric;
  readonly memory: number;
}

/**
 * `endgame export`: writes a row for each legal position of tables, or Syzygy's files of them. Values are read from stored tables where they are there, and computed
 * otherwise.
 */
export function registerExport(command: Command): void {
  command
    .addArgument(
      new Argument('<format>', 'parquet, csv, or syzygy: .rtbw and .rtbz, which chess engines read').choices(FORMATS),
    )
    .argument('<game>', GAME_ARGUMENT)
    .argument('[tables...]', 'which tables, such as KQvKR; default: a small set of the game')
    .addOption(directoryOption())
    .option('--out <directory>', 'where the files go; - writes CSV to standard output', '.')
    .addOption(
      new Option('--metric <metric>', 'what the columns tell; default: all that can be found').choices(METRICS),
    )
    .option('--memory <bytes>', 'most memory for values that are not stored', parseBytes, DEFAULT_GENERATE_MEMORY)
    .action(async (format: (typeof FORMATS)[number], gameId: string, names: string[], flags: ExportFlags) => {
      const game = await gameNamed(gameId);
      const { metric, out, dir, memory } = flags;
      if (metric !== undefined && countsClock(metric) && game.zeroes === undefined) {
        throw new EndgameError('E_USAGE', `${game.id} has no 50-move rule, so no ${metric}`, 'ask for dtm or wdl');
      }
      const fileMetricsWanted = format === 'syzygy' ? fileMetrics(game, metric, out) : undefined;
      if (out === '-' && format !== 'csv') {
        throw new EndgameError('E_USAGE', 'Parquet does not go to standard output', 'name a directory, or write csv');
      }
      const specialization = specialize(game);
      const wanted = names.map((name) => specialization.tableOf(specialization.slicesOf(name)[0]));
      const usual = (): readonly string[] =>
        specialization.defaultTables().filter((table) => format !== 'syzygy' || fileClassOf(table) !== undefined);
      const tables = [...new Set(wanted.length > 0 ? wanted : usual())];
      const columns = valueColumns(game, metric);
      const metrics = fileMetricsWanted ?? [...new Set(columns.flatMap((column) => column.metric ?? []))];
      const store = openTables({ dir, pack: true }, memory);
      const sources = new Map(metrics.map((each) => [each, sourceOf(specialization, each, memory, store)]));
      const progress = new ProgressReport();
      const signal = interruptSignal();
      try {
        if (format === 'syzygy') {
          await exportSyzygy({ specialization, tables, out, sources, progress, signal });
          return;
        }
        for (const table of tables) {
          const rows = async function* (): AsyncGenerator<RowGroup, void, void> {
            for (const slice of specialization.slicesOf(table)) {
              const values = new Map<Metric, Values>();
              for (const [each, source] of sources) {
                const onProgress = ({ share }: { share: number }): void =>
                  progress.update(`${slice.name} ${each}`, share);
                values.set(each, await source.get(slice, { signal, onProgress }));
              }
              for await (const group of recordsOf(specialization, slice, columns, values, signal)) {
                progress.update(`${slice.name} writing`, group.share);
                yield group;
              }
            }
          };
          if (out === '-') {
            for await (const text of csvOf(rows())) process.stdout.write(text);
            continue;
          }
          const path = join(out, `${game.id}.${table}.${format}`);
          const about = {
            'endgame-lab': JSON.stringify({ game: game.id, rules: game.version, table, generator: GENERATOR }),
            columns: JSON.stringify(
              Object.fromEntries([...namingColumns(game), ...columns].map(({ name, means }) => [name, means])),
            ),
          };
          const { bytes, count } = await written(path, format, rows(), about);
          progress.stop();
          print(`${path}: ${formatCount(count)} positions, ${formatBytes(bytes)}`);
        }
      } finally {
        progress.stop();
        for (const source of sources.values()) source.clear();
        store?.close();
      }
    });
}

/** Returns where the values of slices come from: stored tables, or an engine. */
function sourceOf(
  specialization: Specialization,
  metric: Metric,
  memory: number,
  store: TableStore | undefined,
): SliceValues {
  const load = (slice: Slice): Values | undefined => store && loadSlice(specialization, store, slice, metric);
  return new SliceValues(specialization, { metric, memory, load });
}

/** Writes a file whole or not at all. */
async function written(
  path: string,
  format: 'parquet' | 'csv',
  groups: AsyncIterable<RowGroup>,
  about: Readonly<Record<string, string>>,
): Promise<{ readonly bytes: number; readonly count: number }> {
  const file = new AtomicFile(path);
  let bytes = 0;
  let count = 0;
  const write = (piece: Uint8Array): void => {
    bytes += piece.length;
    file.write(piece);
  };
  const counted = async function* (): AsyncGenerator<RowGroup, void, void> {
    for await (const group of groups) {
      count += group.rows;
      yield group;
    }
  };
  try {
    if (format === 'parquet') await writeParquet(counted(), about, GENERATOR, write);
    else for await (const text of csvOf(counted())) write(new TextEncoder().encode(text));
    file.commit();
  } catch (error) {
    file.abandon();
    throw error;
  }
  return { bytes, count };
}
