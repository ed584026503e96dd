/** Files of `endgame ship`, opened in Node and played through. */

import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { Player } from '../../src/ship/player/player.ts';

/** Most plies of a game that is played. */
const MOST = 300;

/** Returns the player that a shipped module exports. */
export async function playerIn(path: string): Promise<Player> {
  const module = (await import(pathToFileURL(path).href)) as { readonly player: Player };
  return module.player;
}

/**
 * Plays a game by best moves until it ends, comes back to an earlier position or has had many plies. Every answer must be
 * exact, every ply of a decided game must bring the end nearer, and every best move must keep the worth of the position.
 * @returns the plies played
 */
export async function playOut(player: Player): Promise<number> {
  let position = player.game.initial;
  const seen = new Set<string>();
  let expected: { readonly outcome: string; readonly plies: number } | undefined;
  while (seen.size < MOST && !seen.has(position)) {
    seen.add(position);
    const answer = await player.ask(position, { moves: true });
    expect(answer.exact, position).toBe(true);
    if (expected !== undefined) expect(answer, position).toMatchObject(expected);
    const [best] = answer.moves;
    if (best === undefined) {
      expect(answer.plies ?? 0, position).toBe(0);
      return seen.size - 1;
    }
    if (answer.score !== undefined) expect(best.score, position).toBe(answer.score);
    const { outcome, plies } = answer;
    const isDecided = plies !== undefined && outcome !== 'draw';
    // Where a move may leave the same player to move, the next outcome may be the same.
    expected = isDecided && answer.score === undefined ? { outcome: OTHER[outcome!], plies: plies - 1 } : undefined;
    position = player.steps(position).steps.find(({ move }) => move === best.move)!.position;
  }
  // Only a draw may go on for ever.
  expect(expected, position).toBeUndefined();
  return seen.size;
}

const OTHER: Readonly<Record<string, string>> = { win: 'loss', loss: 'win' };
