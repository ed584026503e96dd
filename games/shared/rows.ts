/** Rows of k cells on a grid, horizontal, vertical and diagonal: what games of k in a row share. */

import { type Board, EMPTY, type Position } from '../../src/game/index.ts';

export interface Rows {
  /** Cells of a row. */
  readonly length: number;
  /** The rows whose first cell is `cell` are numbers `starts[cell]` up to `starts[cell + 1] - 1`. */
  readonly starts: Uint16Array;
  /** Cells of all rows, `length` each. */
  readonly cells: Uint8Array;
  /** Working space of `meet`: by cell, the full rows through it. */
  readonly through: Uint8Array;
}

/** The rows of a board that `grid(width, height)` made. */
export function rowsOf(width: number, height: number, length: number): Rows {
  const starts = new Uint16Array(width * height + 1);
  const cells: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
        [1, 1],
        [-1, 1],
      ]) {
        const lastX = x + (length - 1) * dx;
        const lastY = y + (length - 1) * dy;
        if (lastX < 0 || lastX >= width || lastY >= height) continue;
        for (let i = 0; i < length; i++) cells.push((y + i * dy) * width + x + i * dx);
      }
      starts[y * width + x + 1] = cells.length / length;
    }
  }
  return { length, starts, cells: Uint8Array.from(cells), through: new Uint8Array(width * height) };
}

/** Whether the men of `code` fill a row. */
export function hasRow(rows: Rows, p: Position, code: number): boolean {
  const { length, starts, cells } = rows;
  const { lists } = p;
  const content = p.cells;
  for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) {
    const cell = lists[i];
    for (let row = starts[cell], end = starts[cell + 1]; row < end; row++) {
      let at = row * length + 1;
      const to = at + length - 1;
      while (at < to && content[cells[at]] === code) at++;
      if (at === to) return true;
    }
  }
  return false;
}

/**
 * Whether one man of `code` can have filled every row that is full: all have a cell in common, and it is one where
 * nothing stands on the cell `above` further on (0: no matter what). True if no row is full.
 */
export function meet(rows: Rows, p: Position, code: number, above: number): boolean {
  if (!hasRow(rows, p, code)) return true;
  const { length, cells, through } = rows;
  const content = p.cells;
  through.fill(0);
  let full = 0;
  for (let row = 0; row < cells.length; row += length) {
    let n = 0;
    while (n < length && content[cells[row + n]] === code) n++;
    if (n < length) continue;
    full++;
    for (let i = 0; i < length; i++) through[cells[row + i]]++;
  }
  for (let cell = 0; cell < content.length; cell++) {
    const next = cell + above;
    if (through[cell] === full && (above === 0 || next >= content.length || content[next] === EMPTY)) return true;
  }
  return false;
}

/** The first man, in the order of cells, that has nothing under it, or -1. */
export function hanging(board: Board, p: Position, width: number): number {
  for (let cell = width; cell < board.cells; cell++) {
    if (p.cells[cell] !== EMPTY && p.cells[cell - width] === EMPTY) return cell;
  }
  return -1;
}
