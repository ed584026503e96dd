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
import { tigers44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

const GOATS = 0;
const TIGERS = 1;

/** What differs between boards of tigers and goats. */
export interface TigerOptions {
  /** Points of a side, 3 to 5. */
  readonly size: number;
  /** Goats in hand at the start, 1 to 20. */
  readonly goats: number;
  /** Goats that the tigers must take to win, 1 to `goats`. */
  readonly taken: number;
}

/**
 * Bagh-chal, tigers and goats, with two tigers on a small board: men stand on points, with lines along files and ranks,
 * and diagonals through every second point. Goats move first: they are put on free points while there are any in hand,
 * and then step along lines. Tigers begin in opposite corners. A tiger steps along a line, or jumps along one over a
 * goat beside it, which it takes. Tigers win when they have taken enough goats, goats when no tiger can move. Goats that
 * cannot move have lost. Rules after Y. J. Lim and J. Nievergelt, Computing Tigers and Goats (ICGA Journal 27, 2004), who
 * have four tigers, twenty goats and 5 x 5 points.
 * @throws RangeError for numbers out of these limits
 */
export function tigers({ size, goats, taken }: TigerOptions): Game {
  checkSize('size', size, 3, 5);
  checkSize('goats', goats, 1, Math.min(20, size * size - 3));
  checkSize('taken', taken, 1, goats);
  const square = grid(size, size);
  const { cells } = square;
  const even = (cell: number): boolean => ((cell % size) + Math.floor(cell / size)) % 2 === 0;
  const pointAt = (x: number, y: number): number => (x >= 0 && y >= 0 && x < size && y < size ? y * size + x : -1);
  const diagonals = Array.from({ length: cells }, (_, cell) => cell).flatMap((cell) =>
    [-1, 1]
      .map((dx) => pointAt((cell % size) + dx, Math.floor(cell / size) + 1))
      .filter((to) => to >= 0 && even(cell))
      .map((to) => [cell, to] as const),
  );
  const board: Board = { ...square, links: [...square.links, ...diagonals] };
  const sideOf = (side: number) => (_: number, of: number) => of === side;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [
      { letter: 'G', max: goats, reserve: goats, cells: sideOf(GOATS) },
      { letter: 'T', max: 2, cells: sideOf(TIGERS) },
    ],
  };
  const goat = codeOf(schema, 0, GOATS);
  const tiger = codeOf(schema, 1, TIGERS);
  const notation = gridNotation(schema, {
    men: [
      ['g', 'h'],
      ['s', 't'],
    ],
    sides: ['goats', 'tigers'],
  });
  const beside = Array.from({ length: cells }, (_, cell) =>
    Uint8Array.from(board.links.flatMap(([a, b]) => (a === cell ? [b] : b === cell ? [a] : []))),
  );
  /** Point behind each neighbour, in the order of `beside`, or the point itself where there is none. */
  const behind = beside.map((list, cell) =>
    list.map((over) => {
      const to = pointAt(2 * (over % size) - (cell % size), 2 * Math.floor(over / size) - Math.floor(cell / size));
      return to < 0 ? cell : to;
    }),
  );
  const remaining = (p: Position): number => p.counts[goat] + p.reserve[goat];
  const legal = (p: Position): boolean => p.counts[tiger] === 2 && remaining(p) >= goats - taken;

  const steps = (p: Position, code: number, out: Int32Array): number => {
    let n = 0;
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) {
      const from = p.lists[i];
      const list = beside[from];
      for (let j = 0; j < list.length; j++) if (p.cells[list[j]] === EMPTY) out[n++] = from | (list[j] << 8);
    }
    return n;
  };
  const corner = `t${'.'.repeat(size - 1)}`;
  const rows = Array<string>(size - 2).fill('.'.repeat(size));

  return {
    id: `tigers-${size}x${size}`,
    title: `Tigers and goats ${size} x ${size}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${[corner, ...rows, Array.from(corner).toReversed().join('')].join('/')} goats ${'g'.repeat(goats)}`,
    maxMoves: 8 * Math.max(goats, 4),
    tables: 'each',

    /** Writes the moves: `from + 256 * to`, and twice the same point for a goat that is put down. */
    moves(p: Position, out: Int32Array): number {
      if (p.turn === GOATS) {
        if (p.reserve[goat] === 0) return steps(p, goat, out);
        let n = 0;
        for (let cell = 0; cell < cells; cell++) if (p.cells[cell] === EMPTY) out[n++] = cell | (cell << 8);
        return n;
      }
      let n = steps(p, tiger, out);
      for (let i = tiger * p.stride, last = i + p.counts[tiger]; i < last; i++) {
        const from = p.lists[i];
        for (let j = 0; j < beside[from].length; j++) {
          const to = behind[from][j];
          if (p.cells[beside[from][j]] === goat && p.cells[to] === EMPTY) out[n++] = from | (to << 8);
        }
      }
      return n;
    },

    play(p: Position, move: Move): void {
      const from = move & 255;
      const to = move >> 8;
      if (from === to) {
        p.addReserve(goat, -1);
        p.set(to, goat);
      } else {
        // A jump goes over the point in the middle, whose number is the mean of both.
        const over = (from + to) >> 1;
        if (!beside[from].includes(to)) p.set(over, EMPTY);
        p.shift(from, to);
      }
      p.pass();
    },

    ended: (p: Position): Value | undefined =>
      p.turn === GOATS && remaining(p) === goats - taken ? loss(0) : undefined,
    legal,

    /** Within a slice men step; goats do so once none is in hand. */
    unmoves(p: Position, out: Int32Array): number {
      if (p.turn === GOATS) return steps(p, tiger, out);
      return p.reserve[goat] === 0 ? steps(p, goat, out) : 0;
    },

    unplay(p: Position, unmove: number): void {
      p.shift(unmove & 255, unmove >> 8);
      p.pass();
    },

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      const ours = p.counts[tiger] + p.counts[goat] === p.counts.reduce((sum, count) => sum + count);
      if (ours && legal(p)) return;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": ${p.counts[tiger]} tigers t, ${remaining(p)} goats g`,
        `there are two tigers, and at least ${goats - taken} of ${goats} goats on the board and in hand`,
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) =>
      (move & 255) === move >> 8 ? board.names[move >> 8] : `${board.names[move & 255]}-${board.names[move >> 8]}`,
  };
}

/** Two tigers against six goats on 4 x 4 points; the tigers must take three. */
export const tigers44: Game = {
  ...tigers({ size: 4, goats: 6, taken: 3 }),
  example: 'g..t/.g../.g../gt.. tigers -',
};
recordExplored(tigers44, tigers44Explored);
