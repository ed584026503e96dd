import type { Command } from 'commander';
import { games } from '../../games/index.ts';
import type { Game } from '../game/contract.ts';
import { print } from './options.ts';

/** `endgame games`: lists the games. */
export function registerGames(command: Command): void {
  command.action(() => {
    for (const game of games)
      print([`${game.id.padEnd(20)} ${game.title}`, ...howToWrite(game)].join(`\n${' '.repeat(21)}`));
  });
}

function howToWrite({ initial, notations = [] }: Game): string[] {
  const [, ...others] = notations;
  return [`a position: ${initial}`, ...others.map(({ name, example }) => `as ${name}: ${example}`)];
}
