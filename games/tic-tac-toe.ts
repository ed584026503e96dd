/**
 * Tic-tac-toe: three in a row on a board of nine cells. The smallest complete game file, and the one to start from when
 * you add your own: say what a position consists of (`schema`), what moves there are, and when the game is over.
 */

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
  type Side,
  type Value,
} from '../src/game/index.ts';

/** Nine cells, one kind of man; x (side 0) moves first, so it may have five men and o four. */
const schema: Schema = {
  board: grid(3, 3),
  content: 'pieces',
  kinds: [{ letter: 'X', max: 5 }],
};

const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
const MAN = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;

/** Cells in groups of three: ranks, files, diagonals. */
const LINES = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 3, 6, 1, 4, 7, 2, 5, 8, 0, 4, 8, 2, 4, 6);

function hasLine(p: Position, side: Side): boolean {
  const man = MAN[side];
  for (let i = 0; i < LINES.length; i += 3) {
    if (p.cells[LINES[i]] === man && p.cells[LINES[i + 1]] === man && p.cells[LINES[i + 2]] === man) return true;
  }
  return false;
}

const other = (side: Side): Side => (side === 0 ? 1 : 0);

/** The sides take turns, x first, and nobody moves after a line. Exactly the positions that a game can reach. */
function legal(p: Position): boolean {
  const lead = p.counts[MAN[0]] - p.counts[MAN[1]];
  return lead === p.turn && !hasLine(p, p.turn);
}

export const ticTacToe: Game = {
  id: 'tic-tac-toe',
  title: 'Tic-tac-toe',
  version: 1,
  schema,
  domain: OUTCOME,
  initial: '.../.../... x',
  maxMoves: 9,
  tables: 'one',

  /** A move is the cell that is taken. */
  moves(p: Position, out: Int32Array): number {
    let n = 0;
    for (let cell = 0; cell < 9; cell++) if (p.cells[cell] === EMPTY) out[n++] = cell;
    return n;
  },

  play(p: Position, move: Move): void {
    p.set(move, MAN[p.turn]);
    p.pass();
  },

  ended(p: Position): Value | undefined {
    if (hasLine(p, other(p.turn))) return loss(0);
    return p.counts[MAN[0]] + p.counts[MAN[1]] === 9 ? DRAW : undefined;
  },

  legal,

  parse(p: Position, text: string): void {
    notation.parse(p, text);
    if (legal(p)) return;
    throw new EndgameError(
      'E_POSITION',
      `position "${text}": no game of tic-tac-toe leads there`,
      'x moves first, the sides take turns, and a line ends the game at once',
    );
  },

  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),
  formatMove: (_, move) => schema.board.names[move],
};
