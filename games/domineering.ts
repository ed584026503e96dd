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
import { domineering55Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/**
 * Domineering by G. Andersson: Vertical covers two empty squares one above the other with a domino, Horizontal two side
 * by side, Vertical first. The side that cannot has lost. Rules: E. Berlekamp, J. Conway, R. Guy, Winning Ways (1982),
 * chapter 5. The halves of dominoes belong to no side; the schema has them as men of side 0, and side 1 has none.
 *
 * A table has 2^(cells - 1) indices before symmetry: 5 x 5 squares have 16.8 million, 6 x 6 would have 34 billion.
 * @param columns 1 to 8
 * @param rows 1 to 8, 2 to 30 squares in all
 * @throws RangeError for another size
 */
export function domineering(columns: number, rows: number): Game {
  checkSize('columns', columns, 1, 8);
  checkSize('rows', rows, columns === 1 ? 2 : 1, Math.min(8, Math.floor(30 / columns)));
  const board = grid(columns, rows);
  const { cells } = board;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'D', max: cells - (cells % 2), cells: (_, side) => side === 0 }],
    mover: (men) => ((men[1] >> 1) % 2 === 0 ? 0 : 1),
  };
  const half = codeOf(schema, 0, 0);
  const notation = gridNotation(schema, { men: [['#', '*']], sides: ['V', 'H'] });
  const legal = (p: Position): boolean =>
    p.counts[half] % 2 === 0 && (p.counts[half] >> 1) % 2 === p.turn && p.counts[codeOf(schema, 0, 1)] === 0;

  return {
    id: `domineering-${columns}x${rows}`,
    title: `Domineering ${columns} x ${rows}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${board.rows.map((row) => '.'.repeat(row.length)).join('/')} V`,
    maxMoves: cells,
    tables: 'one',

    /** Writes the moves: a move is the left or the lower square of the domino. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      const step = p.turn === 0 ? columns : 1;
      for (let cell = 0; cell + step < cells; cell++) {
        if (p.cells[cell] !== EMPTY || p.cells[cell + step] !== EMPTY) continue;
        if (p.turn === 0 || (cell + 1) % columns !== 0) out[n++] = cell;
      }
      return n;
    },

    play(p: Position, move: Move): void {
      p.set(move, half);
      p.set(move + (p.turn === 0 ? columns : 1), half);
      p.pass();
    },

    ended: () => undefined,
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${p.counts[half]} squares are covered with ${'VH'[p.turn]} to move`,
        'each move covers two squares with ##, and V moves first',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (p, move) => `${board.names[move]}${board.names[move + (p.turn === 0 ? columns : 1)]}`,
  };
}

/** Domineering on 5 x 5 squares. */
export const domineering55: Game = { ...domineering(5, 5), example: '...../..##./.###./#####/#...# V' };
recordExplored(domineering55, domineering55Explored);
