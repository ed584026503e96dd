/**
 * Breakthrough (D. Troyka, 2000) on boards small enough for tables: pawns that fill the first two ranks of either side
 * (or one) step forward, straight or diagonally, and capture diagonally. Who brings a pawn to the far rank, or takes all
 * opposing pawns, wins. A side that has pawns always has a move. Sizes are width x height.
 */

import type { Game } from '../src/game/index.ts';
import { pawnGame } from './shared/pawns.ts';

/**
 * Breakthrough on a board of any size; 4 x 4 has 0.8 million positions.
 * @param width 1 to 26 @param height from twice the ranks, at most 254 cells in all @param ranks filled at the start, 1 or 2
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

export const breakthrough35: Game = { ...breakthrough(3, 5), example: 'ooo/o.x/oo./x../xxx o' };
export const breakthrough44: Game = breakthrough(4, 4);
export const breakthrough45: Game = { ...breakthrough(4, 5, 1), example: 'oo../.o.o/..../.xx./.x.x x' };
