import { recordExplored } from '../src/game/explored.ts';
import {
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
  win,
} from '../src/game/index.ts';
import { dodgem3Explored, dodgem4Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** A move in bits: 8 from, 8 to; OFF is no cell. */
const OFF = 255;

/**
 * Dodgem by C. Vout, as in E. Berlekamp, J. Conway, R. Guy, Winning Ways (1982), chapter 22: n - 1 cars per side on
 * n x n squares. Left's cars start on the left edge and go right, up or down. Right's start on the lower edge and go
 * up, left or right. No car goes back, and none goes onto another. A car leaves the board over the far edge only. The
 * side that first has all cars off wins, and so does a side that cannot move: to block the other side is to lose.
 *
 * The book's table of 3 x 3 gives the first player the win; D. des Jardins (1996, rec.games.abstract) found 4 x 4 and
 * 5 x 5 to be draws by endless play.
 *
 * 4 x 4 has 276,600 positions.
 * @param n 2 to 15
 * @throws RangeError for another size
 */
export function dodgem(n: number, id: string, title: string): Game {
  checkSize('n', n, 2, 15);
  const board = grid(n, n);
  const cells = n * n;
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'C', max: n - 1 }] };
  const cars = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['L', 'R']], sides: ['L', 'R'] });

  /**
   * Up to three cells that a side's car goes to from a cell (`ahead`), by `(side * cells + cell) * 3`, or comes from
   * (`behind`).
   */
  const ahead = new Uint8Array(2 * cells * 3).fill(OFF);
  const behind = new Uint8Array(2 * cells * 3).fill(OFF);
  for (const side of [0, 1] as const) {
    for (let cell = 0; cell < cells; cell++) {
      // Right sees the board with files and ranks exchanged.
      const along = side === 0 ? cell % n : Math.floor(cell / n);
      const across = side === 0 ? Math.floor(cell / n) : cell % n;
      const cellAt = (a: number, b: number): number =>
        a < 0 || b < 0 || a >= n || b >= n ? OFF : side === 0 ? b * n + a : a * n + b;
      const sideways = [cellAt(along, across - 1), cellAt(along, across + 1)];
      ahead.set([cellAt(along + 1, across), ...sideways], (side * cells + cell) * 3);
      behind.set([cellAt(along - 1, across), ...sideways], (side * cells + cell) * 3);
    }
  }
  const isLast = (cell: number, side: number): boolean => ahead[(side * cells + cell) * 3] === OFF;

  const steps = (p: Position, side: number, table: Uint8Array, out: Int32Array): number => {
    let found = 0;
    for (let i = cars[side] * p.stride, last = i + p.counts[cars[side]]; i < last; i++) {
      const from = p.lists[i];
      for (let at = (side * cells + from) * 3, end = at + 3; at < end; at++) {
        const to = table[at];
        if (to !== OFF && p.cells[to] === EMPTY) out[found++] = from | (to << 8);
      }
      if (table === ahead && isLast(from, side)) out[found++] = from | (OFF << 8);
    }
    return found;
  };

  // The game is over once a side has no cars, so the side to move always has some.
  const legal = (p: Position): boolean => p.counts[cars[p.turn]] > 0;

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: [...Array<string>(n - 1).fill(`L${'.'.repeat(n - 1)}`), `.${'R'.repeat(n - 1)}`].join('/').concat(' L'),
    maxMoves: 3 * (n - 1),
    tables: 'one',
    moves: (p, out) => steps(p, p.turn, ahead, out),

    play(p: Position, move: Move): void {
      const to = move >> 8;
      if (to === OFF) p.set(move & 255, EMPTY);
      else p.shift(move & 255, to);
      p.pass();
    },

    ended: (p: Position): Value | undefined => (p.counts[cars[1 - p.turn]] === 0 ? loss(0) : undefined),
    stuck: () => win(0),
    legal,
    unmoves: (p, out) => steps(p, 1 - p.turn, behind, out),

    unplay(p: Position, unmove: number): void {
      p.shift(unmove & 255, unmove >> 8);
      p.pass();
    },

    shift: (move) => (move >> 8 === OFF ? -1 : move),
    unshift: (unmove) => unmove,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": the side to move has no cars`,
        'its game is over: it has won',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    /** `a2-b2`, and `c2-off` for a car that leaves the board. */
    formatMove: (_, move) => `${board.names[move & 255]}-${move >> 8 === OFF ? 'off' : board.names[move >> 8]}`,
  };
}

/** Dodgem on 3 x 3 squares. */
export const dodgem3: Game = dodgem(3, 'dodgem', 'Dodgem');
recordExplored(dodgem3, dodgem3Explored);
/** Dodgem on 4 x 4 squares. */
export const dodgem4: Game = dodgem(4, 'dodgem-4x4', 'Dodgem on 4 x 4 squares');
recordExplored(dodgem4, dodgem4Explored);
