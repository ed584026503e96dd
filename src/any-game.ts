/**
 * Answers of any game in one line. The rules of a game are loaded when it is first asked by its id, and the readers of
 * tables when chess is, which alone comes with some.
 */

import { loadGame } from '../games/loaders.ts';
import type { Game } from './game/index.ts';
import { Answers, type ProbeOptions } from './ask.ts';
import type { Answer } from './solve/index.ts';

export type { ProbeOptions };

const answers = new Answers();
/** Those of chess, once they are loaded. */
let chess: Answers | undefined;

function isChess({ id }: Game): boolean {
  return id === 'chess';
}

function answersOf(game: Game): Answers {
  return (isChess(game) ? chess : undefined) ?? answers;
}

/**
 * Answers a position of any game: its outcome and distance, or its score, all that for every move, and where it comes
 * from.
 * @param game one that comes with the toolkit, by its id, or one of your own
 * @param position in the game's notation
 * @throws EndgameError E_GAME_UNKNOWN, E_POSITION, E_TOO_LARGE, E_BUDGET, E_ABORTED
 */
export async function solve(game: Game | string, position: string, options: ProbeOptions = {}): Promise<Answer> {
  const rules = typeof game === 'string' ? await loadGame(game) : game;
  if (isChess(rules)) chess ??= (await import('./chess-answers.ts')).chessAnswers;
  return await answersOf(rules).ask(rules, position, options);
}

/**
 * Answers as `solve` if what earlier questions computed and read is enough; undefined where `solve` has to be asked.
 * @throws EndgameError E_POSITION
 */
export function solveSync(game: Game, position: string, options: Pick<ProbeOptions, 'moves'> = {}): Answer | undefined {
  return answersOf(game).atOnce(game, position, options);
}
