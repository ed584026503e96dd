import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type * as ArenaModule from '../arena/index.ts';
import { oneLine } from '../game/one-line.ts';
import { EndgameError } from '../game/errors.ts';
import { readProfile } from '../plan/profile.ts';
import { hasChessmen } from '../specialize/chessmen.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import { fileFailure } from '../table/failure.ts';
import { makeDirectory } from '../table/index.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { type Men, parseMen, tablesWithMen } from './men.ts';
import { openSyzygy } from './open-tables.ts';
import { interruptSignal, parseBytes, parseCount, parseSeconds, print } from './options.ts';
import { ProgressReport } from './progress.ts';

interface ArenaFlags {
  readonly men?: Men;
  readonly tables?: readonly string[];
  readonly pgn?: string;
  readonly syzygy?: string;
  readonly distance?: true;
  readonly sessions?: number;
  readonly rounds?: number;
  readonly seconds: number;
  readonly memory: number;
  readonly secret?: string;
  readonly commit?: string;
  readonly make?: string;
  readonly study?: string;
  readonly out?: string;
  readonly json?: true;
}

const USUAL_MEN: Men = { least: 3, most: 4 };
const USUAL_ROUNDS = 5;
/** Bytes of a cache of Syzygy's files. */
const MEMORY = 256_000_000;

/** `endgame arena`: programs of anybody answer positions and are judged. */
export function registerArena(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument('[entries...]', 'directories, each with an executable "run" and an "entry.json" that says its role')
    .addOption(
      new Option('--men <n>', 'chess: ask positions with so many men, such as 4 or 3-5 (default: 3-4)')
        .argParser(parseMen)
        .conflicts('tables'),
    )
    .option('--tables <classes>', 'chess: ask positions of these classes, such as KPvK,KQvKR', parseNames)
    .option(
      '--syzygy <directory>',
      "chess: compare right answers with Syzygy's files, and ask no class that has none there",
    )
    .option('--pgn <file>', 'chess: ask positions of these games, not of random moves')
    .option('--distance', 'ask for plies to the end too')
    .option('--sessions <n>', 'games that are drawn, each of up to 24 questions (default: 10)', parseCount)
    .option('--rounds <n>', 'times that every session is asked (default: 5, the fewest)', parseCount)
    .option('--seconds <n>', 'most seconds by the clock for one answer', parseSeconds, 60)
    .option('--memory <bytes>', 'most memory of an entry, all its processes together', parseBytes, 2e9)
    .option('--commit <file>', 'write a new secret to a file, print its hash to publish, and do no more')
    .addOption(
      new Option('--secret <file>', 'draw the questions from this secret (default: a new one)').conflicts('commit'),
    )
    .option('--make <directory>', 'make entries there that come with the arena, and do no more')
    .option('--study <file>', 'a study.json: judge its games too, and show the arena beside them in the map')
    .option(
      '--out <directory>',
      'write log.jsonl (all that was asked, answered and measured), arena.json and map.svg there',
    )
    .option('--json', 'print the verdict as JSON')
    .action(async (gameId: string, paths: string[], flags: ArenaFlags) => {
      const specialization = specialize(await gameNamed(gameId));
      const tables = tablesOf(specialization, flags);
      const arena = await load();
      if (flags.commit !== undefined) return commit(arena, flags.commit);
      if (flags.make !== undefined) return await make(arena, specialization, tables, flags.make, flags);
      await hold(arena, specialization, tables, paths, flags);
    });
}

/** Writes a secret, for whoever wants to publish its hash before entries are handed in. */
function commit({ commitmentOf, newSecret }: typeof ArenaModule, path: string): void {
  const secret = newSecret();
  write(path, `${secret}\n`);
  print(commitmentOf(secret));
}

async function make(
  { makeEntries }: typeof ArenaModule,
  specialization: Specialization,
  tables: readonly string[] | undefined,
  directory: string,
  { syzygy, json }: ArenaFlags,
): Promise<void> {
  const progress = new ProgressReport();
  const made = await makeEntries({
    directory,
    specialization,
    tables,
    syzygy,
    command: [process.execPath, process.argv[1]],
    signal: interruptSignal(),
    onProgress: (what, share) => progress.update(what, share),
  }).finally(() => progress.stop());
  if (json) return print(JSON.stringify(made));
  print(
    made.map(({ name, why }) => `${join(directory, name)}${why === undefined ? '' : `: not made, ${why}`}`).join('\n'),
  );
}

async function hold(
  arena: typeof ArenaModule,
  specialization: Specialization,
  tables: readonly string[] | undefined,
  paths: readonly string[],
  flags: ArenaFlags,
): Promise<void> {
  const { game } = specialization;
  const { out, pgn, sessions = arena.USUAL_SESSIONS, rounds = USUAL_ROUNDS, seconds, memory } = flags;
  const study = flags.study === undefined ? undefined : arena.parseStudy(read(flags.study), flags.study);
  const secret = flags.secret === undefined ? arena.newSecret() : read(flags.secret).trim();
  const entries = arena.readEntries(paths);
  if (out !== undefined) makeDirectory(out);
  const progress = new ProgressReport();
  const profile = hasChessmen(game) ? await readProfile(arena.profilePath()) : undefined;
  const { log, confirmed } = await arena
    .holdArena({
      field: { specialization, tables, profile, pgn },
      asked: flags.distance ? 'distance' : 'outcome',
      entries,
      sessions,
      rounds,
      seconds,
      memory,
      secret,
      syzygy: openSyzygy(flags.syzygy === undefined ? undefined : [flags.syzygy], MEMORY),
      signal: interruptSignal(),
      onProgress: (what, share) => progress.update(what, share),
    })
    .finally(() => progress.stop());
  const verdict = arena.verdictOf(log);
  const panel = arena.arenaPanel(log);
  const [{ seed }] = arena.linesOf(log, 'reveal');
  const map = panel === undefined ? undefined : arena.mapOf(panel, study, seed);
  const whole = study === undefined ? undefined : map?.verdict.decision.word;
  const told = { ...verdict, confirmed, ...(whole === undefined ? {} : { whole }) };
  if (out !== undefined) {
    // Not before: it holds the right answers, and entries may look.
    write(join(out, arena.LOG_NAME), log.map((line) => `${JSON.stringify(line)}\n`).join(''));
    write(join(out, 'arena.json'), `${JSON.stringify(told, undefined, 2)}\n`);
    if (map !== undefined) write(join(out, 'map.svg'), map.svg);
  }
  if (flags.json) return print(JSON.stringify(told));
  print(arena.formatArena(verdict));
  if (flags.syzygy !== undefined) print(`Syzygy's files confirm ${confirmed} right answers.`);
  if (whole !== undefined) print(`With the games of ${oneLine(flags.study!)}: ${whole} over all.`);
  if (out !== undefined) print(`Log: ${join(out, arena.LOG_NAME)}`);
}

/**
 * Returns the tables whose positions are asked; undefined in games that begin at one position.
 * @throws EndgameError E_USAGE for options of chess in other games, or if no table is left
 */
function tablesOf(specialization: Specialization, flags: ArenaFlags): readonly string[] | undefined {
  const { game } = specialization;
  if (!hasChessmen(game)) {
    const named = (['men', 'tables', 'pgn', 'syzygy'] as const).find((name) => flags[name] !== undefined);
    if (named === undefined) return undefined;
    throw new EndgameError('E_USAGE', `--${named} is for chess, not for ${game.id}`, 'leave it out');
  }
  const wanted = flags.tables ?? tablesWithMen(specialization, flags.men ?? USUAL_MEN);
  for (const table of wanted) specialization.slicesOf(table);
  const files = openSyzygy(flags.syzygy === undefined ? undefined : [flags.syzygy], MEMORY);
  const tables = files === undefined ? wanted : wanted.filter((table) => files.names.includes(table));
  if (tables.length > 0) return tables;
  throw new EndgameError(
    'E_USAGE',
    `${flags.syzygy} has no file of these classes`,
    'name others with --men or --tables',
  );
}

/** Loads the arena on demand: it judges by the study's rule, and the package has no study. */
async function load(): Promise<typeof ArenaModule> {
  try {
    return await import('../arena/index.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const hint = 'get the sources, then "npm ci && npx endgame arena"';
    throw new EndgameError('E_USAGE', 'the arena runs in a checkout of the project only', hint, { cause: error });
  }
}

function parseNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileFailure('reading it', path, error);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw fileFailure('writing it', path, error);
  }
}
