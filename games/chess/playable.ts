import type { Move, Position } from '../../src/game/index.ts';
import { legal, moves, play } from './moves.ts';

/** No position has more moves. */
const MOST_MOVES = 256;
const buffer = new Int32Array(MOST_MOVES);

/** Returns the moves of the side to move that leave its king out of check. */
export function playableMoves(p: Position): Move[] {
  const { time } = p;
  const count = moves(p, buffer);
  return [...buffer.subarray(0, count)].filter((move) => {
    play(p, move);
    const isPlayable = legal(p);
    p.rewind(time);
    return isPlayable;
  });
}
