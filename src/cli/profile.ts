/** `endgame profile`: how often real games ask for each table. */

import { basename, join } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { profilePgn } from '../../games/chess/profile.ts';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import { formatProfile, type Profile, writeProfile } from '../plan/profile.ts';
import { makeDirectory } from '../store/index.ts';
import { formatCount, interruptSignal, print } from './options.ts';
import { ProgressReport } from './progress.ts';

const SHOWN = 20;

export function registerProfile(program: Command): void {
  program
    .command('profile')
    .description('count how often real games reach each class of at most six men')
    .argument('<game>', 'which game (chess)')
    .argument('<files...>', 'collections of games: .pgn or .pgn.gz')
    .option(
      '--out <file>',
      'where the profile goes; default: profiles/ in the working directory, named after the first file',
    )
    .option('--json', 'print the profile instead of a table, and write no file unless --out is given')
    .action(async (gameId: string, files: string[], flags: { out?: string; json?: boolean }) => {
      const game = gameOf(gameId);
      if (game.id !== 'chess') {
        throw new EndgameError(
          'E_USAGE',
          `no collections of ${game.id} games can be read yet`,
          'profiles are counted from chess games in PGN',
        );
      }
      const progress = new ProgressReport();
      const start = performance.now();
      let profile: Profile;
      try {
        profile = await profilePgn(files, {
          signal: interruptSignal(),
          onProgress: ({ file, bytes, size, games }) =>
            progress.update(`${basename(file)}: ${formatCount(games)} games`, bytes / Math.max(1, size)),
        });
      } finally {
        progress.stop();
      }
      const seconds = (performance.now() - start) / 1000;
      for (const problem of profile.problems) process.stderr.write(`skipped ${problem}\n`);
      if (profile.skipped > profile.problems.length)
        process.stderr.write(`... ${profile.skipped - profile.problems.length} more\n`);
      const path =
        flags.out ??
        (flags.json
          ? undefined
          : join('profiles', `${game.id}-${basename(files[0]).replace(/\.pgn(\.gz)?$/, '')}.json`));
      if (path !== undefined) {
        if (flags.out === undefined) makeDirectory('profiles');
        writeProfile(path, profile);
      }
      if (flags.json) print(formatProfile(profile).trimEnd());
      else {
        print(describe(profile));
        print(
          `${formatCount(profile.games)} games, ${formatCount(profile.skipped)} skipped, ${formatCount(profile.plies)} half-moves, ${Math.round(profile.games / seconds).toLocaleString('en-US')} games/s; profile in ${path}`,
        );
      }
      if (profile.damaged.length > 0) {
        throw new EndgameError('E_FILE', profile.damaged.join('; '), 'the games before that were counted');
      }
    });
}

function describe(profile: Profile): string {
  const table = new Table({
    head: ['class', 'games', '2+ half-moves', '10+', 'positions', 'share'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
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
  return more > 0 ? `${table.toString()}\n... ${more} classes more` : table.toString();
}
