/**
 * Rows of k cells on a grid, horizontal, vertical and diagonal, for games of k in a row. Sets of cells are pairs of
 * 32-bit numbers, cells 0 to 31 and 32 to 63.
 */

import { EMPTY, type Position } from '../../src/game/index.ts';

/** The rows of a board. */
export interface RowSets {
  /** Cells of a row. */
  readonly length: number;
  /** Each row as a set of cells: its low and its high half. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Each row as a list of its cells. */
  readonly lists: readonly (readonly number[])[];
  /** Cells of the board. */
  readonly cells: number;
  /**
   * Steps from one cell of a row to the next (`steps`), and the low half of the set of cells in which rows with that
   * step begin (`starts`).
   */
  readonly steps: Int32Array;
  readonly starts: Int32Array;
  /** Distances to look ahead, one after another, so that whole rows come from single cells: 1, 2 for four in a row. */
  readonly spans: readonly number[];
}

/** Returns the rows of a board that `grid(width, height)` made. */
export function rowsOf(width: number, height: number, length: number): RowSets {
  const rows: number[][] = [];
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
        rows.push(Array.from({ length }, (_, i) => (y + i * dy) * width + x + i * dx));
      }
    }
  }
  const half = (cells: readonly number[], which: number): number =>
    cells.reduce((set, cell) => (cell >> 5 === which ? set | (1 << cell) : set), 0);
  const stepOf = (row: readonly number[]): number => (length > 1 ? row[1] - row[0] : 0);
  const steps = [...new Set(rows.map(stepOf))];
  const begin = (step: number): number[] => rows.filter((row) => stepOf(row) === step).map((row) => row[0]);
  return {
    length,
    lists: rows,
    low: Int32Array.from(rows, (row) => half(row, 0)),
    high: Int32Array.from(rows, (row) => half(row, 1)),
    cells: width * height,
    steps: Int32Array.from(steps),
    spans: spansOf(length),
    starts: Int32Array.from(steps, (step) => half(begin(step), 0)),
  };
}

function spansOf(length: number): number[] {
  const spans: number[] = [];
  for (let covered = 1; covered < length; covered += spans[spans.length - 1]) {
    spans.push(Math.min(covered, length - covered));
  }
  return spans;
}

/** Returns one half of the set of cells on which the men of `code` stand. */
export function setOf(p: Position, code: number, half: 0 | 1): number {
  const { lists } = p;
  let set = 0;
  for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) {
    // A shift counts modulo 32.
    if (lists[i] >> 5 === half) set |= 1 << lists[i];
  }
  return set;
}

/** Returns whether the men of `code` fill a row. */
export function hasRow(
  { length, low, high, cells, steps, starts, spans }: RowSets,
  p: Position,
  code: number,
): boolean {
  if (p.counts[code] < length) return false;
  const lower = setOf(p, code, 0);
  if (cells <= 32) {
    for (let i = 0; i < steps.length; i++) {
      let set = lower;
      for (let n = 0; n < spans.length; n++) set &= set >>> (spans[n] * steps[i]);
      if ((set & starts[i]) !== 0) return true;
    }
    return false;
  }
  const upper = setOf(p, code, 1);
  for (let i = 0; i < low.length; i++) {
    if ((lower & low[i]) === low[i] && (upper & high[i]) === high[i]) return true;
  }
  return false;
}

/**
 * Returns whether one man of `code` can have filled every row that is full: all have a cell in common, and no man
 * stands on the cell `above` further on (0: any man may). Call it only if a row is full.
 */
export function meet({ low, high, cells }: RowSets, p: Position, code: number, above: number): boolean {
  const lower = setOf(p, code, 0);
  const upper = setOf(p, code, 1);
  let commonLow = -1;
  let commonHigh = -1;
  for (let i = 0; i < low.length; i++) {
    if ((lower & low[i]) !== low[i] || (upper & high[i]) !== high[i]) continue;
    commonLow &= low[i];
    commonHigh &= high[i];
  }
  for (let cell = 0; cell < cells; cell++) {
    if (((cell < 32 ? commonLow : commonHigh) & (1 << cell)) === 0) continue;
    const next = cell + above;
    if (above === 0 || next >= cells || p.cells[next] === EMPTY) return true;
  }
  return false;
}

/** Returns the cell of the first man, in the order of cells, that has no man under it, or -1. */
export function hanging(p: Position, width: number): number {
  const { cells } = p;
  for (let cell = width; cell < cells.length; cell++) {
    if (cells[cell] !== EMPTY && cells[cell - width] === EMPTY) return cell;
  }
  return -1;
}
