/** The rules of a game with what its file may leave out filled in, and the walk over what a position leads to. */

import type { Game, Move } from './contract.ts';
import type { Position } from './position.ts';
import { loss, type Value } from './value.ts';

/** Returns whether `p` can stand on the board after a move. */
export function isLegal(game: Game, p: Position): boolean {
  return game.legal === undefined || game.legal(p);
}

/** The value for the side to move if no move is playable and the game has not ended. */
export function stuckValue(game: Game, p: Position): Value {
  return game.stuck === undefined ? loss(0) : game.stuck(p);
}

/**
 * Visits what a position that has not ended leads to: while `visit` runs, `p` is the position after the move; afterwards it
 * is what it was. Loops over hundreds of millions of positions say the same in line.
 * @param moves room for `game.maxMoves`; its contents change
 * @param visit may return true to end the walk
 * @returns how many moves were playable, up to the end of the walk
 */
export function forEachSuccessor(
  game: Game,
  p: Position,
  moves: Int32Array,
  visit: (move: Move, points: number, again: boolean) => boolean | void,
): number {
  const { time, turn } = p;
  const n = game.moves(p, moves);
  let playable = 0;
  for (let m = 0; m < n; m++) {
    const points = game.play(p, moves[m]) ?? 0;
    let isOver = false;
    if (isLegal(game, p)) {
      playable++;
      isOver = visit(moves[m], points, p.turn === turn) === true;
    }
    p.rewind(time);
    if (isOver) break;
  }
  return playable;
}
