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
import { amazons44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** Amazons of a side. */
const AMAZONS = 2;

/**
 * The game of the amazons by W. Zamkauskas on a small square, with two amazons a side: an amazon moves like the queen
 * of chess and then shoots an arrow, which flies like a queen too and blocks the square where it lands. Nobody passes
 * over a man or an arrow. The side that cannot move has lost. White begins, from a2 and c1 on 4 x 4 against b4 and d3.
 * Arrows belong to no side; the schema has them as men of side 0.
 *
 * @param n files and ranks, 4 or 5
 * @throws RangeError for another size
 */
export function amazons(n: number): Game {
  checkSize('n', n, 4, 5);
  const board = grid(n, n);
  const { cells } = board;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [
      { letter: 'A', max: AMAZONS },
      { letter: 'X', max: cells - 2 * AMAZONS, cells: (_, side) => side === 0 },
    ],
    mover: (men) => (men[2] % 2 === 0 ? 0 : 1),
  };
  const amazon = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const arrow = codeOf(schema, 1, 0);
  const notation = gridNotation(schema, {
    men: [
      ['w', 'b'],
      ['x', 'y'],
    ],
    sides: ['w', 'b'],
  });
  /** The cells in each of eight directions, by `8 * cell + direction`. */
  const rays = Array.from({ length: 8 * cells }, (_, i) => {
    const turn = ((i % 8) * Math.PI) / 4;
    const [dx, dy] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
    const ray: number[] = [];
    let x = ((i >> 3) % n) + dx;
    let y = Math.floor((i >> 3) / n) + dy;
    for (; x >= 0 && y >= 0 && x < n && y < n; x += dx, y += dy) ray.push(y * n + x);
    return Uint8Array.from(ray);
  });
  const legal = (p: Position): boolean =>
    p.counts[amazon[0]] === AMAZONS && p.counts[amazon[1]] === AMAZONS && p.counts[arrow] % 2 === p.turn;

  return {
    id: `amazons-${n}x${n}`,
    title: `Amazons ${n} x ${n}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: n === 4 ? '.b../...b/w.../..w. w' : '.b.../....b/...../w..../...w. w',
    maxMoves: AMAZONS * (4 * (n - 1)) ** 2,
    tables: 'one',

    /** Writes the moves in bits: 8 from, 8 to, 8 the arrow. */
    moves(p: Position, out: Int32Array): number {
      const own = amazon[p.turn];
      let found = 0;
      for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
        const from = p.lists[i];
        for (let r = 8 * from; r < 8 * from + 8; r++) {
          for (let j = 0; j < rays[r].length; j++) {
            const to = rays[r][j];
            if (p.cells[to] !== EMPTY) break;
            for (let s = 8 * to; s < 8 * to + 8; s++) {
              for (let k = 0; k < rays[s].length; k++) {
                const aim = rays[s][k];
                if (p.cells[aim] !== EMPTY && aim !== from) break;
                out[found++] = from | (to << 8) | (aim << 16);
              }
            }
          }
        }
      }
      return found;
    },

    play(p: Position, move: Move): void {
      p.shift(move & 255, (move >> 8) & 255);
      p.set(move >> 16, arrow);
      p.pass();
    },

    ended: () => undefined,
    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p) && p.counts[codeOf(schema, 1, 1)] === 0) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": no game of amazons leads there`,
        `each side has ${AMAZONS} amazons, arrows are written x, and w moves while their number is even`,
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => `${board.names[move & 255]}-${board.names[(move >> 8) & 255]}/${board.names[move >> 16]}`,
  };
}

/** Amazons on 4 x 4 squares. */
export const amazons44: Game = { ...amazons(4), example: '.bxx/x.xb/wx.x/x.w. b' };
recordExplored(amazons44, amazons44Explored);
