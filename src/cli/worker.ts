import { type Command, InvalidArgumentError, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { openNatsQueue } from '../nats/index.ts';
import { DEFAULT_GENERATE_MEMORY } from '../make/index.ts';
import { makeDirectory } from '../table/index.ts';
import { formatBytes, formatSeconds } from '../text/format.ts';
import { buildId } from './build-id.ts';
import { isGamePath } from './game-argument.ts';
import { parseBytes, parseSeconds, parseThreads, print, threadsOption } from './options.ts';
import { queueOption, queueToken } from './queue-option.ts';
import { type WorkerAnswer, whereabouts } from './queue-answers.ts';
import { QueueWorker, type QueueWorkerOptions } from './queue-worker.ts';
import { type NamedGame, namedGame, type TableTask } from './table-task.ts';
import { WorkerTables } from './worker-tables.ts';

interface WorkerFlags {
  readonly queue: string;
  readonly game: readonly string[];
  readonly workers: number;
  readonly memory: number;
  readonly threads: number;
  readonly dir: string;
  readonly cache: number;
  readonly patience: number;
  readonly idle?: number;
}

const DEFAULT_CACHE = 10_000_000_000;

/** `endgame worker`: makes tables for `endgame generate --queue` on another machine. */
export function registerWorker(command: Command): void {
  command
    .addOption(queueOption('the queue to work for').makeOptionMandatory())
    .addOption(
      new Option('--game <module>', 'path of a module with a game of your own that jobs may name; may be repeated')
        .argParser((path: string, paths: readonly string[]) => [...paths, gamePath(path)])
        .default([], 'those of the toolkit'),
    )
    .addOption(new Option('--workers <n>', 'tables that are made at the same time').argParser(parseThreads).default(1))
    .option(
      '--memory <bytes>',
      'most memory that the analysis may use, that of all tables at the same time together',
      parseBytes,
      DEFAULT_GENERATE_MEMORY,
    )
    .addOption(threadsOption())
    .option('--dir <directory>', 'where tables are kept that were fetched or made', 'worker-tables')
    .option('--cache <bytes>', 'most bytes of these tables; those used longest ago go', parseBytes, DEFAULT_CACHE)
    .option('--patience <seconds>', 'give a table up that shows no progress for so long', parseSeconds, 600)
    .option('--idle <seconds>', 'end when no job has come for so long; default: never', parseSeconds)
    .action(async (flags: WorkerFlags) => {
      const named = await Promise.all(flags.game.map(namedGame));
      const build = buildId();
      const queue = await openNatsQueue(flags.queue, { build, token: queueToken() });
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
      const memory = Math.floor(flags.memory / flags.workers);
      const tables = new WorkerTables(flags.dir, flags.cache);
      let made = 0;
      const options: QueueWorkerOptions = {
        build,
        directory: flags.dir,
        tables,
        gameOf: async (task) => await knownGame(task, named),
        memory,
        threads: flags.threads,
        patience: flags.patience,
        idle: flags.idle,
        signal: stop.signal,
        onMade: (table, bytes, seconds) => {
          made++;
          print(`${table}: ${formatBytes(bytes)} in ${formatSeconds(seconds)}`);
        },
        onTrouble: (what) => process.stderr.write(`${what}\n`),
      };
      const workers = Array.from({ length: flags.workers }, () => new QueueWorker(queue, options));
      queue.answer((): WorkerAnswer => {
        const working = workers.flatMap((worker) => worker.inProgress ?? []);
        return { kind: 'worker', where: whereabouts(), slots: workers.length, memory, working };
      });
      try {
        makeDirectory(flags.dir);
        print(`working for ${queue.name}`);
        await Promise.all(workers.map((worker) => worker.work()));
      } catch (error) {
        stop.abort();
        throw error;
      } finally {
        tables.close();
        await queue.close();
      }
      print(`${made} made`);
    });
}

/** Returns the game of a task: one of the toolkit, or one that the command line names and that has the same rules. */
async function knownGame({ game }: TableTask, named: readonly NamedGame[]): Promise<NamedGame | undefined> {
  const own = named.find(({ known }) => known.id === game.id);
  // An id of the toolkit loads a module of the toolkit. What a job says is never taken for a path.
  const found = own ?? (isGamePath(game.id) ? undefined : await namedGame(game.id).catch(unknownGame));
  const { version, module } = found?.known ?? {};
  return version === game.version && module === game.module ? found : undefined;
}

function unknownGame(error: unknown): undefined {
  if (error instanceof EndgameError && error.code === 'E_GAME_UNKNOWN') return;
  throw error;
}

function gamePath(path: string): string {
  if (!isGamePath(path)) throw new InvalidArgumentError('Write the path of a module, such as ./my-game.mjs.');
  return path;
}
