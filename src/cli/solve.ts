import { type Command, Option } from 'commander';
import { abortError, EndgameError, isAborted, isEndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { type Metric, METRICS } from '../game/values.ts';
import type { EngineId } from '../engines/index.ts';
import { readLines } from '../review/lines.ts';
import {
  type Answer,
  type Bounded,
  defaultMemory,
  describeAnswer,
  DRAWN_SECONDS,
  type MoveAnswer,
  openSolver,
  saysNothing,
  Solver,
  type SolverKind,
  SOLVERS,
  type Worth,
  worthText,
} from '../solve/index.ts';
import { cacheBeside, type KeptDirectory, OUTCOMES_PACKAGE, shippedOutcomes, type TableStore } from '../table/index.ts';
import { shippedPlan } from './shipped-plan.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { addKeepOptions, type KeepFlags, openKept } from './keep.ts';
import { openSyzygy, openTables, packOption, syzygyOption, type TablesFlags } from './open-tables.ts';
import {
  directoryOption,
  engineOption,
  interruptSignal,
  parseBytes,
  parseSeconds,
  print,
  threadsFor,
  threadsOption,
} from './options.ts';
import { ProgressReport } from './progress.ts';

interface SolveFlags extends TablesFlags, KeepFlags {
  readonly solver: SolverKind;
  readonly memory?: number;
  readonly budget?: number;
  readonly syzygy?: readonly string[];
  readonly plan?: string;
  readonly bytes?: number;
  readonly metric?: Metric;
  readonly seconds?: number;
  readonly engine?: EngineId;
  readonly threads?: number;
  readonly file?: string;
  readonly json?: boolean;
}

/** Stands for the initial position of the game. */
const START = 'start';
/** Most seconds for distances, if neither they nor a time was asked. */
const DISTANCE_SECONDS = 60;
/** Most moves that are named before the answer is there. */
const MOST_NAMED = 6;
/** Seconds for an example whose slice is too large for tables. */
const EXAMPLE_SECONDS = 10;

/** `endgame solve`: prints the value of a position, its moves, a line, and where the answer comes from. */
export function registerSolve(command: Command): void {
  addKeepOptions(command)
    .argument('<game>', GAME_ARGUMENT)
    .argument(
      '[position...]',
      'in the notation of the game (chess: a FEN), or "start" for the initial position; default: an example',
    )
    .addOption(directoryOption())
    .addOption(packOption())
    .addOption(syzygyOption())
    .addOption(
      new Option('--solver <solver>', 'lookup: tables only; compute: no tables; hybrid: both')
        .choices(SOLVERS)
        .default('hybrid'),
    )
    .option(
      '--memory <bytes>',
      'memory for computing and for cached values (default: half of what is free, at most 1 GB)',
      parseBytes,
    )
    .addOption(new Option('--budget <bytes>', 'the old name of --memory').argParser(parseBytes).hideHelp())
    .addOption(
      new Option(
        '--metric <metric>',
        'dtm: plies to the end; dtz: to the next capture or pawn move; wdl: the outcome alone; wdl50: the outcome under the 50-move rule (default: that of the plan, else all that can be told; with --file the outcome)',
      ).choices(METRICS),
    )
    .option('--plan <file>', 'use the tables of a plan and no others, and its costs')
    .addOption(
      new Option(
        '--bytes <bytes>',
        'use the tables that come with the toolkit and are worth most in so many bytes, and no others: the best plan for the questions of its profile',
      )
        .argParser(parseBytes)
        .conflicts('plan'),
    )
    .option(
      '--seconds <n>',
      `most time for the value of each position (default: as long as it takes; ${DISTANCE_SECONDS} for distances beside the outcome of chess, ${DRAWN_SECONDS} for those of the moves of a draw; 60 for what is too large for tables)`,
      parseSeconds,
    )
    .addOption(engineOption())
    .addOption(threadsOption())
    .option('--file <file>', 'many positions, one per line, also compressed; "-" is standard input')
    .option('--json', 'print one JSON object per position or error, each on a line')
    .action(async (gameId: string, words: string[], flags: SolveFlags) => {
      const game = await gameNamed(gameId);
      const file = flags.file ?? (words.length === 1 && words[0] === '-' ? '-' : undefined);
      const kept = openKept(flags);
      const solver = await openedBy(game, flags, file !== undefined, kept);
      const isExample = file === undefined && words.length === 0 && game.example !== undefined;
      const isSpoken = file === undefined && flags.json !== true;
      const progress = new ProgressReport();
      const signal = interruptSignal();
      const answer = async (text: string, full: boolean): Promise<Answer | Bounded> => {
        try {
          const found = await solver.query(text, {
            bounds: true,
            moves: full,
            line: full,
            signal,
            seconds: flags.seconds ?? (isExample ? EXAMPLE_SECONDS : undefined),
            distanceSeconds: flags.seconds === undefined ? DISTANCE_SECONDS : undefined,
            onOutcome: isSpoken ? (worth) => progress.announce(early(worth)) : undefined,
            onRanked: isSpoken ? (worth, moves) => progress.announce(early(worth, moves)) : undefined,
            onProgress: ({ slice, phase, share }) => progress.update(`solving ${slice} (${phase})`, share),
          });
          if (!found.exact) refuseIfNothing(found, signal);
          return found;
        } finally {
          progress.stop();
        }
      };
      /** Prints one line, for an answer or for the error. */
      const printLine = async (
        text: string,
        lineOf: (found: Answer | Bounded) => string,
        full: boolean,
      ): Promise<void> => {
        try {
          print(lineOf(await answer(text, full)));
        } catch (error) {
          print(failureLine(text, error, flags.json === true));
        }
      };
      try {
        if (file === undefined) {
          const position = positionOf(game, words);
          if (flags.json) return await printLine(position, toJson, true);
          const found = await answer(position, true);
          if (isExample) print(`An example; the start is asked by "endgame solve ${gameId} start".\n`);
          print(describeAnswer(game, found));
          const missing = leftOut(game, found, flags);
          if (missing !== undefined) print(missing);
        } else {
          const full = flags.json === true && flags.metric !== undefined;
          const text = (found: Answer | Bounded): string => `${found.input}: ${worthText(found)}`;
          for await (const { text: line } of readLines(file, { signal })) {
            const asked = line.trim();
            if (asked === '' || asked.startsWith('#')) continue;
            await printLine(asked, flags.json ? toJson : text, full);
          }
        }
      } finally {
        solver.close();
        kept?.close();
      }
    });
}

/**
 * Refuses bounds that tell nothing.
 * @throws EndgameError E_ABORTED, or what ended the work
 */
function refuseIfNothing({ game, provenance, bounds, limit }: Bounded, signal: AbortSignal): void {
  if (signal.aborted) throw abortError(`${game} ${provenance.table}`);
  if (limit !== undefined && saysNothing(bounds)) throw new EndgameError(limit.code, limit.message, limit.hint);
}

/** Says what is known of a position before its distances are: who wins, and by which moves. */
function early(worth: Worth, moves: readonly MoveAnswer[] = []): string {
  const best = moves.filter((move) => worthText(move) === worthText(moves[0]));
  const names = best.slice(0, MOST_NAMED).map(({ move, san }) => san ?? move);
  const others = best.length > MOST_NAMED ? ` and ${best.length - MOST_NAMED} others` : '';
  const by = best.length === moves.length ? '' : `, by ${names.join(', ')}${others}`;
  const distances =
    worth.outcome === 'draw' ? 'Distances of its moves' : worth.dtz === undefined ? 'Distances' : 'Distances to mate';
  return `The side to move: ${worthText(worth)}${by}. ${distances} take a while; Ctrl-C leaves them out.`;
}

/** Says which distances are left out that nobody declined; undefined if none is. */
function leftOut({ chessmen }: Game, found: Answer | Bounded, { metric, plan, bytes }: SolveFlags): string | undefined {
  const isAsked = chessmen !== undefined && metric === undefined && plan === undefined && bytes === undefined;
  if (!isAsked || !found.exact || found.dtm !== undefined) return undefined;
  const what = found.dtz === undefined && found.dtzRounded === undefined ? 'Distances' : 'The distance to mate';
  return `${what} would take more time or memory: --seconds and --memory give more.`;
}

/**
 * Returns the line for a question without an answer, and sets the exit code. An interruption and programmers' mistakes
 * are thrown again.
 */
function failureLine(input: string, error: unknown, json: boolean): string {
  if (!isEndgameError(error) || isAborted(error)) throw error;
  const { code, message, hint } = error;
  process.exitCode = 1;
  return json ? JSON.stringify({ input, error: { code, message, hint } }) : `${input}: ${code}: ${message}; ${hint}`;
}

/** The position that the words name. */
function positionOf(game: Game, words: readonly string[]): string {
  if (words.length === 0) return game.example ?? game.initial;
  const text = words.join(' ').trim();
  return text === START ? game.initial : text;
}

async function openedBy(
  game: Game,
  flags: SolveFlags,
  isBatch: boolean,
  keep: KeptDirectory | undefined,
): Promise<Solver> {
  const { solver, bytes, engine } = flags;
  const threads = threadsFor(game, flags);
  const memory = flags.memory ?? flags.budget ?? defaultMemory();
  if (flags.plan !== undefined && solver !== 'hybrid') {
    throw new EndgameError('E_USAGE', `the ${solver} solver takes no plan`, 'leave out --solver or --plan');
  }
  if (bytes !== undefined && (solver !== 'hybrid' || !flags.pack)) {
    const what = '--bytes plans which tables to use';
    throw new EndgameError('E_USAGE', what, 'leave it out, or leave out --solver and --no-pack');
  }
  const plan = bytes === undefined ? flags.plan : await shippedPlan(game, bytes);
  // A plan counts the bytes of its tables, so no others join them.
  const tables: TablesFlags = { dir: flags.dir, pack: flags.pack && plan === undefined };
  const own = (): TableStore | undefined =>
    solver === 'compute' ? undefined : openTables(tables, memory, solver === 'lookup' && flags.syzygy === undefined);
  const store = bytes === undefined ? own() : shippedOutcomes({ cache: cacheBeside(memory) });
  if (bytes !== undefined && store === undefined) {
    const what = '--bytes needs the tables that come with the toolkit';
    throw new EndgameError('E_FILE', what, `"npm install ${OUTCOMES_PACKAGE}" brings them`);
  }
  const syzygy = openSyzygy(flags.syzygy, memory);
  if (plan === undefined) {
    // Many positions are asked for their outcomes, which a kernel finds sooner than distances.
    const outcomes = isBatch && game.chessmen !== undefined && engine !== 'generic' ? 'wdl' : undefined;
    return new Solver({ game, solver, store, syzygy, memory, metric: flags.metric ?? outcomes, engine, threads, keep });
  }
  return await openSolver({ game, plan, store, syzygy, memory, metric: flags.metric, engine, threads, keep });
}

function toJson(answer: Answer | Bounded): string {
  return JSON.stringify(answer);
}
