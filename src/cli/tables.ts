/** `endgame tables`: what a pack holds. */

import Table from 'cli-table3';
import type { Command } from 'commander';
import { gameOf } from '../../games/index.ts';
import { metricOf, Pack } from '../store/index.ts';
import { directoryOption, formatBytes, formatCount, print } from './options.ts';

export function registerTables(program: Command): void {
  program
    .command('tables')
    .description('list the stored tables with sizes, statistics and longest wins')
    .argument('[game]', 'only this game')
    .addOption(directoryOption())
    .option('--check', 'read every byte and test every checksum')
    .option('--json', 'one JSON object a table and line')
    .action((gameId: string | undefined, flags: { dir: string; check?: boolean; json?: boolean }) => {
      if (gameId !== undefined) gameOf(gameId);
      const pack = Pack.open(flags.dir);
      const entries = pack.list(gameId, 'all');
      if (flags.check) {
        for (const { game, rules, table, representation } of entries)
          pack.table(game, rules, table, metricOf(representation)).check();
      }
      if (flags.json) for (const entry of entries) print(JSON.stringify(entry));
      else {
        const table = new Table({
          head: ['game', 'table', 'metric', 'positions', 'win', 'draw', 'loss', 'longest win', 'size', 'bits/position'],
          colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'left', 'right', 'right'],
          style: { head: [], border: [], compact: true },
        });
        for (const { game, table: name, representation, bytes, statistics: s } of entries) {
          const share = (n: number): string => `${((100 * n) / Math.max(1, s.positions)).toFixed(1)}%`;
          table.push([
            game,
            name,
            representation === 'score' ? 'score' : metricOf(representation),
            formatCount(s.positions),
            share(s.wins),
            share(s.draws),
            share(s.losses),
            s.longestWin
              ? `${s.longestWin.plies} plies: ${s.longestWin.position}`
              : s.bestScore
                ? `+${s.bestScore.score}: ${s.bestScore.position}`
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
      for (const problem of problems)
        process.stderr.write(`endgame: ${problem.message} (${problem.code}; ${problem.hint})\n`);
      if (problems.length > 0) process.exitCode = 1;
      pack.close();
    });
}
