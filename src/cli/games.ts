import type { Command } from 'commander';
import { games } from '../../games/index.ts';
import type { Game } from '../game/contract.ts';
import { print } from './options.ts';

/** `endgame games`: lists the games. */
export function registerGames(command: Command): void {
  command.option('--json', 'print one JSON object per game, each on a line');
  command.action(({ json }: { readonly json?: boolean }) => {
    for (const game of games)
      if (json) print(gameJson(game));
      else print([`${game.id.padEnd(20)} ${game.title}`, ...howToWrite(game)].join(`\n${' '.repeat(21)}`));
  });
}

function gameJson(game: Game): string {
  const { id, title, initial, example, notations, endgames = [] } = game;
  return JSON.stringify({ id, title, initial, example, notations, values: game.domain.name, endgames });
}

function howToWrite({ initial, notations = [] }: Game): string[] {
  const [, ...others] = notations;
  return [`a position: ${initial}`, ...others.map(({ name, example }) => `as ${name}: ${example}`)];
}
