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
  type Side,
} from '../src/game/index.ts';
import { konane44Explored, konane54Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** Steps along files and ranks. */
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/**
 * Konane, the checkers of Hawaii: the board is full, black and white in turn like its squares. Black takes one of its
 * men off a corner or the centre, White one of its own beside the gap. Then men jump over an opposing man beside them
 * onto the empty square behind it, and take it; one move may go on in the same direction. The side that cannot jump has
 * lost. Rules: M. D. Ernst, Playing Konane mathematically (UMAP Journal 16, 1995).
 *
 * A jump goes two squares, so men stay on squares of their colour: a table has 2^cells indices for each side to move,
 * before symmetry.
 * @param columns 2 to 8
 * @param rows 2 to 8, at most 30 squares in all
 * @throws RangeError for another size
 */
export function konane(columns: number, rows: number): Game {
  checkSize('columns', columns, 2, 8);
  checkSize('rows', rows, 2, Math.min(8, Math.floor(30 / columns)));
  const board = grid(columns, rows);
  const { cells } = board;
  const colourOf = (cell: number): Side => (((cell % columns) + Math.floor(cell / columns)) % 2 === 0 ? 0 : 1);
  const squares = Array.from({ length: cells }, (_, cell) => cell);
  const first = squares.filter((cell) => colourOf(cell) === 0).length;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'M', max: first, cells: (cell, side) => colourOf(cell) === side }],
  };
  const man = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['b', 'w']], sides: ['b', 'w'] });

  const middle = (at: number, size: number): boolean => Math.abs(2 * at - (size - 1)) < 2;
  const edge = (at: number, size: number): boolean => at === 0 || at === size - 1;
  const opening = squares.filter((cell) => {
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    return (middle(x, columns) && middle(y, rows)) || (edge(x, columns) && edge(y, rows));
  });
  /** Cells to jump to from a cell, in each direction, by `4 * cell + direction`: how many there are on the board. */
  const room = Uint8Array.from({ length: 4 * cells }, (_, i) => {
    const [dx, dy] = DIRECTIONS[i % 4];
    const [x, y] = [(i >> 2) % columns, Math.floor((i >> 2) / columns)];
    return Math.floor((dx === 0 ? (dy > 0 ? rows - 1 - y : y) : dx > 0 ? columns - 1 - x : x) / 2);
  });
  const steps = DIRECTIONS.map(([dx, dy]) => dx + dy * columns);

  const gapsIn = (p: Position): number => cells - p.counts[man[0]] - p.counts[man[1]];
  const legal = (p: Position): boolean => {
    const gone = [first - p.counts[man[0]], cells - first - p.counts[man[1]]];
    return gapsIn(p) < 2 ? gone[1] === 0 && gone[0] === p.turn : gone[0] > 0 && gone[1] > 0;
  };

  return {
    id: `konane-${columns}x${rows}`,
    title: `Konane ${columns} x ${rows}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${board.rows.map((row) => row.map((cell) => 'bw'[colourOf(cell)]).join('')).join('/')} b`,
    maxMoves: 4 * cells,
    tables: 'one',

    /** Writes the moves: `from + 256 * to` for a jump, and twice the same cell for a man that is taken off. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      const gaps = gapsIn(p);
      if (gaps < 2) {
        for (const cell of opening) if (gaps === 0 && p.cells[cell] === man[0]) out[n++] = cell | (cell << 8);
        for (let i = gaps === 1 ? 0 : 4 * cells; i < 4 * cells; i++) {
          const from = i >> 2;
          const to = from + steps[i & 3];
          if (p.cells[from] !== EMPTY || to < 0 || to >= cells) continue;
          if (steps[i & 3] ** 2 === 1 && Math.floor(to / columns) !== Math.floor(from / columns)) continue;
          out[n++] = to | (to << 8);
        }
        return n;
      }
      const own = man[p.turn];
      const other = man[1 - p.turn];
      for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
        const from = p.lists[i];
        for (let direction = 0; direction < 4; direction++) {
          const step = steps[direction];
          let at = from;
          for (let left = room[4 * from + direction]; left > 0; left--) {
            if (p.cells[at + step] !== other || p.cells[at + 2 * step] !== EMPTY) break;
            at += 2 * step;
            out[n++] = from | (at << 8);
          }
        }
      }
      return n;
    },

    play(p: Position, move: Move): void {
      const from = move & 255;
      const to = move >> 8;
      if (from === to) p.set(from, EMPTY);
      else {
        const along = Math.abs(to - from) < columns ? 1 : columns;
        const step = to > from ? along : -along;
        for (let at = from + step; at !== to + step; at += 2 * step) p.set(at, EMPTY);
        p.shift(from, to);
      }
      p.pass();
    },

    ended: () => undefined,
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      const stray = squares.find((cell) => p.cells[cell] === man[1 - colourOf(cell)]);
      if (stray === undefined && legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${stray === undefined ? 'no game leads there' : `${board.names[stray]} is a square of the other side`}`,
        'b stands on a1 and the squares of its colour, and opens the game; each side has lost a man when men begin to jump',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) =>
      (move & 255) === move >> 8
        ? `x${board.names[move >> 8]}`
        : `${board.names[move & 255]}-${board.names[move >> 8]}`,
  };
}

/** Konane on 4 x 4 squares. */
export const konane44: Game = konane(4, 4);
recordExplored(konane44, konane44Explored);
/** Konane on five files and four ranks. */
export const konane54: Game = konane(5, 4);
recordExplored(konane54, konane54Explored);
