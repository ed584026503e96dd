/** The order of moves of which nothing is known: a search of few plies that counts men. It claims nothing, and no move of it beats one whose worth is known. */

import type { Position } from '../../game/index.ts';
import { chess } from '../../../games/chess.ts';
import { CAPTURE, inCheck, PASSANT } from '../../../games/chess/moves.ts';
import { playableMoves } from '../../../games/chess/playable.ts';
import { type NamedMove, namedMoves } from './game-record.ts';

/** Pawns that a man is worth, by his code less 1 and by side: king, queen, rook, bishop, knight, pawn. */
const WORTH = [0, 9, 5, 3.1, 3, 1];
const MATED = 1000;
/** What mobility counts for: less than a pawn in all. */
const PER_MOVE = 0.01;
const REPLIES = 2;
const PROMOTION = 7 << 12;

/** Returns the playable moves, the most promising first. */
export function materialOrder(p: Position): NamedMove[] {
  const scored = namedMoves(p).map((named) => {
    const { time } = p;
    chess.play(p, named.move);
    const score = -search(p, REPLIES, -MATED - 1, MATED + 1);
    p.rewind(time);
    return { named, score };
  });
  return scored.sort((a, b) => b.score - a.score).map(({ named }) => named);
}

/** Returns what the side to move is ahead (alpha-beta); captures and promotions are followed a few plies further. */
function search(p: Position, depth: number, alpha: number, beta: number): number {
  const moves = playableMoves(p);
  if (moves.length === 0) return inCheck(p, p.turn) ? -MATED - depth : 0;
  const isQuiet = depth <= 0;
  let best = isQuiet ? balance(p) + PER_MOVE * moves.length : Number.NEGATIVE_INFINITY;
  if (depth <= -REPLIES || best >= beta) return best;
  let low = Math.max(alpha, best);
  for (const move of isQuiet ? moves.filter((each) => (each & (CAPTURE | PASSANT | PROMOTION)) !== 0) : moves) {
    const { time } = p;
    chess.play(p, move);
    const score = -search(p, depth - 1, -beta, -low);
    p.rewind(time);
    best = Math.max(best, score);
    low = Math.max(low, best);
    if (low >= beta) break;
  }
  return best;
}

function balance({ counts, turn }: Position): number {
  let white = 0;
  for (let kind = 0; kind < WORTH.length; kind++) white += WORTH[kind] * (counts[1 + kind] - counts[7 + kind]);
  return turn === 0 ? white : -white;
}
