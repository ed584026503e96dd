import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { chess } from '../../games/chess.ts';
import { EndgameError } from '../game/errors.ts';
import { oneLine } from '../game/one-line.ts';
import { type Annotated, annotatePgn } from '../review/annotate.ts';
import { inputName } from '../review/input.ts';
import { appraiserOf, defaultMemory, Solver } from '../solve/index.ts';
import { AtomicFile } from '../table/index.ts';
import { formatCount } from '../text/format.ts';
import { TextTable } from '../text/text-table.ts';
import { openTables, packOption, type TablesFlags } from './open-tables.ts';
import { directoryOption, interruptSignal, parseBytes, parseSeconds, threadsFor, threadsOption } from './options.ts';
import { ProgressReport } from './progress.ts';

interface Flags extends TablesFlags {
  readonly men: number;
  readonly seconds: number;
  readonly memory?: number;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const MOST_MEN = 32;
const DEFAULT_MEN = 4;
const DEFAULT_SECONDS = 5;

/** `endgame annotate`: writes the exact values of positions into a PGN, and says who lost what. */
export function registerAnnotate(command: Command): void {
  command
    .argument('<file>', 'chess games in PGN, packed by gzip, zstd, bzip2, xz or zip too; "-" is standard input')
    .option(
      '--men <n>',
      'most men of a position that is valued; with 5, a class takes up to minutes when it first comes',
      parseMost,
      DEFAULT_MEN,
    )
    .option(
      '--seconds <n>',
      'time for each position; one that takes longer stays as it is',
      parseSeconds,
      DEFAULT_SECONDS,
    )
    .option(
      '--memory <bytes>',
      'memory for computing and for cached values (default: half of what is free, at most 1 GB)',
      parseBytes,
    )
    .addOption(directoryOption())
    .addOption(packOption())
    .addOption(threadsOption())
    .option('--out <file>', 'file to write the games to; default: standard output, and the summary to standard error')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, flags: Flags) => {
      const signal = interruptSignal();
      const progress = new ProgressReport();
      const memory = flags.memory ?? defaultMemory();
      const solver = new Solver({
        game: chess,
        store: openTables(flags, memory),
        memory,
        threads: threadsFor(chess, flags),
      });
      const out = flags.out === undefined ? undefined : new AtomicFile(flags.out);
      try {
        const annotated = await annotatePgn(file, {
          men: flags.men,
          appraiser: appraiserOf(solver, flags.seconds * 1000, signal),
          write: out === undefined ? writeOut : async (bytes) => out.write(bytes),
          onProgress: (games, bytes, size) =>
            progress.update(`${formatCount(games)} games`, size > 0 ? bytes / size : 0),
          signal,
        });
        progress.stop();
        report(file, annotated, flags, out);
      } finally {
        progress.stop();
        out?.abandon();
        solver.close();
      }
    });
}

const HELP = `
Behind a move: {[%eval #9] [%tb 1-0,dtm=17,dtz=3]} says the mate as other programs show it, the result of best
play, the plies to mate and to the next capture or pawn move. $1 (!) is the only move that keeps a win or a
draw, $2 (?) loses half a point, $4 (??) a whole one. The 50-move rule is left out of account.`;

function parseMost(text: string): number {
  const men = Number(text);
  if (!/^\d{1,2}$/.test(text) || men < 2 || men > MOST_MEN)
    throw new InvalidArgumentError(`Write a whole number from 2 to ${MOST_MEN}.`);
  return men;
}

async function writeOut(bytes: Uint8Array): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
}

/**
 * Reports what was annotated, and gives the file its name.
 * @throws EndgameError E_FILE if no game could be read, or if compressed data break off
 */
function report(file: string, annotated: Annotated, { out: path, json }: Flags, out: AtomicFile | undefined): void {
  const { games, problems, damage } = annotated;
  const name = inputName(file);
  if (damage !== undefined) throw new EndgameError('E_FILE', `${name}: ${damage}`, 'fetch or pack the file again');
  if (games === 0) {
    const why = problems[0] ?? 'no games found';
    throw new EndgameError(
      'E_FILE',
      `${name}: no game can be read: ${why}`,
      'name a PGN file with legal games of chess',
    );
  }
  out?.commit();
  for (const problem of problems) process.stderr.write(`${oneLine(`skipped ${problem}`)}\n`);
  const stream = path === undefined ? process.stderr : process.stdout;
  stream.write(`${json ? JSON.stringify(annotated) : describe(annotated)}\n`);
}

function describe({ games, skipped, positions, unknown, players }: Annotated): string {
  const table = new TextTable({
    head: ['player', 'class', 'half-moves', '!', '? win lost', '? draw lost', '??'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const each of players) {
    const counts = [each.judged, each.only, each.lostWins, each.lostDraws, each.blunders].map(formatCount);
    table.push([printable(each.player), each.material, ...counts]);
  }
  const left = unknown > 0 ? `, ${formatCount(unknown)} within reach not found` : '';
  const sum = `${formatCount(games)} ${games === 1 ? 'game' : 'games'}, ${formatCount(skipped)} skipped, ${formatCount(positions)} positions valued${left}`;
  return players.length > 0 ? `${table.toString()}\n${sum}` : sum;
}

/** Returns a name of the file as the terminal may show it. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, '?');
}
