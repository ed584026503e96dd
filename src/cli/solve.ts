import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { type Game, Position } from '../game/index.ts';
import type { EngineId } from '../engines/index.ts';
import {
  type Answer,
  DEFAULT_MEMORY,
  type MoveAnswer,
  openSolver,
  Solver,
  type SolverKind,
  SOLVERS,
} from '../solve/index.ts';
import { cacheBeside, TableStore } from '../table/index.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import {
  DEFAULT_DIRECTORY,
  describeFailure,
  directoryOption,
  engineOption,
  interruptSignal,
  parseBytes,
  parseSeconds,
  print,
  threadsOption,
} from './options.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { ProgressReport } from './progress.ts';

interface SolveFlags {
  readonly dir: string;
  readonly solver: SolverKind;
  readonly budget: number;
  readonly plan?: string;
  readonly metric?: 'dtm' | 'wdl';
  readonly seconds?: number;
  readonly engine?: EngineId;
  readonly threads: number;
  readonly file?: string;
  readonly json?: boolean;
}

/** Stands for the initial position of the game. */
const START = 'start';
/** Seconds for an example whose slice is too large for tables. */
const EXAMPLE_SECONDS = 10;

/** `endgame solve`: prints the value of a position, its moves, a line, and where the answer comes from. */
export function registerSolve(program: Command): void {
  program
    .command('solve')
    .description('print the exact value of a position, every legal move with its value, and a line of best play')
    .argument('<game>', GAME_ARGUMENT)
    .argument(
      '[position...]',
      'in the notation of the game (chess: a FEN), or "start" for the initial position; default: an example',
    )
    .addOption(directoryOption())
    .addOption(
      new Option('--solver <solver>', 'lookup: tables only; compute: no tables; hybrid: both')
        .choices(SOLVERS)
        .default('hybrid'),
    )
    .option('--budget <bytes>', 'memory for computing and for cached values', parseBytes, DEFAULT_MEMORY)
    .addOption(
      new Option(
        '--metric <metric>',
        'dtm: with distances; wdl: outcomes alone, in half the time and a third of the memory (default: dtm, or the metric of the plan)',
      ).choices(['dtm', 'wdl']),
    )
    .option('--plan <file>', 'use the tables of a plan and no others, and its costs')
    .option(
      '--seconds <n>',
      'time for a position that is too large for tables (default: 60 for pawn endings with metric wdl; other positions need this option)',
      parseSeconds,
    )
    .addOption(engineOption())
    .addOption(threadsOption())
    .option('--file <file>', 'many positions, one per line; "-" is standard input')
    .option('--json', 'print one JSON object per position, each on a line')
    .action(async (gameId: string, words: string[], flags: SolveFlags) => {
      const game = await gameNamed(gameId);
      const solver = await openedBy(game, flags);
      const isExample = flags.file === undefined && words.length === 0 && game.example !== undefined;
      const position = positionOf(game, words);
      const progress = new ProgressReport();
      const signal = interruptSignal();
      const answer = async (text: string): Promise<Answer> => {
        try {
          return await solver.query(text, {
            moves: true,
            line: true,
            signal,
            seconds: flags.seconds ?? (isExample ? EXAMPLE_SECONDS : undefined),
            onProgress: ({ slice, phase, share }) => progress.update(`solving ${slice} (${phase})`, share),
          });
        } finally {
          progress.stop();
        }
      };
      try {
        if (flags.file === undefined) {
          const found = await answer(position);
          if (isExample && !flags.json) print(`An example; the start is asked by "endgame solve ${gameId} start".\n`);
          print(flags.json ? toJson(found) : describe(game, found));
        } else
          await solveFile(flags.file, async (line) => {
            const found = await answer(line);
            print(flags.json ? toJson(found) : `${found.position}: ${summary(game, found)}`);
          });
      } finally {
        solver.close();
      }
    });
}

/** The position that the words name. */
function positionOf(game: Game, words: readonly string[]): string {
  if (words.length === 0) return game.example ?? game.initial;
  const text = words.join(' ');
  return text === START ? game.initial : text;
}

async function openedBy(game: Game, flags: SolveFlags): Promise<Solver> {
  const { solver, budget: memory, plan, metric, engine, threads } = flags;
  const pack = openPack(flags);
  if (plan === undefined) return new Solver({ game, solver, pack, memory, metric, engine, threads });
  if (solver !== 'hybrid') {
    throw new EndgameError('E_USAGE', `the ${solver} solver takes no plan`, 'leave out --solver or --plan');
  }
  return await openSolver({ game, plan, store: pack, memory, metric, engine, threads });
}

/** Opens the store. The hybrid solver works without any table, so only a directory that was named must exist. */
function openPack(flags: SolveFlags): TableStore | undefined {
  if (flags.solver === 'compute') return undefined;
  try {
    return TableStore.open(flags.dir, { cache: cacheBeside(flags.budget) });
  } catch (error) {
    if (flags.solver === 'hybrid' && flags.dir === DEFAULT_DIRECTORY) return undefined;
    throw error;
  }
}

/** Solves line by line. A bad line is reported with its number, and the others are still answered. */
async function solveFile(file: string, each: (line: string) => Promise<void>): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const opened = new Promise<never>((_, reject) => {
    input.once('error', (cause: Error) =>
      reject(
        new EndgameError(
          'E_FILE',
          `cannot read ${file}: ${cause.message}`,
          'name a readable text file, one position per line',
          { cause },
        ),
      ),
    );
  });
  opened.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  let number = 0;
  for (;;) {
    const next = await Promise.race([lines.next(), opened]);
    if (next.done) return;
    number++;
    const line = next.value.trim();
    if (line === '' || line.startsWith('#')) continue;
    try {
      await each(line);
    } catch (error) {
      const failure = describeFailure(error);
      if (!failure || (error as EndgameError).code === 'E_ABORTED') throw error;
      process.stderr.write(`${file}:${number}: ${failure.line}\n`);
      process.exitCode = failure.exitCode;
    }
  }
}

/** Formats an answer as JSON, without the internal number of a value, which means nothing outside. */
function toJson(answer: Answer): string {
  return JSON.stringify({ ...answer, value: undefined });
}

function summary(game: Game, answer: Pick<Answer, 'outcome' | 'plies' | 'score'>): string {
  if (game.domain.name === 'score') return `score ${answer.score}`;
  if (answer.outcome === 'draw' || answer.plies === undefined) return answer.outcome;
  return `${answer.outcome} in ${answer.plies} plies`;
}

function describe(game: Game, answer: Answer): string {
  const p = new Position(game.schema);
  game.parse(p, answer.position);
  const lines = [game.draw(p), '', `The side to move: ${summary(game, answer)}.`];
  if (answer.moves.length > 0) {
    lines.push('', 'Moves, best first (values for the player then to move):');
    const width = Math.max(...answer.moves.map((move) => nameOf(move).length));
    for (const move of answer.moves)
      lines.push(`  ${nameOf(move).padEnd(width)}  ${summary(game, move)}${gains(move)}`);
  }
  const line = answer.lineSan ?? answer.line;
  if (line.length > 0) lines.push('', `Line: ${line.join(' ')}`);
  const { source, table, bytesRead, positionsExpanded, slicesSolved, ms, warnings } = answer.provenance;
  const from = {
    rules: 'the rules: the game is over',
    table: `table ${table}`,
    cache: `slice ${table}, computed before`,
    computed: `slice ${table}, computed`,
  };
  const cost = [
    bytesRead > 0 ? `${formatBytes(bytesRead)} read` : '',
    slicesSolved.length > 0 ? `${formatCount(positionsExpanded)} positions solved (${slicesSolved.join(', ')})` : '',
    `${ms.toFixed(ms < 10 ? 2 : 0)} ms`,
  ].filter((text) => text !== '');
  lines.push('', `From ${from[source]}; ${cost.join(', ')}.`);
  for (const warning of warnings) lines.push(`Warning: ${warning}; computed instead.`);
  return lines.join('\n');
}

/** Returns what a move gains beside the position that it leads to. */
function gains({ points, again }: MoveAnswer): string {
  return `${points === undefined ? '' : `, scoring ${points}`}${again ? ', the same player moves again' : ''}`;
}

function nameOf(move: MoveAnswer): string {
  return move.san ?? move.move;
}
