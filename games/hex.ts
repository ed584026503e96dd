import { recordExplored } from '../src/game/explored.ts';
import {
  type Board,
  codeOf,
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
import { hex44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/**
 * Hex by P. Hein and J. Nash: sides take turns to put a stone on an empty hexagon of a rhombus, x first. x wins by a
 * chain from the first file to the last, o by one from the first rank to the last. There is no exchange of sides after
 * the first move. A full board has exactly one such chain, so there is no draw (D. Gale, The game of Hex and the Brouwer
 * fixed-point theorem, 1979), and x wins from the empty board (Nash).
 *
 * The table grows with 3^cells: 4 x 4 has about ten million indices before symmetry.
 * @param n files and ranks, 2 to 5
 * @throws RangeError for another size
 */
export function hex(n: number): Game {
  checkSize('n', n, 2, 5);
  const square = grid(n, n);
  const { cells } = square;
  const diagonals = Array.from({ length: cells }, (_, cell) => cell)
    .filter((cell) => cell % n < n - 1 && cell >= n)
    .map((cell) => [cell, cell + 1 - n] as const);
  const board: Board = { ...square, links: [...square.links, ...diagonals] };
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'X', max: Math.ceil(cells / 2) }],
    mover: (men) => (men[1] > men[2] ? 1 : 0),
  };
  const stone = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
  const setOf = (holds: (cell: number) => boolean): number =>
    Array.from({ length: cells }, (_, cell) => cell).reduce((set, cell) => (holds(cell) ? set | (1 << cell) : set), 0);
  const beside = Int32Array.from({ length: cells }, (_, cell) =>
    setOf((other) => board.links.some(([a, b]) => (a === cell && b === other) || (b === cell && a === other))),
  );
  const from = [setOf((cell) => cell % n === 0), setOf((cell) => cell < n)] as const;
  const to = [setOf((cell) => cell % n === n - 1), setOf((cell) => cell >= cells - n)] as const;

  /** Returns whether a side has a chain between its edges. */
  const joined = (p: Position, side: number): boolean => {
    const code = stone[side];
    let set = 0;
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) set |= 1 << p.lists[i];
    let reached = 0;
    for (let fresh = set & from[side]; fresh !== 0; ) {
      reached |= fresh;
      if ((reached & to[side]) !== 0) return true;
      let next = 0;
      for (; fresh !== 0; fresh &= fresh - 1) next |= beside[31 - Math.clz32(fresh & -fresh)];
      fresh = next & set & ~reached;
    }
    return false;
  };

  const legal = (p: Position): boolean => p.counts[stone[0]] - p.counts[stone[1]] === p.turn && !joined(p, p.turn);

  return {
    id: `hex-${n}x${n}`,
    title: `Hex ${n} x ${n}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${Array<string>(n).fill('.'.repeat(n)).join('/')} x`,
    maxMoves: cells,
    tables: 'one',

    /** Writes the moves: a move is the cell that the stone takes. */
    moves(p: Position, out: Int32Array): number {
      let found = 0;
      for (let cell = 0; cell < cells; cell++) if (p.cells[cell] === EMPTY) out[found++] = cell;
      return found;
    },

    play(p: Position, move: Move): void {
      p.set(move, stone[p.turn]);
      p.pass();
    },

    ended: (p: Position): Value | undefined => (joined(p, 1 - p.turn) ? loss(0) : undefined),
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": no game of Hex leads there`,
        'x moves first, the sides take turns, and a chain ends the game at once',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => board.names[move],
  };
}

/** Hex on 4 x 4 hexagons. */
export const hex44: Game = { ...hex(4), example: '..../.xo./.ox./.... x' };
recordExplored(hex44, hex44Explored);
