import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { gameOf, games } from '../../games/index.ts';
import { ROOT } from '../bundle/root.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { oneLine } from '../game/one-line.ts';
import { type Plan, readPlan } from '../plan/plan.ts';
import { Listener, Service, Solvers } from '../serve/index.ts';
import { defaultMemory, openSolver, Solver } from '../solve/index.ts';
import { openSyzygy, openTables, packOption, syzygyOption, type TablesFlags } from './open-tables.ts';
import { directoryOption, parseBytes, parseCount, parsePort, parseSeconds, print } from './options.ts';

interface ServeFlags extends TablesFlags {
  readonly host: string;
  readonly port: number;
  readonly syzygy?: readonly string[];
  readonly plan?: readonly string[];
  readonly memory?: number;
  readonly cache: number;
  readonly deadline: number;
  readonly computing: number;
  readonly waiting: number;
  readonly perClient: number;
  readonly trustProxy?: boolean;
  readonly site?: string;
}

/** The explorer, as `npm run web` builds it in a checkout. */
const EXPLORER = join(ROOT, '..', 'dist-web');

/** Games besides chess whose solvers stay open without a question. */
const OPEN_GAMES = 4;
/** Milliseconds for replies in progress when the service is told to end. */
const GRACE_MS = 5000;

/** `endgame serve`: answers over HTTP. */
export function registerServe(command: Command): void {
  command
    .argument('[game...]', 'the games to serve, by their ids (default: all)')
    .option('--host <address>', 'the address to listen on; 0.0.0.0 lets other machines ask', '127.0.0.1')
    .addOption(new Option('--port <n>', 'the port; 0 takes any that is free').argParser(parsePort).default(8080))
    .addOption(directoryOption())
    .addOption(packOption())
    .addOption(syzygyOption())
    .addOption(
      new Option(
        '--plan <file>',
        'answer a game with the tables of a plan and no others; once for each game',
      ).argParser((file: string, before: readonly string[] | undefined) => [...(before ?? []), file]),
    )
    .option(
      '--memory <bytes>',
      'memory for computing chess and for its cached values; other games take up to half as much beside it (default: half of what is free, at most 1 GB)',
      parseBytes,
    )
    .addOption(
      new Option('--cache <bytes>', "memory for texts of answers in lichess' form; 0 for none")
        .argParser(parseBytes)
        .default(32_000_000, '32MB'),
    )
    .addOption(new Option('--deadline <seconds>', 'most time for a question').argParser(parseSeconds).default(10))
    .addOption(new Option('--computing <n>', 'most questions computed at once').argParser(parseCount).default(4))
    .addOption(
      new Option('--waiting <n>', 'most that wait; others are refused with 503').argParser(parseCount).default(64),
    )
    .addOption(
      new Option('--per-client <n>', 'most of one client that are computed or wait; others are refused with 429')
        .argParser(parseCount)
        .default(16),
    )
    .option(
      '--site <folder>',
      "a site to serve beside the answers (default: the checkout's explorer, once it is built)",
    )
    .option('--trust-proxy', 'tell clients apart by the last address in X-Forwarded-For')
    .action(async (ids: string[], flags: ServeFlags) => {
      const served = gamesNamed(ids);
      const plans = await readPlans(flags.plan ?? [], served);
      const memory = flags.memory ?? defaultMemory();
      const chess = served.find(({ id }) => id === 'chess');
      const standard = chess && { game: chess, solver: chessSolver(chess, flags, memory) };
      const solvers = solversOf(flags, plans, memory, standard);
      const service = new Service({
        games: served,
        solvers,
        standard,
        plans: [...plans.values()],
        limits: {
          slots: flags.computing,
          places: flags.waiting,
          perClient: flags.perClient,
          deadline: 1000 * flags.deadline,
        },
        cacheBytes: flags.cache,
        gauges: [
          { name: 'process_resident_memory_bytes', help: 'Resident memory.', read: () => process.memoryUsage.rss() },
          { name: 'process_uptime_seconds', help: 'Seconds since the start.', read: () => process.uptime() },
        ],
        onWarning: (text) => process.stderr.write(`endgame: ${oneLine(text)}\n`),
      });
      const { host, port, trustProxy = false } = flags;
      const site = siteIn(flags.site);
      const listener = new Listener(service, { host, port, trustProxy, onFault, site });
      const asked = endAsked();
      print(`listening on ${await listener.listen()}`);
      if (site !== undefined) print(`with the site in ${site}`);
      await asked;
      await listener.close(GRACE_MS);
      solvers.close();
      standard?.solver.close();
    });
}

/**
 * Returns the folder of the site, if there is one.
 * @throws EndgameError E_FILE if the folder that was named has no site
 */
function siteIn(folder: string | undefined): string | undefined {
  const hasPage = existsSync(join(folder ?? EXPLORER, 'index.html'));
  if (folder !== undefined && !hasPage) {
    throw new EndgameError(
      'E_FILE',
      `${folder} has no index.html`,
      'build the explorer with "npm run web" in a checkout',
    );
  }
  return hasPage ? (folder ?? EXPLORER) : undefined;
}

/** @throws EndgameError E_GAME_UNKNOWN */
function gamesNamed(ids: readonly string[]): readonly Game[] {
  const wanted = new Set(ids.map((id) => gameOf(id)));
  return wanted.size === 0 ? games : games.filter((game) => wanted.has(game));
}

/** @throws EndgameError E_USAGE if two plans are for one game, or one is for none that is served */
async function readPlans(files: readonly string[], served: readonly Game[]): Promise<ReadonlyMap<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const file of files) {
    const plan = await readPlan(file);
    if (plans.has(plan.game)) {
      throw new EndgameError('E_USAGE', `${file} is a second plan for ${plan.game}`, 'give one for each game');
    }
    if (!served.some(({ id }) => id === plan.game)) {
      throw new EndgameError('E_USAGE', `${file} is a plan for ${plan.game}, which is not served`, 'name its game');
    }
    plans.set(plan.game, plan);
  }
  return plans;
}

/** Opens the solver that tells all of a chess position; plans are for less. */
function chessSolver(game: Game, flags: ServeFlags, memory: number): Solver {
  return new Solver({ game, store: openTables(flags, memory), syzygy: openSyzygy(flags.syzygy, memory), memory });
}

function solversOf(
  flags: ServeFlags,
  plans: ReadonlyMap<string, Plan>,
  memory: number,
  standard: { readonly game: Game; readonly solver: Solver } | undefined,
): Solvers {
  const share = memory / 2 / OPEN_GAMES;
  const open = async (game: Game): Promise<Solver> => {
    const plan = plans.get(game.id);
    // A plan counts the bytes of its tables, so no others join them.
    const store = openTables({ dir: flags.dir, pack: flags.pack && plan === undefined }, share);
    return plan === undefined
      ? new Solver({ game, store, memory: share })
      : await openSolver({ game, plan, store, memory: share });
  };
  const isShared = standard !== undefined && !plans.has('chess');
  return new Solvers(open, OPEN_GAMES, new Map(isShared ? [['chess', standard.solver]] : []));
}

/** Resolves at the first request to end; a second one ends the process as usual. */
function endAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function onFault(error: unknown): void {
  process.stderr.write(`endgame: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
