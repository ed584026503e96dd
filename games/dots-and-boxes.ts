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
  type Side,
} from '../src/game/index.ts';
import { dotsAndBoxes33Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** How the board's own notation writes lines between two boxes; people write all lines x. */
const WITHIN = '+';

/**
 * Dots and boxes (E. Lucas, La Pipopipette, 1889): sides draw lines between neighbouring dots. Whoever draws the fourth
 * side of a box has the box and must move again, whatever the number of boxes; the game is over when all lines are
 * drawn. A value is the boxes still to come for the side to move less those for the other.
 *
 * The lines are the cells of the board, linked where they bound one box, since nothing else matters: the board is that
 * of strings and coins (E. Berlekamp, J. Conway, R. Guy, Winning Ways, 1982, chapter 16). Lines belong to no side; the
 * schema has them as men of side 0. Lines on the edge and lines within are two kinds: either has few placements, so that
 * symmetries, which exchange no kinds, act on those of the edge.
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
  const bounds = Array.from({ length: board.cells }, (_, cell) => boxes.filter((box) => box.includes(cell)));
  const kinds = [1, 2].flatMap((shared, i) => {
    const cells = bounds.filter((each) => each.length === shared).length;
    const here = (cell: number, side: number): boolean => side === 0 && bounds[cell].length === shared;
    return cells === 0 ? [] : [{ letter: 'EW'[i], max: cells, cells: here }];
  });
  const schema: Schema = { board, content: 'pieces', kinds };
  const lines = bounds.map((each) => codeOf(schema, each.length - 1, 0));
  const notation = gridNotation(schema, {
    men: [
      ['x', 'o'],
      [WITHIN, '-'],
    ],
    sides: ['A', 'B'],
  });
  const drawn = board.rows.flat().filter((cell) => cell >= 0);
  const menOf = (p: Position, side: Side): number => {
    let men = 0;
    for (let kind = 0; kind < kinds.length; kind++) men += p.counts[codeOf(schema, kind, side)];
    return men;
  };
  const legal = (p: Position): boolean => menOf(p, 1) === 0;

  return {
    id: `dots-and-boxes-${columns}x${rows}`,
    title: `Dots and boxes ${columns} x ${rows}`,
    version: 2,
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
      p.set(move, lines[move]);
      let closed = 0;
      for (const box of bounds[move]) {
        let i = 0;
        while (i < 4 && p.cells[box[i]] !== EMPTY) i++;
        if (i === 4) closed++;
      }
      if (closed === 0) p.pass();
      return closed;
    },

    ended: (p) => (menOf(p, 0) === board.cells ? score(0) : undefined),
    legal,

    parse(p: Position, text: string): void {
      const [cells, ...rest] = text.trim().split(/\s+/);
      let n = 0;
      const spelt = cells.replaceAll(/[^/]/g, (sign) => {
        const within = bounds[drawn[n++]]?.length === 2;
        return sign === 'x' && within ? WITHIN : sign;
      });
      notation.parse(p, [spelt, ...rest].join(' '));
      const stray = board.names.find((_, cell) => p.cells[cell] !== EMPTY && p.cells[cell] !== lines[cell]);
      if (stray === undefined) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${stray} is neither x nor .`,
        'a drawn line is written x',
      );
    },

    format: (p) => notation.format(p).replaceAll(WITHIN, 'x'),
    draw: (p) => notation.draw(p).replaceAll(WITHIN, 'x'),
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
