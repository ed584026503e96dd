/**
 * Chess on small boards. Men move, capture and promote as in chess (a stalemate is a draw, and so is endless play), but
 * no king castles and no pawn makes a double step.
 *
 *   3 x 3, 3 x 4   as K. Kryukov solved them (kirill-kryukov.com/chess/3x3-chess, 2004, and .../3x4-chess, 2009): every
 *                  placement is a position, and pawns may stand on their first rank
 *   5 x 5          Gardner's minichess of 1969 by the later rules of the Associazione Italiana Scacchi Eterodossi,
 *                  which dropped castling and the double step of Gardner's column
 *   6 x 6          Los Alamos chess (P. Stein, M. Wells, 1956): no bishops, also not to promote to
 *
 * On 5 x 5 and 6 x 6 no pawn can stand on its first rank.
 */

import { recordExplored } from '../src/game/explored.ts';
import type { Game } from '../src/game/index.ts';
import { chess3x3Explored, chess3x4Explored, chess5x5Explored, chess6x6Explored } from './explored.ts';
import { chessGame, type Most, schemaOf } from './chess/game.ts';
import { geometryOf } from './chess/geometry.ts';
import { chessRules } from './chess/moves.ts';
import { smallNotation } from './chess/small-notation.ts';
import { checkSize } from './shared/sizes.ts';

/** What differs between small boards. */
export interface SmallChessOptions {
  readonly id: string;
  readonly title: string;
  /** Files and ranks, each from 2; at most 64 cells. */
  readonly width: number;
  readonly height: number;
  readonly initial: string;
  readonly example?: string;
  /** Most queens, rooks, bishops, knights and pawns of a side; without bishops no pawn promotes to one. */
  readonly most: Most;
  /** Whether pawns may stand on their first rank; default no. */
  readonly firstRank?: boolean;
  /** Tables generated when none is named; default: all of up to three men. */
  readonly endgames?: readonly string[];
}

const THREE_MEN = ['KvK', 'KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK'] as const;

/**
 * Returns chess on a board of any size up to 64 cells, with the usual men, without castling and double steps. The
 * generic engine solves it, class by class, such as `KQvKR`.
 * @throws RangeError for a board of another size
 */
export function smallChess(options: SmallChessOptions): Game {
  checkSize('width', options.width, 2, 26);
  checkSize('height', options.height, 2, Math.floor(64 / options.width));
  const { id, title, width, height, initial, example, most, firstRank = false, endgames = THREE_MEN } = options;
  const geometry = geometryOf(width, height);
  const rules = chessRules({ geometry, doubleStep: false, firstRank, bishops: most[2] > 0 });
  const schema = schemaOf(rules, most);
  return chessGame(
    { id, title, version: 1, initial, endgames, ...(example === undefined ? {} : { example }) },
    rules,
    schema,
    smallNotation(schema, rules, initial),
  );
}

/**
 * Chess on 3 x 3 squares. It has no start, and neither has 3 x 4: their initial positions are among those that take a
 * rook longest to win.
 */
export const chess3x3: Game = smallChess({
  id: 'chess-3x3',
  title: 'Chess on a board of 3 by 3',
  width: 3,
  height: 3,
  initial: '2k/3/KR1 w - - 0 1',
  most: [7, 7, 7, 7, 7],
  firstRank: true,
});
recordExplored(chess3x3, chess3x3Explored);

/** Chess on 3 x 4 squares. */
export const chess3x4: Game = smallChess({
  id: 'chess-3x4',
  title: 'Chess on a board of 3 by 4',
  width: 3,
  height: 4,
  initial: '2k/3/3/KR1 w - - 0 1',
  most: [10, 10, 10, 10, 8],
  firstRank: true,
});
recordExplored(chess3x4, chess3x4Explored);

/** Gardner's minichess, on 5 x 5 squares. */
export const chess5x5: Game = smallChess({
  id: 'chess-5x5',
  title: "Chess on a board of 5 by 5 (Gardner's minichess)",
  width: 5,
  height: 5,
  initial: 'rnbqk/ppppp/5/PPPPP/RNBQK w - - 0 1',
  example: '3k1/5/4Q/2K1r/5 w - - 0 1',
  most: [6, 6, 6, 6, 5],
});
recordExplored(chess5x5, chess5x5Explored);

/** Los Alamos chess, on 6 x 6 squares. */
export const chess6x6: Game = smallChess({
  id: 'chess-6x6',
  title: 'Chess on a board of 6 by 6 (Los Alamos chess)',
  width: 6,
  height: 6,
  initial: 'rnqknr/pppppp/6/6/PPPPPP/RNQKNR w - - 0 1',
  example: '5K/6/P5/6/k5/6 w - - 0 1',
  most: [7, 8, 0, 8, 6],
  endgames: THREE_MEN.filter((name) => name !== 'KBvK'),
});
recordExplored(chess6x6, chess6x6Explored);
