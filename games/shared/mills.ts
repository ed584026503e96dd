/**
 * What morris games share: lines of three points, links between points, and a move that puts or slides a man and may
 * take one. Tables are flat, so that the rules of each game run without allocating.
 */

import { type Board, codeOf, EMPTY, type Move, NONE, type Position, type Schema } from '../../src/game/index.ts';

/** One list of numbers for each cell: the list of `cell` is `items[starts[cell]]` up to `items[starts[cell + 1]]`. */
export interface PerCell {
  readonly starts: Uint8Array;
  readonly items: Uint8Array;
}

function perCell(lists: readonly (readonly number[])[]): PerCell {
  const starts = new Uint8Array(lists.length + 1);
  lists.forEach((list, cell) => {
    starts[cell + 1] = starts[cell] + list.length;
  });
  return { starts, items: Uint8Array.from(lists.flat()) };
}

/** Returns for each cell the cells it is linked to. */
export function neighboursOf(board: Board): PerCell {
  const lists: number[][] = Array.from({ length: board.cells }, () => []);
  for (const [a, b] of board.links) {
    lists[a].push(b);
    lists[b].push(a);
  }
  return perCell(lists);
}

/** Returns for each cell the lines through it, each as the pair of its two other cells. */
export function linesThrough(cells: number, lines: readonly (readonly [number, number, number])[]): PerCell {
  const lists: number[][] = Array.from({ length: cells }, () => []);
  for (const [a, b, c] of lines) {
    lists[a].push(b, c);
    lists[b].push(a, c);
    lists[c].push(a, b);
  }
  return perCell(lists);
}

/**
 * Returns whether a man `code` on `cell` stands (or would stand) in a full line while the cell `without` counts as
 * empty.
 */
export function inLine(lines: PerCell, p: Position, code: number, cell: number, without: number = NONE): boolean {
  const { items } = lines;
  const { cells } = p;
  for (let i = lines.starts[cell], end = lines.starts[cell + 1]; i < end; i += 2) {
    const a = items[i];
    const b = items[i + 1];
    if (cells[a] === code && cells[b] === code && a !== without && b !== without) return true;
  }
  return false;
}

/** Returns the piece codes of the only kind of man, by side. */
export function menOf(schema: Schema): readonly [number, number] {
  return [codeOf(schema, 0, 0), codeOf(schema, 0, 1)];
}

/**
 * Returns whether men were put down in turn: the side to move has as many men in hand as the other, or one more. Either
 * side may have begun, so that swapping colours stays a symmetry of the game.
 */
export function placedInTurn(p: Position, men: readonly [number, number]): boolean {
  const ahead = p.reserve[men[p.turn]] - p.reserve[men[1 - p.turn]];
  return ahead === 0 || ahead === 1;
}

/** "Nowhere": a man that comes from the hand, or no man taken. */
export const NOWHERE = 31;

/** Packs a move in 15 bits: 5 each for where the man comes from, where it goes, and the cell of the man it takes. */
export function packMove(from: number, to: number, taken: number): Move {
  return from | (to << 5) | (taken << 10);
}

/** Returns where the man of a move comes from; NOWHERE: from the hand. */
export function fromOf(move: Move): number {
  return move & 31;
}

/** Returns where the man of a move goes. */
export function toOf(move: Move): number {
  return (move >> 5) & 31;
}

/** Returns the cell of the man that a move takes; NOWHERE: none. */
export function takenOf(move: Move): number {
  return move >> 10;
}

/**
 * Writes the slides of the men `man` to linked free cells and returns how many. Links go both ways, so these are also,
 * backwards, the slides that can have brought the men here.
 */
export function writeSlides(neighbours: PerCell, p: Position, man: number, out: Int32Array): number {
  let n = 0;
  for (let i = man * p.stride, last = i + p.counts[man]; i < last; i++) {
    const from = p.lists[i];
    for (let j = neighbours.starts[from], end = neighbours.starts[from + 1]; j < end; j++) {
      const to = neighbours.items[j];
      if (p.cells[to] === EMPTY) out[n++] = packMove(from, to, NOWHERE);
    }
  }
  return n;
}

/** Plays a move. */
export function playMove(p: Position, men: readonly [number, number], move: Move): void {
  const from = fromOf(move);
  const taken = takenOf(move);
  if (from === NOWHERE) {
    p.set(toOf(move), men[p.turn]);
    p.addReserve(men[p.turn], -1);
  } else {
    p.shift(from, toOf(move));
  }
  if (taken !== NOWHERE) p.set(taken, EMPTY);
  p.pass();
}

/** Names a move: `d6` puts a man down, `d6-d5` slides one, and `xa1` is added for the man that is taken. */
export function nameMove(board: Board, move: Move): string {
  const from = fromOf(move);
  const taken = takenOf(move);
  const start = from === NOWHERE ? '' : `${board.names[from]}-`;
  return `${start}${board.names[toOf(move)]}${taken === NOWHERE ? '' : `x${board.names[taken]}`}`;
}
