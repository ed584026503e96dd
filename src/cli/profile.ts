import { basename, join } from 'node:path';
import { giveTurn } from '#platform/turn';
import type { Command } from 'commander';
import { profilePgn } from '../review/chess-profile.ts';
import { EndgameError } from '../game/errors.ts';
import { oneLine } from '../game/one-line.ts';
import type { Game } from '../game/index.ts';
import { GamesProfile } from '../review/games.ts';
import { inputName, inputSize } from '../review/input.ts';
import { readLines } from '../review/lines.ts';
import { formatProfile, type Profile, writeProfile } from '../plan/profile.ts';
import { Random, specialize } from '../specialize/index.ts';
import { makeDirectory } from '../table/index.ts';
import { TextTable } from '../text/text-table.ts';
import { GAME_ARGUMENT, gameNamed } from './game-argument.ts';
import { interruptSignal, parseCount, print } from './options.ts';
import { formatCount } from '../text/format.ts';
import { ProgressReport } from './progress.ts';

const SHOWN = 20;
/** Games between two checks of the clock and of the interrupt. */
const CHUNK = 64;

interface Flags {
  readonly random?: number;
  readonly seed: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `endgame profile`: counts how often real games reach each table. */
export function registerProfile(command: Command): void {
  command
    .argument('<game>', GAME_ARGUMENT)
    .argument(
      '[files...]',
      'recorded games: chess in PGN (classes of at most six men), other games one per line; packed by gzip, zstd, bzip2, xz or zip too; "-" is standard input',
    )
    .option('--random <games>', 'instead of files: number of games of random moves', parseCount)
    .option('--seed <n>', 'seed of the random games', parseCount, 1)
    .option(
      '--out <file>',
      'file to write the profile to; default: profiles/ in the working directory, named after the first file',
    )
    .option('--json', 'print the profile as JSON, and write no file unless --out is given')
    .action(async (gameId: string, files: string[], flags: Flags) => {
      const game = await gameNamed(gameId);
      if ((files.length === 0) === (flags.random === undefined)) {
        throw new EndgameError(
          'E_USAGE',
          files.length === 0 ? 'no games to count' : 'files and --random at once',
          `name files of recorded games, or say --random 1000`,
        );
      }
      const progress = new ProgressReport();
      const start = performance.now();
      let profile: Profile;
      try {
        if (flags.random !== undefined) profile = await randomProfile(game, flags.random, flags.seed, progress);
        else if (game.id === 'chess') profile = await chessProfile(files, progress);
        else profile = await recordedProfile(game, files, progress);
      } finally {
        progress.stop();
      }
      const seconds = (performance.now() - start) / 1000;
      if (profile.games === 0) throw noGames(profile);
      for (const problem of profile.problems) process.stderr.write(`${oneLine(`skipped ${problem}`)}\n`);
      if (profile.skipped > profile.problems.length)
        process.stderr.write(`... ${profile.skipped - profile.problems.length} more\n`);
      const name = files.length > 0 ? stem(files[0]) : `random-${flags.seed}`;
      const path = flags.out ?? (flags.json ? undefined : join('profiles', `${game.id}-${name}.json`));
      if (path !== undefined) {
        if (flags.out === undefined) makeDirectory('profiles');
        writeProfile(path, profile);
      }
      if (flags.json) print(formatProfile(profile).trimEnd());
      else {
        print(describe(profile));
        print(
          `${formatCount(profile.games)} games, ${formatCount(profile.skipped)} skipped, ${formatCount(profile.plies)} plies, ${Math.round(profile.games / seconds).toLocaleString('en-US')} games/s; profile in ${path}`,
        );
      }
      if (profile.damaged.length > 0) {
        throw new EndgameError('E_FILE', profile.damaged.join('; '), 'the games before that were counted');
      }
    });
}

function chessProfile(files: string[], progress: ProgressReport): Promise<Profile> {
  return profilePgn(files, {
    signal: interruptSignal(),
    onProgress: ({ file, bytes, size, games }) =>
      progress.update(`${basename(inputName(file))}: ${formatCount(games)} games`, size > 0 ? bytes / size : 0),
  });
}

async function recordedProfile(game: Game, files: string[], progress: ProgressReport): Promise<Profile> {
  const counted = new GamesProfile(specialize(game));
  const signal = interruptSignal();
  for (const file of files) {
    const size = inputSize(file);
    let read = 0;
    const onBytes = (bytes: number): void => {
      read = bytes;
    };
    for await (const { number, text } of readLines(file, { signal, onBytes })) {
      if (text.trim() !== '' && !text.startsWith('#')) counted.read(text, `${inputName(file)}: line ${number}`);
      if (number % CHUNK > 0) continue;
      progress.update(`${basename(inputName(file))}: ${formatCount(counted.games)} games`, size > 0 ? read / size : 0);
      await pause(signal);
    }
  }
  return counted.profile(files.map((file) => basename(inputName(file))));
}

/** Returns the error of files of which no game could be read. */
function noGames({ source, damaged, problems, skipped }: Profile): EndgameError {
  const why = damaged[0] ?? problems[0] ?? `${source.join(', ')}: no games found`;
  const more = skipped > 1 ? `, ${formatCount(skipped)} games skipped` : '';
  const hint = '"endgame profile --help" says what can be read';
  return new EndgameError('E_FILE', `no game can be counted: ${why}${more}`, hint);
}

/** Returns the name of a file without its folder and what tells its format. */
function stem(file: string): string {
  return basename(inputName(file))
    .replace(/\.(gz|zst|bz2|xz|zip)$/, '')
    .replace(/\.(pgn|txt)$/, '')
    .replaceAll(' ', '-');
}

async function randomProfile(game: Game, count: number, seed: number, progress: ProgressReport): Promise<Profile> {
  const counted = new GamesProfile(specialize(game));
  const random = new Random(seed);
  const signal = interruptSignal();
  for (let i = 0; i < count; i++) {
    counted.playRandom(random);
    if (i % CHUNK > 0) continue;
    progress.update(`${formatCount(i)} random games`, i / count);
    await pause(signal);
  }
  return counted.profile([`${count} games of random moves, seed ${seed}`]);
}

/**
 * Lets timers and signals run.
 * @throws EndgameError E_ABORTED
 */
async function pause(signal: AbortSignal): Promise<void> {
  await giveTurn();
  if (signal.aborted) throw new EndgameError('E_ABORTED', 'stopped while counting games', 'run it again');
}

function describe(profile: Profile): string {
  const table = new TextTable({
    head: ['class', 'games', '2+ plies', '10+', 'positions', 'share'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const entry of profile.classes.slice(0, SHOWN)) {
    table.push([
      entry.table,
      formatCount(entry.games),
      formatCount(entry.games2),
      formatCount(entry.games10),
      formatCount(entry.positions),
      `${((100 * entry.positions) / Math.max(1, profile.positions)).toFixed(1)}%`,
    ]);
  }
  const more = profile.classes.length - SHOWN;
  return more > 0 ? `${table.toString()}\n... ${more} more classes` : table.toString();
}
