import {
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  loss,
  type Move,
  NONE,
  OUTCOME,
  type Position,
  type Schema,
} from '../../src/game/index.ts';
import { checkSize } from './sizes.ts';

/** What differs between games of pawns. */
export interface PawnOptions {
  readonly id: string;
  readonly title: string;
  /** Number of files, 1 to 26. */
  readonly width: number;
  /** At least twice the ranks; at most 254 cells in all. */
  readonly height: number;
  /** Ranks that each side fills at the start, 1 or 2. */
  readonly ranks: number;
  /** Whether pawns step diagonally too, not only to capture. */
  readonly diagonal?: boolean;
  /** Whether a side that can capture must. */
  readonly forced?: boolean;
}

/** Bit of a move that captures; without it a move is a shift, as the contract has it: from + 256 * to. */
const CAPTURE = 1 << 16;
const FROM = 255;

/**
 * Games of pawns alone: they step forward, capture diagonally forward, and a side that reaches the far rank wins. The
 * games differ in whether a pawn may also step diagonally, and whether a capture must be made.
 *
 * No pawn in play stands on the far rank, so the schema leaves these cells out: a move there has no index and is over
 * by the rules. Notation: the ranks from the top, x going up and o going down, and who moves: `ooo/.../xxx x`.
 *
 * Hexapawn, breakthrough and Dawson's chess are such games.
 * @throws RangeError for a size out of the limits
 */
export function pawnGame({ id, title, width, height, ranks, diagonal = false, forced = false }: PawnOptions): Game {
  checkSize('width', width, 1, 26);
  checkSize('ranks', ranks, 1, 2);
  checkSize('height', height, 2 * ranks, Math.floor(254 / width));
  const cells = width * height;
  const board = grid(width, height);
  const rankOf = (cell: number): number => Math.floor(cell / width);
  const goal = (side: number): number => (side === 0 ? height - 1 : 0);
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [{ letter: 'P', max: width * ranks, cells: (cell, side) => rankOf(cell) !== goal(side) }],
  };
  const PAWN = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['x', 'o']], sides: ['x', 'o'] });

  /** Three cells before each cell, for each side: straight, to the left, to the right; NONE beyond the edge. */
  const ahead = [0, 1].map((side) => {
    const table = new Uint8Array(3 * cells).fill(NONE);
    for (let cell = 0; cell < cells; cell++) {
      if (rankOf(cell) === goal(side)) continue;
      const straight = cell + (side === 0 ? width : -width);
      const file = cell % width;
      table[3 * cell] = straight;
      if (file > 0) table[3 * cell + 1] = straight - 1;
      if (file < width - 1) table[3 * cell + 2] = straight + 1;
    }
    return table;
  });
  const steps = diagonal ? 3 : 1;

  function captures(p: Position, out: Int32Array): number {
    const own = PAWN[p.turn];
    const theirs = PAWN[1 - p.turn];
    const next = ahead[p.turn];
    let n = 0;
    for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
      const from = p.lists[i];
      for (let way = 1; way < 3; way++) {
        const to = next[3 * from + way];
        if (to !== NONE && p.cells[to] === theirs) out[n++] = from | (to << 8) | CAPTURE;
      }
    }
    return n;
  }

  /** Writes steps of a side's pawns to empty cells before them, or with the other side's `next`, behind them. */
  function quiet(p: Position, own: number, next: Uint8Array, out: Int32Array, n: number): number {
    let found = n;
    for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
      const from = p.lists[i];
      for (let way = 0; way < steps; way++) {
        const to = next[3 * from + way];
        if (to !== NONE && p.cells[to] === EMPTY) out[found++] = from | (to << 8);
      }
    }
    return found;
  }

  function pawnsOn(p: Position, code: number, rank: number): number {
    let n = 0;
    for (let cell = rank * width, end = cell + width; cell < end; cell++) if (p.cells[cell] === code) n++;
    return n;
  }

  /**
   * Returns whether the side that has just moved has a pawn (it may have brought one to the far rank), and the other
   * side has no pawn on the far rank.
   */
  function legal(p: Position): boolean {
    const other = PAWN[1 - p.turn];
    return (
      p.counts[other] > 0 && pawnsOn(p, PAWN[p.turn], goal(p.turn)) === 0 && pawnsOn(p, other, goal(1 - p.turn)) <= 1
    );
  }

  const row = (letter: string): string => letter.repeat(width);
  const start = Array.from({ length: height }, (_, y) => row(y < ranks ? 'o' : y < height - ranks ? '.' : 'x'));

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${start.join('/')} x`,
    maxMoves: 3 * width * ranks,
    tables: 'one',

    moves(p: Position, out: Int32Array): number {
      const n = captures(p, out);
      return forced && n > 0 ? n : quiet(p, PAWN[p.turn], ahead[p.turn], out, n);
    },

    play(p: Position, move: Move): void {
      const from = move & FROM;
      const to = (move >> 8) & FROM;
      if (move >= CAPTURE) p.set(to, EMPTY);
      p.shift(from, to);
      p.pass();
    },

    ended(p: Position) {
      const other = PAWN[1 - p.turn];
      return p.counts[PAWN[p.turn]] === 0 || pawnsOn(p, other, goal(1 - p.turn)) > 0 ? loss(0) : undefined;
    },

    legal,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (!legal(p)) {
        throw new EndgameError(
          'E_POSITION',
          `position ${JSON.stringify(text)}: no game leads there`,
          'only the side that has just moved can have a pawn on the far rank, and it has at least one pawn',
        );
      }
    },

    format: notation.format,
    draw: notation.draw,
    formatMove: (_: Position, move: Move) =>
      `${board.names[move & FROM]}${move >= CAPTURE ? 'x' : '-'}${board.names[(move >> 8) & FROM]}`,

    // With forced captures a quiet step is a move only where its side could capture nothing.
    ...(forced
      ? {}
      : {
          unmoves: (p: Position, out: Int32Array) => quiet(p, PAWN[1 - p.turn], ahead[p.turn], out, 0),
          unplay(p: Position, unmove: number): void {
            p.shift(unmove & FROM, (unmove >> 8) & FROM);
            p.pass();
          },
          shift: (move: Move) => (move < CAPTURE ? move : -1),
          unshift: (unmove: number) => unmove,
        }),
  };
}
