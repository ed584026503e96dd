import {
  type Board,
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Side,
  type Value,
} from '../../src/game/index.ts';

/** What differs between games of a pack against one. */
export interface Hunt {
  readonly id: string;
  readonly title: string;
  readonly board: Board;
  /** Returns how far forward a cell is for the pack. */
  readonly depth: (cell: number) => number;
  readonly hunters: number;
  /** Letters of a hunter and of the prey. */
  readonly letters: readonly [string, string];
  readonly initial: string;
}

const PACK = 0;
const PREY = 1;

/**
 * Games of a pack against one: hunters that never go back, and a prey that goes anywhere. The pack wins if the prey has
 * no move. The prey wins if it comes level with the last of the pack, because no hunter can then stop it. A pack
 * without a move has lost. Moves go along the links of the board to empty cells; no man is taken.
 * Fox and geese has 1.8 million positions.
 */
export function hunt({ id, title, board, depth, hunters, letters, initial }: Hunt): Game {
  const sideOf = (side: Side) => (_: number, of: Side) => of === side;
  const schema: Schema = {
    board,
    content: 'pieces',
    kinds: [
      { letter: letters[0], max: hunters, cells: sideOf(PACK) },
      { letter: letters[1], max: 1, cells: sideOf(PREY) },
    ],
  };
  const hunter = codeOf(schema, 0, PACK);
  const prey = codeOf(schema, 1, PREY);
  const notation = gridNotation(schema, {
    men: letters.map((letter) => [letter, letter.toLowerCase()] as const),
    sides: [letters[0], letters[1]],
  });
  const { cells } = board;
  const depths = Uint8Array.from({ length: cells }, (_, cell) => depth(cell));

  /** By pack (0) or prey (1) and cell: the cells it goes to (`ends`), and the cells it comes from (`starts`). */
  const neighbours = Array.from({ length: cells }, (_, cell) =>
    board.links.flatMap(([a, b]) => (a === cell ? [b] : b === cell ? [a] : [])),
  );
  const free = neighbours.map((list) => Uint8Array.from(list));
  const forward = neighbours.map((list, cell) => Uint8Array.from(list.filter((to) => depths[to] >= depths[cell])));
  const backward = neighbours.map((list, cell) => Uint8Array.from(list.filter((to) => depths[to] <= depths[cell])));

  const steps = (p: Position, side: number, pack: readonly Uint8Array[], out: Int32Array): number => {
    const code = side === PACK ? hunter : prey;
    const table = side === PACK ? pack : free;
    let n = 0;
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) {
      const from = p.lists[i];
      const list = table[from];
      for (let j = 0; j < list.length; j++) if (p.cells[list[j]] === EMPTY) out[n++] = from | (list[j] << 8);
    }
    return n;
  };

  const escaped = (p: Position): boolean => {
    const reached = depths[p.lists[prey * p.stride]];
    for (let i = hunter * p.stride, last = i + hunters; i < last; i++) if (depths[p.lists[i]] < reached) return false;
    return true;
  };
  const complete = (p: Position): boolean => p.counts[hunter] === hunters && p.counts[prey] === 1;
  // Once the prey has escaped it need not move again, and the pack cannot let it escape by going back.
  const legal = (p: Position): boolean => complete(p) && !(p.turn === PREY && escaped(p));

  return {
    id,
    title,
    version: 1,
    schema,
    domain: OUTCOME,
    initial,
    maxMoves: Math.max(...neighbours.map((list) => list.length)) * hunters,
    tables: 'one',
    moves: (p, out) => steps(p, p.turn, forward, out),

    play(p: Position, move: Move): void {
      p.shift(move & 255, move >> 8);
      p.pass();
    },

    ended: (p: Position): Value | undefined => (p.turn === PACK && escaped(p) ? loss(0) : undefined),
    legal,
    unmoves: (p, out) => steps(p, 1 - p.turn, backward, out),

    unplay(p: Position, unmove: number): void {
      p.shift(unmove & 255, unmove >> 8);
      p.pass();
    },

    shift: (move) => move,
    unshift: (unmove) => unmove,

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      const what = complete(p)
        ? 'the prey has escaped already'
        : `${hunters} "${letters[0]}" and one "${letters[1].toLowerCase()}" expected`;
      throw new EndgameError('E_POSITION', `position "${text}": ${what}`, `write it like "${initial}"`);
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (_, move) => `${board.names[move & 255]}-${board.names[move >> 8]}`,
  };
}
