/** The m,n,k-games, and the factory to start from when you add a game. */

import { recordExplored } from '../src/game/explored.ts';
import {
  codeOf,
  DRAW,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Value,
} from '../src/game/index.ts';
import { mnk433Explored, mnk443Explored, mnk444Explored } from './explored.ts';
import { hasRow, meet, rowsOf } from './shared/rows.ts';
import { checkSize } from './shared/sizes.ts';

/** What differs between m,n,k-games. */
export interface MnkOptions {
  /** Number of columns, 1 to 26. */
  readonly columns: number;
  /** Number of rows; at most 64 cells in all. */
  readonly rows: number;
  /** Men in a row that win, from 2. */
  readonly inRow: number;
  /** Default: `mnk-4-3-3` for four columns, three rows and three in a row. */
  readonly id?: string;
  readonly title?: string;
}

/**
 * The m,n,k-games: two sides take turns to put a man on an empty cell of a board of m columns and n rows, x first; k
 * own men in a row, horizontally, vertically or diagonally, win at once (more than k do too); a full board is a draw.
 * Rules and name: J. W. H. M. Uiterwijk and H. J. van den Herik, "The advantage of the initiative", Information
 * Sciences 122 (2000). Tic-tac-toe is the 3,3,3-game.
 *
 * Boards have up to 64 cells. The table grows with 3^cells: the 4,4,4-game has 1.2 million positions. On larger boards
 * the solver answers single positions with few empty cells.
 * @throws RangeError for a size out of these limits
 */
export function mnk({ columns, rows, inRow, id, title }: MnkOptions): Game {
  checkSize('columns', columns, 1, 26);
  checkSize('rows', rows, 1, Math.floor(64 / columns));
  checkSize('inRow', inRow, 2, Math.max(columns, rows));
  const board = grid(columns, rows);
  /** One kind of man; x (side 0) moves first, so it may have one man more than o. */
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'X', max: Math.ceil(board.cells / 2) }],
    mover: (men) => (men[1] > men[2] ? 1 : 0),
  };
  const name = title ?? `${columns},${rows},${inRow}-game`;
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
  const man = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const lines = rowsOf(columns, rows, inRow);

  /**
   * Returns true for exactly the positions that a game can reach: one last man has filled every full row of the other
   * side.
   */
  const legal = (p: Position): boolean =>
    p.counts[man[0]] - p.counts[man[1]] === p.turn &&
    !hasRow(lines, p, man[p.turn]) &&
    (!hasRow(lines, p, man[1 - p.turn]) || meet(lines, p, man[1 - p.turn], 0));

  return {
    id: id ?? `mnk-${columns}-${rows}-${inRow}`,
    title: name,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${Array<string>(rows).fill('.'.repeat(columns)).join('/')} x`,
    lines: lines.lists,
    maxMoves: board.cells,
    tables: 'one',

    /** Writes the moves: a move is the cell that the man takes. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let cell = 0; cell < board.cells; cell++) if (p.cells[cell] === EMPTY) out[n++] = cell;
      return n;
    },

    play(p: Position, move: Move): void {
      p.set(move, man[p.turn]);
      p.pass();
    },

    ended(p: Position): Value | undefined {
      if (hasRow(lines, p, man[1 - p.turn])) return loss(0);
      return p.counts[man[0]] + p.counts[man[1]] === board.cells ? DRAW : undefined;
    },

    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": no game of ${name} leads there`,
        `x moves first, the sides take turns, and ${inRow} in a row end the game at once`,
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => board.names[move],
  };
}

/** The 4,3,3-game. */
export const mnk433: Game = mnk({ columns: 4, rows: 3, inRow: 3 });
recordExplored(mnk433, mnk433Explored);
/** The 4,4,3-game. */
export const mnk443: Game = mnk({ columns: 4, rows: 4, inRow: 3 });
recordExplored(mnk443, mnk443Explored);
/** The 4,4,4-game. */
export const mnk444: Game = { ...mnk({ columns: 4, rows: 4, inRow: 4 }), example: '..oo/x.x./ox.x/.... o' };
recordExplored(mnk444, mnk444Explored);
