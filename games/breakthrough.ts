import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { breakthrough35Explored, breakthrough44Explored, breakthrough45Explored } from './explored.ts';
import { pawnGame } from './shared/pawns.ts';

/**
 * Breakthrough (D. Troyka, 2000) on a board of any size; 4 x 4 has 0.8 million positions. Pawns fill the first two
 * ranks of each side (or one). They step forward, straight or diagonally, and capture diagonally. A side that brings a
 * pawn to the far rank, or takes all opposing pawns, wins. A side that has pawns always has a move.
 * @param width 1 to 26
 * @param height from twice the ranks, at most 254 cells in all
 * @param ranks that each side fills at the start, 1 or 2
 * @throws RangeError for a size out of these limits
 */
export function breakthrough(width: number, height: number, ranks = 2): Game {
  const rows = ranks === 2 ? '' : `-${ranks}`;
  return pawnGame({
    id: `breakthrough-${width}x${height}${rows}`,
    title: `Breakthrough ${width}x${height}${ranks === 1 ? ' with one rank each' : ''}`,
    width,
    height,
    ranks,
    diagonal: true,
  });
}

/** Breakthrough on 3 x 5 squares, with two ranks of pawns per side. */
export const breakthrough35: Game = { ...breakthrough(3, 5), example: 'ooo/o.x/oo./x../xxx o' };
recordExplored(breakthrough35, breakthrough35Explored);
/** Breakthrough on 4 x 4 squares, with two ranks of pawns per side. */
export const breakthrough44: Game = breakthrough(4, 4);
recordExplored(breakthrough44, breakthrough44Explored);
/** Breakthrough on 4 x 5 squares, with one rank of pawns per side. */
export const breakthrough45: Game = { ...breakthrough(4, 5, 1), example: 'oo../.o.o/..../.xx./.x.x x' };
recordExplored(breakthrough45, breakthrough45Explored);
