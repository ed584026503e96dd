import { recordExplored } from '../src/game/explored.ts';
import {
  type Board,
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  gridNotation,
  type Move,
  type Position,
  type Schema,
  SCORE,
  score,
} from '../src/game/index.ts';
import { dotsAndBoxes33Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/**
 * Dots and boxes (E. Lucas, La Pipopipette, 1889): sides draw lines between neighbouring dots. Whoever draws the fourth
 * side of a box has the box and must move again, whatever the number of boxes; the game is over when all lines are
 * drawn. A value is the boxes still to come for the side to move less those for the other.
 *
 * The lines are the cells of the board, linked where they bound one box, since nothing else matters: the board is that
 * of strings and coins (E. Berlekamp, J. Conway, R. Guy, Winning Ways, 1982, chapter 16). Lines belong to no side; the
 * schema has them as men of side 0.
 *
 * A table has 2^lines indices for each side to move, before symmetry: 3 x 3 boxes have 24 lines.
 * @param columns boxes in a row, 1 to 6
 * @param rows boxes in a column, 1 to 6; at most 31 lines in all
 * @throws RangeError for another size
 */
export function dotsAndBoxes(columns: number, rows: number): Game {
  checkSize('columns', columns, 1, 6);
  checkSize('rows', rows, 1, Math.min(6, Math.floor((31 - columns) / (2 * columns + 1))));
  const { board, boxes } = linesOf(columns, rows);
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'L', max: board.cells, cells: (_, side) => side === 0 }],
  };
  const line = codeOf(schema, 0, 0);
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['A', 'B'] });
  const legal = (p: Position): boolean => p.counts[codeOf(schema, 0, 1)] === 0;
  const bounds = Array.from({ length: board.cells }, (_, cell) => boxes.filter((box) => box.includes(cell)));

  return {
    id: `dots-and-boxes-${columns}x${rows}`,
    title: `Dots and boxes ${columns} x ${rows}`,
    version: 1,
    schema,
    domain: SCORE,
    initial: `${board.rows.map((row) => '.'.repeat(row.filter((cell) => cell >= 0).length)).join('/')} A`,
    maxMoves: board.cells,
    tables: 'one',

    /** Writes the moves: a move is the line that is drawn. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let cell = 0; cell < board.cells; cell++) if (p.cells[cell] === EMPTY) out[n++] = cell;
      return n;
    },

    play(p: Position, move: Move): number {
      p.set(move, line);
      let closed = 0;
      for (const box of bounds[move]) {
        let i = 0;
        while (i < 4 && p.cells[box[i]] === line) i++;
        if (i === 4) closed++;
      }
      if (closed === 0) p.pass();
      return closed;
    },

    ended: (p) => (p.counts[line] === board.cells ? score(0) : undefined),
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (!legal(p)) throw new EndgameError('E_POSITION', `position "${text}": a line is written x`, 'leave out o');
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => board.names[move],
  };
}

/** Returns the lines between the dots as a board, and the four lines of each box. */
function linesOf(columns: number, rows: number): { board: Board; boxes: (readonly number[])[] } {
  const flat = (x: number, y: number): number => y * columns + x;
  const upright = (x: number, y: number): number => columns * (rows + 1) + y * (columns + 1) + x;
  const boxes = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return [flat(x, y), upright(x + 1, y), flat(x, y + 1), upright(x, y)];
  });
  const names: string[] = [];
  const drawn: number[][] = [];
  const file = (x: number): string => 'abcdefg'[x];
  for (let y = 0; y <= rows; y++) {
    const level = Array.from({ length: columns }, (_, x) => flat(x, y));
    level.forEach((cell, x) => (names[cell] = `${file(x)}${y + 1}${file(x + 1)}${y + 1}`));
    drawn.unshift(level.flatMap((cell) => [-1, cell]));
    if (y === rows) break;
    const walls = Array.from({ length: columns + 1 }, (_, x) => upright(x, y));
    walls.forEach((cell, x) => (names[cell] = `${file(x)}${y + 1}${file(x)}${y + 2}`));
    drawn.unshift(walls.flatMap((cell) => [cell, -1]));
  }
  const links = boxes.flatMap((box) => box.flatMap((a, i) => box.slice(i + 1).map((b) => [a, b] as const)));
  return { board: { cells: names.length, links, names, rows: drawn }, boxes };
}

/** Dots and boxes with 3 x 3 boxes. */
export const dotsAndBoxes33: Game = { ...dotsAndBoxes(3, 3), example: 'xxx/xx.x/x.x/x..x/..x/xx.x/xxx A' };
recordExplored(dotsAndBoxes33, dotsAndBoxes33Explored);
