import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { hexapawn33Explored, hexapawn44Explored, hexapawn54Explored, dawsonsChess5Explored } from './explored.ts';
import { pawnGame } from './shared/pawns.ts';

/**
 * Hexapawn (M. Gardner, Mathematical Games, Scientific American, March 1962) on boards of any size: chess pawns without
 * a double step stand on the first rank of each side. A side that brings a pawn to the far rank, or leaves the other
 * side without a move, wins. Gardner's board is 3x3 (width x height); 4x4 is also called octopawn.
 *
 * 4 x 4 has 140,419 positions, 5 x 4 has 4.3 million.
 * @param width 1 to 26
 * @param height from 3, at most 254 cells in all
 * @throws RangeError for a size out of these limits
 */
export function hexapawn(width: number, height: number): Game {
  return pawnGame({
    id: `hexapawn-${width}x${height}`,
    title: `Hexapawn ${width}x${height}`,
    width,
    height,
    ranks: 1,
  });
}

/** Hexapawn on Gardner's board of 3 x 3. */
export const hexapawn33: Game = hexapawn(3, 3);
recordExplored(hexapawn33, hexapawn33Explored);
/** Hexapawn on 4 files and 4 ranks, octopawn. */
export const hexapawn44: Game = hexapawn(4, 4);
recordExplored(hexapawn44, hexapawn44Explored);
/** Hexapawn on 5 files and 4 ranks. */
export const hexapawn54: Game = hexapawn(5, 4);
recordExplored(hexapawn54, hexapawn54Explored);

/**
 * Dawson's chess (T. R. Dawson, 1935; E. Berlekamp, J. Conway, R. Guy, Winning Ways, chapter 4): hexapawn on three
 * ranks where captures must be made, and a side that cannot move has lost (with Dawson it wins). No pawn ever gets
 * through. The outcome depends on whose turn it is when the captures are done, so it is an impartial game in disguise,
 * octal 0.137.
 * @param files 1 to 26; five files have 78,623 positions
 * @throws RangeError for another number of files
 */
export function dawsonsChess(files: number): Game {
  return pawnGame({
    id: `dawsons-chess-${files}`,
    title: `Dawson's chess on ${files} files`,
    width: files,
    height: 3,
    ranks: 1,
    forced: true,
  });
}

/** Dawson's chess on 5 files. */
export const dawsonsChess5: Game = dawsonsChess(5);
recordExplored(dawsonsChess5, dawsonsChess5Explored);
