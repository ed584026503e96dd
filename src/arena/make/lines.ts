import type { Game } from '../../game/index.ts';
import { Position } from '../../game/position.ts';
import { forEachSuccessor } from '../../game/rules.ts';
import { Referee } from '../referee.ts';

/** Most positions that are written as lines. */
export const MOST_WRITTEN = 200_000;

/**
 * Returns the outcome (or score) of every position that games from the initial one reach and that is not over; undefined
 * if there are more than `MOST_WRITTEN`.
 */
export async function answeredPositions(
  game: Game,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  game.parse(p, game.initial);
  const found = new Set([game.format(p)]);
  for (const text of found) {
    game.parse(p, text);
    forEachSuccessor(game, p, moves, () => {
      if (game.ended(p) === undefined) found.add(game.format(p));
    });
    if (found.size > MOST_WRITTEN) return undefined;
  }
  const referee = new Referee(game, 'outcome');
  try {
    const answers = new Map<string, string>();
    for (const text of found) answers.set(text, await referee.answer(text, { signal }));
    return answers;
  } finally {
    referee.close();
  }
}
