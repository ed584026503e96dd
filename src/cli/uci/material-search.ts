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

/** Positions that may be looked at: a tenth of a second. */
const MOST_POSITIONS = 4000;

/** What a search has left. */
interface Allowance {
  positions: number;
}

/** Returns the playable moves, the most promising first, by the deepest search that the allowance suffices for. */
export function materialOrder(p: Position): NamedMove[] {
  const allowance = { positions: MOST_POSITIONS };
  let order = namedMoves(p);
  for (let replies = 0; replies <= REPLIES; replies++) {
    const scored = order.map((named) => ({ named, score: scoreAfter(p, named.move, replies, allowance) }));
    if (allowance.positions < 0 && replies > 0) break;
    order = scored.sort((a, b) => b.score - a.score).map(({ named }) => named);
  }
  return order;
}

function scoreAfter(p: Position, move: number, replies: number, allowance: Allowance): number {
  const { time } = p;
  chess.play(p, move);
  const score = -search(p, replies, -MATED - REPLIES, MATED + REPLIES, allowance);
  p.rewind(time);
  return score;
}

/** Returns what the side to move is ahead (alpha-beta); captures and promotions are followed a few plies further. */
function search(p: Position, depth: number, alpha: number, beta: number, allowance: Allowance): number {
  if (--allowance.positions < 0) return balance(p);
  const moves = playableMoves(p);
  if (moves.length === 0) return inCheck(p, p.turn) ? -MATED - depth : 0;
  const isQuiet = depth <= 0;
  let best = isQuiet ? balance(p) + PER_MOVE * moves.length : Number.NEGATIVE_INFINITY;
  if (depth <= -REPLIES || best >= beta) return best;
  let low = Math.max(alpha, best);
  for (const move of isQuiet ? moves.filter((each) => (each & (CAPTURE | PASSANT | PROMOTION)) !== 0) : moves) {
    const { time } = p;
    chess.play(p, move);
    const score = -search(p, depth - 1, -beta, -low, allowance);
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
