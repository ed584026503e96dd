/** The rules of a game with the defaults of its optional parts, and the loop over successors. */

import type { Game, Move } from './contract.ts';
import type { Position } from './position.ts';
import { loss, type Value } from './value.ts';

/** Returns whether `p` can stand on the board after a move. */
export function isLegal(game: Game, p: Position): boolean {
  return game.legal === undefined || game.legal(p);
}

/** Returns the value for the side to move if no move is playable and the game has not ended. */
export function stuckValue(game: Game, p: Position): Value {
  return game.stuck === undefined ? loss(0) : game.stuck(p);
}

/**
 * Visits the successors of a position that has not ended. While `visit` runs, `p` is the position after the move;
 * afterwards `p` is as before. Loops over hundreds of millions of positions inline the same.
 * @param moves room for `game.maxMoves`; its contents change
 * @param visit may return true to end the loop
 * @returns the number of playable moves, up to the end of the loop
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
