import type { Board } from '../game/board.ts';

/** Larger groups are reduced to the identity: they come from boards whose links say nothing. */
const LARGEST_GROUP = 1024;

/**
 * Returns all symmetries of a board: permutations of its cells that map links to links. Backtracking finds them: each
 * cell in breadth-first order is mapped beside the image of the cell that it was found from, so that its links to earlier
 * cells are preserved. Boards and their groups are small (8 for a square, 16 for the morris board), so nothing cleverer
 * is needed.
 * @returns permutations as arrays `image[cell]`, the identity first; a board without links has only the identity
 */
export function automorphisms(board: Board): Uint8Array[] {
  const n = board.cells;
  const identity = Uint8Array.from({ length: n }, (_, i) => i);
  if (board.links.length === 0) return [identity];
  const linked = new Uint8Array(n * n);
  for (const [a, b] of board.links) linked[a * n + b] = linked[b * n + a] = 1;
  const all = [...identity];
  const near = all.map((a) => all.filter((b) => linked[a * n + b] === 1));
  const count = (cell: number): number => near[cell].length;
  /** How many neighbours the neighbours of a cell have: no symmetry changes that, and few cells have the same. */
  const marks = near.map((cells) =>
    cells
      .map(count)
      .sort((a, b) => a - b)
      .join(),
  );
  const { order, from } = breadthFirst(near);
  /** The neighbours that come earlier in that order. */
  const earlier = all.map((cell) => near[cell].filter((other) => order.indexOf(other) < order.indexOf(cell)));
  const found: Uint8Array[] = [];
  const image = new Uint8Array(n);
  const taken = new Uint8Array(n);

  /** Returns whether mapping the cell to `to` keeps its links to earlier cells and makes no others. */
  const fits = (cell: number, to: number): boolean => {
    if (taken[to] || marks[to] !== marks[cell]) return false;
    for (const other of earlier[cell]) if (linked[to * n + image[other]] === 0) return false;
    let mapped = 0;
    for (const other of near[to]) mapped += taken[other];
    return mapped === earlier[cell].length;
  };

  const extend = (depth: number): void => {
    if (found.length > LARGEST_GROUP) return;
    if (depth === n) {
      found.push(image.slice());
      return;
    }
    const cell = order[depth];
    for (const to of from[cell] < 0 ? all : near[image[from[cell]]]) {
      if (!fits(cell, to)) continue;
      image[cell] = to;
      taken[to] = 1;
      extend(depth + 1);
      taken[to] = 0;
    }
  };
  extend(0);
  if (found.length > LARGEST_GROUP) return [identity];
  const first = found.findIndex((p) => p.every((to, cell) => to === cell));
  return [found[first], ...found.filter((_, i) => i !== first)];
}

/** Returns the cells in breadth-first order, and by cell the one that it was found from, or -1. */
function breadthFirst(near: readonly (readonly number[])[]): { order: number[]; from: Int16Array } {
  const order: number[] = [];
  const from = new Int16Array(near.length).fill(-1);
  const seen = new Uint8Array(near.length);
  for (let root = 0; root < near.length; root++) {
    if (seen[root]) continue;
    seen[root] = 1;
    order.push(root);
    for (let head = order.length - 1; head < order.length; head++) {
      for (const cell of near[order[head]]) {
        if (seen[cell]) continue;
        seen[cell] = 1;
        from[cell] = order[head];
        order.push(cell);
      }
    }
  }
  return { order, from };
}
