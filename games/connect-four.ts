import { recordExplored } from '../src/game/explored.ts';
import {
  codeOf,
  DRAW,
  EMPTY,
  EndgameError,
  type ForeignNotation,
  type Game,
  grid,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  Position,
  type Schema,
  type Value,
  withNotations,
} from '../src/game/index.ts';
import {
  connectFour4x4Explored,
  connectFour5x4Explored,
  connectFour6x4Explored,
  connectFour5x5Explored,
  connectFour7x6Explored,
} from './explored.ts';
import { hanging, hasRow, meet, rowsOf } from './shared/rows.ts';
import { checkSize } from './shared/sizes.ts';

const FOUR = 4;
/** Cells of the largest board that is one table. */
const MOST_AT_ONCE = 24;
/** Most columns that a digit can name. */
const MOST_DIGITS = 9;

/**
 * Connect-four on a board of up to 64 cells. The sides take turns to drop a man into a column, where it comes to rest
 * on the men below. Four own men in a row, horizontally, vertically or diagonally, win at once; a full board is a draw.
 * x moves first. Rules and names of cells (columns a, b, c..., rows 1, 2, 3... from the bottom) are those of V. Allis,
 * "A Knowledge-based Approach of Connect-Four" (1988). `connect-four-5x4` has five columns and four rows;
 * `connect-four` is the usual board of 7 x 6, whose table would have some 4.5 x 10^12 positions: there are rules and
 * positions only.
 *
 * `legal` is generous: it requires men without gaps, in turn, and a last man that has filled all full rows, but no
 * order in which the men below can have been dropped in turn. So some positions with a value cannot be reached.
 *
 * Up to nine columns a position may be written as the columns played, counted from 1, as solvers do: `4453`.
 *
 * Boards of up to 24 cells are one table (6 x 4: 47 million
 * positions); larger ones have a table for each number of men.
 * @param columns 1 to 26
 * @throws RangeError for a size out of these limits
 */
export function connectFour(columns: number, rows: number, id = `connect-four-${columns}x${rows}`): Game {
  checkSize('columns', columns, 1, 26);
  checkSize('rows', rows, 1, Math.floor(64 / columns));
  const board = grid(columns, rows);
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'X', max: Math.ceil(board.cells / 2) }],
    stacks: Array.from({ length: columns }, (_, x) => Array.from({ length: rows }, (__, y) => y * columns + x)),
    mover: (men) => (men[1] > men[2] ? 1 : 0),
  };
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
  const man = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const lines = rowsOf(columns, rows, FOUR);
  const top = board.cells - columns;

  const legal = (p: Position): boolean =>
    p.counts[man[0]] - p.counts[man[1]] === p.turn &&
    hanging(p, columns) < 0 &&
    !hasRow(lines, p, man[p.turn]) &&
    (!hasRow(lines, p, man[1 - p.turn]) || meet(lines, p, man[1 - p.turn], columns));

  const game: Game = {
    id,
    title: `Connect-four ${columns} x ${rows}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${Array<string>(rows).fill('.'.repeat(columns)).join('/')} x`,
    lines: lines.lists,
    maxMoves: columns,
    // Where solving the whole game takes too long for one answer, each number of men is a table of its own.
    tables: board.cells <= MOST_AT_ONCE ? 'one' : 'each',

    /** Writes the moves: a move is the cell where the man comes to rest. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let column = 0; column < columns; column++) {
        if (p.cells[top + column] !== EMPTY) continue;
        let cell = column;
        while (p.cells[cell] !== EMPTY) cell += columns;
        out[n++] = cell;
      }
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
      const loose = hanging(p, columns);
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${loose < 0 ? 'no game of connect-four leads there' : `nothing is under the man on ${board.names[loose]}`}`,
        'x moves first, the sides take turns, men rest on men, and four in a row end the game at once',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => board.names[move],
  };
  return columns > MOST_DIGITS ? game : withNotations(game, 'rows from the top', [columnsPlayed(game, columns, rows)]);
}

/** Returns the notation of P. Pons's solver and others: a digit for each move, the column from the left. */
function columnsPlayed(game: Game, columns: number, rows: number): ForeignNotation {
  const p = new Position(game.schema);
  const top = game.schema.board.cells - columns;
  return {
    name: 'columns played',
    example: columns > FOUR && rows > 1 ? '4453' : '1',
    form: /^\d+$/,
    translate(text, fail) {
      game.parse(p, game.initial);
      for (const [i, digit] of text.split('').entries()) {
        const column = Number(digit) - 1;
        const move = `move ${i + 1} in column ${digit}`;
        if (column < 0 || column >= columns) fail(`${move}, expected 1 to ${columns}`);
        if (game.ended(p) !== undefined) fail(`${move} after the end of the game`);
        if (p.cells[top + column] !== EMPTY) fail(`${move}, which is full`);
        let cell = column;
        while (p.cells[cell] !== EMPTY) cell += columns;
        game.play(p, cell);
      }
      return game.format(p);
    },
  };
}

/** Connect-four on 4 columns and 4 rows. */
export const connectFour4x4: Game = connectFour(4, 4);
recordExplored(connectFour4x4, connectFour4x4Explored);
/** Connect-four on 5 columns and 4 rows. */
export const connectFour5x4: Game = { ...connectFour(5, 4), example: '...../....x/x.o.x/ooxox o' };
recordExplored(connectFour5x4, connectFour5x4Explored);
/** Connect-four on 6 columns and 4 rows. */
export const connectFour6x4: Game = { ...connectFour(6, 4), example: '....../ox..../xoo.xx/xoxoox o' };
recordExplored(connectFour6x4, connectFour6x4Explored);
/** Connect-four on 5 columns and 5 rows. */
export const connectFour5x5: Game = { ...connectFour(5, 5), example: '...../...o./xo.xx/xo.xo/oxoxo x' };
recordExplored(connectFour5x5, connectFour5x5Explored);
/** Connect-four on the usual board of 7 columns and 6 rows: rules and positions only. */
export const connectFour7x6: Game = {
  ...connectFour(7, 6, 'connect-four'),
  example: 'o...xo./o..xox./x..oox./ooxxoo./xxxoxx./xxoxooo x',
};
recordExplored(connectFour7x6, connectFour7x6Explored);
