import { recordExplored } from '../src/game/explored.ts';
import {
  type Board,
  codeOf,
  EMPTY,
  EndgameError,
  type ForeignNotation,
  type Game,
  grid,
  gridNotation,
  type Move,
  type Position,
  SCORE,
  type Schema,
  score,
  type Value,
  withNotations,
} from '../src/game/index.ts';
import { othello4x4Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

const DIRECTIONS = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const)).filter(([x, y]) => x || y);

/**
 * Othello on small boards: Black and White take turns to put a disc on an empty cell so that at least one row of the
 * other's discs (horizontal, vertical or diagonal) lies between the new disc and another of one's own. All discs in
 * such rows are turned over. A side that cannot do so must pass, one that can must not. The game is over when neither
 * can. Black begins. Rules: World Othello Federation; cells are named as there, a1 in the upper left corner, rows
 * counted downwards.
 *
 * Score: own discs less the other's on the final board. Empty cells count for no side (the federation gives them to the
 * winner, which no result on 4 x 4 that is published does).
 *
 * `legal` is generous: it requires only that the four centre cells are taken.
 *
 * Boards have even sides and up to 31 cells, so that a set of cells is a number of 32 bits. 4 x 4 has a million
 * positions.
 * @throws RangeError for a board of another size
 */
export function othello(width: number, height: number): Game {
  checkSize('half the width', width / 2, 1, 7);
  checkSize('half the height', height / 2, 1, Math.floor(31 / width / 2));
  const square = grid(width, height);
  const board: Board = { ...square, rows: square.rows.toReversed() };
  const left = width / 2 - 1;
  const centre = [0, 1].flatMap((y) => [0, 1].map((x) => (height / 2 - 1 + y) * width + left + x));
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'D', max: board.cells }], filled: centre };
  const notation = gridNotation(schema, { men: [['b', 'w']], sides: ['b', 'w'] });
  const disc = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const pass = board.cells;
  const middle = (discs: string): string => `${'.'.repeat(left)}${discs}${'.'.repeat(left)}`;
  const edge = Array<string>(height / 2 - 1).fill('.'.repeat(width));
  const start = [...edge, middle('wb'), middle('bw'), ...edge];
  const { starts, between, ends } = brackets(width, height);

  /** Returns the cells of a side's discs. */
  const discsOf = (p: Position, code: number): number => {
    let set = 0;
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) set |= 1 << p.lists[i];
    return set;
  };

  /** Returns the discs that are turned over if the side that has `own` puts one on `cell`. */
  const turned = (cell: number, own: number, other: number): number => {
    let set = 0;
    for (let i = starts[cell], last = starts[cell + 1]; i < last; i++) {
      if ((own & ends[i]) !== 0 && (other & between[i]) === between[i]) set |= between[i];
    }
    return set;
  };

  const canPlace = (own: number, other: number): boolean => {
    for (let cell = 0; cell < board.cells; cell++) {
      if (((own | other) & (1 << cell)) === 0 && turned(cell, own, other) !== 0) return true;
    }
    return false;
  };

  const legal = (p: Position): boolean => {
    for (const cell of centre) if (p.cells[cell] === EMPTY) return false;
    return true;
  };

  const game: Game = {
    id: `othello-${width}x${height}`,
    title: `Othello ${width} x ${height}`,
    version: 1,
    schema,
    domain: SCORE,
    initial: `${start.join('/')} b`,
    maxMoves: board.cells,
    tables: 'one',

    /** Writes the moves: a move is the cell of the new disc, or the number of cells for a pass. */
    moves(p: Position, out: Int32Array): number {
      const own = discsOf(p, disc[p.turn]);
      const other = discsOf(p, disc[1 - p.turn]);
      let n = 0;
      for (let cell = 0; cell < board.cells; cell++) {
        if (p.cells[cell] === EMPTY && turned(cell, own, other) !== 0) out[n++] = cell;
      }
      if (n === 0) out[n++] = pass;
      return n;
    },

    play(p: Position, move: Move): void {
      if (move !== pass) {
        const man = disc[p.turn];
        let set = turned(move, discsOf(p, man), discsOf(p, disc[1 - p.turn]));
        p.set(move, man);
        for (; set !== 0; set &= set - 1) p.set(31 - Math.clz32(set & -set), man);
      }
      p.pass();
    },

    ended(p: Position): Value | undefined {
      const own = discsOf(p, disc[p.turn]);
      const other = discsOf(p, disc[1 - p.turn]);
      if (canPlace(own, other) || canPlace(other, own)) return undefined;
      return score(p.counts[disc[p.turn]] - p.counts[disc[1 - p.turn]]);
    },

    legal,

    /** Only a pass stays within a slice. */
    unmoves(p: Position, out: Int32Array): number {
      if (canPlace(discsOf(p, disc[1 - p.turn]), discsOf(p, disc[p.turn]))) return 0;
      out[0] = pass;
      return 1;
    },

    unplay(p: Position): void {
      p.pass();
    },

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      const empty = centre.find((cell) => p.cells[cell] === EMPTY)!;
      throw new EndgameError(
        'E_POSITION',
        `position "${text}": the centre cell ${board.names[empty]} is empty`,
        'a game begins with four discs in the centre, and no disc is ever removed',
      );
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => (move === pass ? 'pass' : board.names[move]),
  };
  return withNotations(game, 'rows from the top', [boardString(width, height, start.join(''))]);
}

/**
 * Returns the notation of Othello programs such as Edax: all cells row by row and the side to move. Black is B, X or *,
 * White is W or O, and an empty cell is - or a dot.
 */
function boardString(width: number, height: number, start: string): ForeignNotation {
  const letter = (sign: string): string => ('Bb*Xx'.includes(sign) ? 'b' : 'WwOo'.includes(sign) ? 'w' : '.');
  return {
    name: 'board string',
    example: `${start.replaceAll('.', '-').toUpperCase()} B`,
    form: /^[-.*BXWO]+(\s+\S*)?$/i,
    translate(text, fail) {
      const [signs, side = ''] = text.split(/\s+/);
      if (signs.length !== width * height) fail(`${signs.length} cells, expected ${width * height}`);
      if (!/^[*BXWO]$/i.test(side)) fail(`side to move "${side}", expected B or W`);
      const cells = Array.from(signs, letter).join('');
      const rows = Array.from({ length: height }, (_, y) => cells.slice(y * width, (y + 1) * width));
      return `${rows.join('/')} ${letter(side)}`;
    },
  };
}

/**
 * Returns for each cell the rows from it that can turn discs over: the set of cells between, and the cell at the other
 * end.
 */
function brackets(width: number, height: number): { starts: Uint16Array; between: Int32Array; ends: Int32Array } {
  const starts = new Uint16Array(width * height + 1);
  const between: number[] = [];
  const ends: number[] = [];
  for (let cell = 0; cell < width * height; cell++) {
    for (const [dx, dy] of DIRECTIONS) {
      let set = 0;
      let x = (cell % width) + dx;
      let y = Math.floor(cell / width) + dy;
      for (; x >= 0 && x < width && y >= 0 && y < height; x += dx, y += dy) {
        const bit = 1 << (y * width + x);
        if (set !== 0) {
          between.push(set);
          ends.push(bit);
        }
        set |= bit;
      }
    }
    starts[cell + 1] = ends.length;
  }
  return { starts, between: Int32Array.from(between), ends: Int32Array.from(ends) };
}

/** Othello on 4 x 4 cells. */
export const othello4x4: Game = { ...othello(4, 4), example: 'wb../wbb./wbw./.b.. w' };
recordExplored(othello4x4, othello4x4Explored);
