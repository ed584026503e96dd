import type { Move, Position } from '../../src/game/index.ts';
import { legal, moves, play } from './moves.ts';

/** No position has more moves. */
const MOST_MOVES = 256;
const buffer = new Int32Array(MOST_MOVES);

/** Returns the moves of the side to move that leave its king out of check. */
export function playableMoves(p: Position): Move[] {
  const { time } = p;
  const count = moves(p, buffer);
  const playable: Move[] = [];
  for (let m = 0; m < count; m++) {
    const move = buffer[m];
    play(p, move);
    if (legal(p)) playable.push(move);
    p.rewind(time);
  }
  return playable;
}
