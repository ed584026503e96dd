import { recordExplored } from '../src/game/explored.ts';
import {
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
} from '../src/game/index.ts';
import { clobber44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/**
 * Clobber: the board is full, stones of both sides in turn like its squares. A move takes a stone of one's own onto an
 * opposing stone beside it, which is removed. The side that cannot move has lost. Rules: M. H. Albert, J. P. Grossman,
 * R. J. Nowakowski, D. Wolfe, An introduction to Clobber (Integers 5.2, 2005).
 *
 * The table grows with 3^cells.
 * @param columns 2 to 8
 * @param rows 2 to 8; the product is even, at most 30
 * @throws RangeError for another size
 */
export function clobber(columns: number, rows: number): Game {
  checkSize('columns', columns, 2, 8);
  checkSize('rows', rows, 2, Math.min(8, Math.floor(30 / columns)));
  checkSize('half of the stones', (columns * rows) / 2, 2, 15);
  const board = grid(columns, rows);
  const { cells } = board;
  const half = cells / 2;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'S', max: half }],
    mover: (men) => (men[1] > men[2] ? 1 : 0),
  };
  const stone = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
  const beside = Array.from({ length: cells }, (_, cell) =>
    Uint8Array.from(board.links.flatMap(([a, b]) => (a === cell ? [b] : b === cell ? [a] : []))),
  );
  // Each move of a side takes a stone of the other, and sides move in turn.
  const legal = (p: Position): boolean => p.counts[stone[0]] - p.counts[stone[1]] === p.turn;

  return {
    id: `clobber-${columns}x${rows}`,
    title: `Clobber ${columns} x ${rows}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${board.rows.map((row, y) => row.map((_, x) => 'xo'[(x + rows - 1 - y) % 2]).join('')).join('/')} x`,
    maxMoves: 4 * half,
    tables: 'one',

    /** Writes the moves: `from + 256 * to`. */
    moves(p: Position, out: Int32Array): number {
      const own = stone[p.turn];
      const other = stone[1 - p.turn];
      let n = 0;
      for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
        const from = p.lists[i];
        const list = beside[from];
        for (let j = 0; j < list.length; j++) if (p.cells[list[j]] === other) out[n++] = from | (list[j] << 8);
      }
      return n;
    },

    play(p: Position, move: Move): void {
      p.set(move >> 8, EMPTY);
      p.shift(move & 255, move >> 8);
      p.pass();
    },

    ended: () => undefined,
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${p.counts[stone[0]]} x and ${p.counts[stone[1]]} o with ${'xo'[p.turn]} to move`,
        'x moves first and each move takes a stone: as many of both with x to move, one o less with o to move',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => `${board.names[move & 255]}-${board.names[move >> 8]}`,
  };
}

/** Clobber on 4 x 4 squares. */
export const clobber44: Game = { ...clobber(4, 4), example: 'oxo./x.xx/o.x./.oo. x' };
recordExplored(clobber44, clobber44Explored);
