import type { Command } from 'commander';
import { EndgameError } from '../game/errors.ts';
import { oneLine } from '../game/one-line.ts';
import { specialize } from '../specialize/index.ts';
import { checkTable, metricOf, TableStore } from '../table/index.ts';
import { TextTable } from '../text/text-table.ts';
import { type CompareFlags, compareTable } from './compare.ts';
import { gameNamed } from './game-argument.ts';
import { describeFailure, directoryOption, print } from './options.ts';
import { formatBytes, formatCount } from '../text/format.ts';

interface TablesFlags extends CompareFlags {
  readonly check?: boolean;
  readonly compare?: boolean;
}

/** `endgame tables`: lists the tables of a store. */
export function registerTables(command: Command): void {
  command
    .argument('[game]', 'only this game: its id, or the path of a module with your own, such as ./my-game.mjs')
    .argument('[table]', 'which table to compare')
    .addOption(directoryOption())
    .option('--check', 'read every byte and check every checksum')
    .option(
      '--compare',
      'encode one table in every representation and by every codec, and print the costs of each; write nothing',
    )
    .option('--repr <list>', 'compare only these representations, such as wdl,wdl-one-side')
    .option('--codec <list>', 'compare only these codecs')
    .option('--json', 'print one JSON object per table or comparison, each on a line')
    .action(async (gameId: string | undefined, name: string | undefined, flags: TablesFlags) => {
      const game = gameId === undefined ? undefined : await gameNamed(gameId);
      if (flags.compare) {
        if (game === undefined || name === undefined) {
          const hint = 'such as "endgame tables --compare chess KQvKR"';
          throw new EndgameError('E_USAGE', '--compare needs a game and a table', hint);
        }
        await compareTable(game, name, flags);
        return;
      }
      if (name !== undefined || flags.repr !== undefined || flags.codec !== undefined) {
        throw new EndgameError('E_USAGE', 'a table, --repr and --codec go with --compare', 'add --compare');
      }
      const pack = TableStore.open(flags.dir);
      const entries = pack.list(game?.id, 'all');
      if (flags.check) {
        const known = game === undefined ? (await import('../../games/index.ts')).games : [game];
        for (const { game: id, rules, table, representation } of entries) {
          const opened = pack.table(id, rules, table, metricOf(representation));
          // Where the game and its rules are known, the cells of coders are decoded as well.
          const rulesOf = known.find((each) => each.id === id && each.version === rules);
          if (rulesOf) checkTable(specialize(rulesOf), opened);
          else opened.check();
        }
      }
      if (flags.json) for (const entry of entries) print(JSON.stringify(entry));
      else {
        // Columns that only tables under the 50-move rule fill.
        const has50 = entries.some(({ statistics }) => statistics.cursedWins !== undefined);
        const words = new Set(['game', 'table', 'metric', 'longest win']);
        const head = ['game', 'table', 'metric', 'positions', 'win', 'draw', 'loss'];
        if (has50) head.push('cursed', 'blessed');
        head.push('longest win', 'size', 'bits/position');
        const table = new TextTable({ head, colAligns: head.map((name) => (words.has(name) ? 'left' : 'right')) });
        for (const { game, table: name, representation, bytes, statistics: s } of entries) {
          const share = (n: number): string => `${((100 * n) / Math.max(1, s.positions)).toFixed(1)}%`;
          table.push([
            oneLine(game),
            oneLine(name),
            representation === 'score' ? 'score' : metricOf(representation),
            formatCount(s.positions),
            share(s.wins),
            share(s.draws),
            share(s.losses),
            ...(has50 ? [countOrNone(s.cursedWins), countOrNone(s.blessedLosses)] : []),
            s.longestWin
              ? `${s.longestWin.plies} plies: ${oneLine(s.longestWin.position)}`
              : s.bestScore
                ? `+${s.bestScore.score}: ${oneLine(s.bestScore.position)}`
                : '-',
            formatBytes(bytes),
            ((8 * bytes) / Math.max(1, s.positions)).toFixed(2),
          ]);
        }
        print(entries.length > 0 ? table.toString() : `no tables in ${flags.dir}`);
        const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
        print(`${entries.length} tables, ${formatBytes(total)}${flags.check ? ', all checksums right' : ''}`);
      }
      const problems = pack.problems();
      for (const problem of problems) process.stderr.write(`${describeFailure(problem)?.line}\n`);
      if (problems.length > 0) process.exitCode = 1;
      pack.close();
    });
}

function countOrNone(count: number | undefined): string {
  return count === undefined ? '-' : formatCount(count);
}
