import type { Command } from 'commander';
import { games } from '../../games/index.ts';
import { print } from './options.ts';

/** `endgame games`: lists the games. */
export function registerGames(program: Command): void {
  program
    .command('games')
    .description('list the games and how their positions are written')
    .action(() => {
      for (const game of games)
        print(`${game.id.padEnd(20)} ${game.title}\n${' '.repeat(21)}a position: ${game.initial}`);
    });
}
