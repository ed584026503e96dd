/**
 * Coders encode the cells of a table together and read single ones from the result, whereas a codec (codec.ts) encodes
 * blocks of bytes. A coder also knows which cells are don't-cares.
 */

import type { Axes } from '../specialize/axes.ts';

/** The cells of a table, or of a part of it, before coding. */
export interface Cells {
  readonly length: number;
  /** Number of different codes, 1 to 65,536; codes rise with their values. */
  readonly alphabetSize: number;
  /** One code per cell, 0 to `alphabetSize - 1`; `Uint16Array` if there are more than 256. */
  readonly codes: Uint8Array | Uint16Array;
  /**
   * A bit for each cell, the lowest of a byte first: set for don't-cares, which may have any code from 0 to their own.
   * These are exit-settled cells: an exit attains the value of their position, and a probe takes the better of exit and
   * cell. And they are illegal cells, whose index stands for no legal position; their own code is the highest.
   */
  readonly dontCare?: Uint8Array | undefined;
}

/**
 * The positions of the cells, for coders that need positions: a board with coordinates, and the places of the men.
 * `encode` and `open` must get the same.
 */
export interface CellPositions {
  /** Number of places where a man can stand, at most 255. */
  readonly places: number;
  /** Coordinates of each place, from 0 on; no two places have the same. */
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  /** Pairs of places that are linked. */
  readonly links: readonly (readonly [number, number])[];
  /** Groups of cells that follow each other without gaps, the first from cell 0 on; at least one. */
  readonly groups: readonly CellGroup[];
}

/** Cells whose positions have the same men, in the same order. */
export interface CellGroup {
  /** Number of the first cell. */
  readonly base: number;
  /** Number of cells. */
  readonly size: number;
  /** Number of men. */
  readonly men: number;
  /** Number of marks that distinguish positions with the same men at the same places; 1 if none does. */
  readonly marks: number;
  /**
   * Writes the place of each man to `out` and returns the mark. It also answers for cells that stand for no position,
   * even if two men share a place.
   * @param index counts from the group's first cell
   */
  place(index: number, out: Uint8Array): number;
  /**
   * Number of values of each digit of an index, the outermost first, if the place of each man and the mark depend on one digit alone.
   * Absent: unknown.
   */
  readonly digits?: readonly number[];
  /** The digits of the group's indices, for coders that arrange cells by them. */
  readonly axes?: () => Axes;
}

/** Reads cells from an encoding. */
export interface CellReader {
  /**
   * Returns the code of a cell; allocates nothing once warm. A don't-care may have any code up to its own.
   * @param cell from 0 on, below the number of cells; callers (table.ts) ensure that, readers do not check it
   */
  at(cell: number): number;
  /**
   * Fills `out` with the codes of the cells from `from` on.
   * @throws RangeError if there are fewer than fit
   */
  read(from: number, out: Uint8Array | Uint16Array): void;
  /**
   * Fills `out` with the codes of 64 positions of the group of a cell, which differ in the place of one man, the lane man: place `p` is at
   * `p`. Codes where men do not stand as `CellGroup.place` puts them, and beyond the board, mean nothing.
   * @param places of all men, then the mark; the lane man's does not matter
   * @returns false if the positions of this group can only be read cell by cell. Without the method: all of them
   */
  row?(cell: number, places: Uint8Array, lane: number, out: Uint8Array | Uint16Array): boolean;
  /** Like `row` for 64 x 64 positions, of which row `q` has the row man at place `q`; it begins at `64 * q`. */
  plane?(cell: number, places: Uint8Array, rowMan: number, lane: number, out: Uint8Array | Uint16Array): boolean;
  /** Bytes of memory beside the encoding, now. Without it: next to nothing. */
  readonly byteLength?: number;
  /** Returns the bytes of the encoding that reading this cell examines, for measurements. Without it: unknown. */
  touched?(cell: number): number;
}

/** Opens what a coder has encoded. Readers of tables need no more of a coder. */
export interface CellDecoder {
  /** Name in files; it keeps its meaning for ever. */
  readonly id: string;
  /** Whether it needs positions: tables then supply them to `encode` and `open`. Without it: they save that work. */
  readonly needsPositions?: true;
  /** Whether its readers have `row` and `plane`. */
  readonly readsRows?: true;
  /**
   * Opens the result of `encode`. The bytes have passed a checksum. Yet whatever they are, nothing hangs and nothing is
   * read or allocated out of proportion.
   * @param length as given to `encode`, like `alphabetSize` and `positions`: a table stores them under the same
   * checksum. Bytes of another number of cells are like damaged ones
   * @throws Error if the bytes cannot be an encoding of `length` cells of `alphabetSize` codes. A coder need not
   * notice, but then every code that it gives is below `alphabetSize`, or `at` and `read` throw an Error
   */
  open(bytes: Uint8Array, length: number, alphabetSize: number, positions?: CellPositions): CellReader;
}

/** A coder encodes cells together. */
export interface Coder extends CellDecoder {
  /**
   * Encodes cells: same cells in, same bytes out.
   * @param positions of the cells; a coder that does not need positions ignores them, one that needs them treats the
   * cells as a row of numbers without them
   */
  encode(cells: Cells, positions?: CellPositions): Uint8Array;
}

/** Returns whether a reader may give `code` for the cell: its own, or any below if it is a don't-care. */
export function admits(cells: Cells, cell: number, code: number): boolean {
  const own = cells.codes[cell];
  if (code === own) return true;
  return cells.dontCare !== undefined && code < own && ((cells.dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
}
