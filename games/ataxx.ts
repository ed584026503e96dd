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
  win,
} from '../src/game/index.ts';
import { ataxx44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/**
 * Ataxx by D. Crummack and C. Galley on a small board: a man is copied onto one of the eight squares around it, or
 * jumps to a square two away in files or ranks or both, and leaves its own. Then all opposing men around the square
 * become men of the mover. A side that cannot move passes, one that can must not. The game is over when the board is
 * full, a side has no men, or nobody can move; more men win. x begins, from two opposite corners against the others.
 *
 * The table grows with 3^cells. There are no unmoves: a jump that turns as many men as the mover was short of exchanges the
 * numbers of both sides, so it stays in the slice, and all sets of men that it can have turned would be unmoves.
 * @param columns 2 to 8
 * @param rows 2 to 8, at most 16 squares in all; default: as many as columns
 * @throws RangeError for another size
 */
export function ataxx(columns: number, rows: number = columns): Game {
  checkSize('columns', columns, 2, 8);
  checkSize('rows', rows, 2, Math.floor(16 / columns));
  const board = grid(columns, rows);
  const { cells } = board;
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'X', max: cells }] };
  const man = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });
  const ringOf = (cell: number, distance: number): Uint8Array =>
    Uint8Array.from(
      Array.from({ length: cells }, (_, other) => other).filter((other) => {
        const dx = (other % columns) - (cell % columns);
        const dy = Math.floor(other / columns) - Math.floor(cell / columns);
        return Math.max(Math.abs(dx), Math.abs(dy)) === distance;
      }),
    );
  const near = Array.from({ length: cells }, (_, cell) => ringOf(cell, 1));
  const far = Array.from({ length: cells }, (_, cell) => ringOf(cell, 2));
  const pass = cells | (cells << 8);

  const holds = (p: Position, list: Uint8Array, code: number): boolean => {
    for (let i = 0; i < list.length; i++) if (p.cells[list[i]] === code) return true;
    return false;
  };

  const canMove = (p: Position, side: number): boolean => {
    const code = man[side];
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) {
      if (holds(p, near[p.lists[i]], EMPTY) || holds(p, far[p.lists[i]], EMPTY)) return true;
    }
    return false;
  };
  const legal = (p: Position): boolean => p.counts[man[0]] + p.counts[man[1]] > 0;
  const middle = Array<string>(rows - 2).fill('.'.repeat(columns));
  const between = '.'.repeat(columns - 2);

  return {
    id: `ataxx-${columns}x${rows}`,
    title: `Ataxx ${columns} x ${rows}`,
    version: 2,
    schema,
    domain: OUTCOME,
    initial: `${[`x${between}o`, ...middle, `o${between}x`].join('/')} x`,
    maxMoves: 16 * cells,
    tables: 'one',

    /** Writes the moves: `from + 256 * to` for a jump, twice the same square for a copy, and the pass. */
    moves(p: Position, out: Int32Array): number {
      const own = man[p.turn];
      let found = 0;
      for (let to = 0; to < cells; to++) {
        if (p.cells[to] !== EMPTY) continue;
        if (holds(p, near[to], own)) out[found++] = to | (to << 8);
        for (let i = 0; i < far[to].length; i++) if (p.cells[far[to][i]] === own) out[found++] = far[to][i] | (to << 8);
      }
      if (found === 0) out[found++] = pass;
      return found;
    },

    play(p: Position, move: Move): void {
      if (move !== pass) {
        const own = man[p.turn];
        const from = move & 255;
        const to = move >> 8;
        if (from === to) p.set(to, own);
        else p.shift(from, to);
        for (const cell of near[to]) if (p.cells[cell] === man[1 - p.turn]) p.set(cell, own);
      }
      p.pass();
    },

    ended(p: Position): Value | undefined {
      const lead = p.counts[man[p.turn]] - p.counts[man[1 - p.turn]];
      const goesOn = p.counts[man[0]] > 0 && p.counts[man[1]] > 0 && (canMove(p, 0) || canMove(p, 1));
      return goesOn ? undefined : lead > 0 ? win(0) : lead < 0 ? loss(0) : DRAW;
    },

    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (!legal(p)) throw new EndgameError('E_POSITION', `position "${text}": no men`, 'a side at least has men');
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => {
      if (move === pass) return 'pass';
      const [from, to] = [move & 255, move >> 8];
      return from === to ? board.names[to] : `${board.names[from]}-${board.names[to]}`;
    },
  };
}

/** Ataxx on 4 x 4 squares. */
export const ataxx44: Game = { ...ataxx(4), example: 'ooxx/ooo./oxxx/oxxx x' };
recordExplored(ataxx44, ataxx44Explored);
