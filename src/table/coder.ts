/**
 * Coders see the cells of a table as a whole and read single ones out of what they made of them, where a codec
 * (codec.ts) packs and unpacks blocks of bytes. What a coder knows beside the cells is which of them it may change.
 */

import type { Axes } from '../specialize/axes.ts';

/** The cells of a table, or of a part of it, before coding. */
export interface Cells {
  readonly length: number;
  /** Number of different codes, 1 to 65,536; codes rise with the value that they stand for. */
  readonly alphabetSize: number;
  /** One code a cell, 0 to `alphabetSize - 1`; `Uint16Array` if there are more than 256. */
  readonly codes: Uint8Array | Uint16Array;
  /**
   * A bit for each cell, the lowest of a byte first: set where every code from 0 to the cell's own will do. Such are
   * positions whose value a move out of the slice attains, because who asks takes the better of that move and of what is
   * stored; and indices that stand for no legal position, whose own code is the highest.
   */
  readonly dontCare?: Uint8Array | undefined;
}

/**
 * What the cells stand for, for coders that look at positions: a board with coordinates, and where the men stand. The
 * same must be given to `encode` and to `open`.
 */
export interface CellPositions {
  /** Number of places where a man can stand, at most 255. */
  readonly places: number;
  /** Coordinates of each place, from 0 on; no two places have the same. */
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  /** Pairs of places that are linked. */
  readonly links: readonly (readonly [number, number])[];
  /** What follows each other in the cells without gaps, the first from cell 0 on; at least one. */
  readonly groups: readonly CellGroup[];
}

/** Cells whose positions have the same men, in the same order. */
export interface CellGroup {
  /** Number of the first cell. */
  readonly base: number;
  readonly size: number;
  readonly men: number;
  /** Number of marks that distinguish positions with the same men at the same places; 1 if none does. */
  readonly marks: number;
  /**
   * Writes the place of each man to `out` and returns the mark. `index` counts from the group's first cell. Also
   * answers for cells that stand for no position, be it with two men at one place.
   */
  place(index: number, out: Uint8Array): number;
  /** The digits of the group's indices, for coders that arrange cells by them. */
  readonly axes?: () => Axes;
}

export interface CellReader {
  /**
   * The code of a cell; allocates nothing once warm. A cell that was free may have any code up to its own.
   * @param cell from 0 on, below the number of cells: whoever asks has made sure of that (table.ts does), no reader does
   */
  at(cell: number): number;
  /**
   * Fills `out` with the codes of the cells from `from` on.
   * @throws RangeError if there are fewer than fit
   */
  read(from: number, out: Uint8Array | Uint16Array): void;
  /** Bytes of the encoding that reading this cell looks at, for measurements. Without it: nobody can tell. */
  touched?(cell: number): number;
}

export interface Coder {
  /** Names the coder in files, so it keeps its meaning for ever. */
  readonly id: string;
  /** It looks at positions: tables give them to it, both times. Without it: they spare themselves the work. */
  readonly needsPositions?: true;
  /**
   * Same cells in, same bytes out.
   * @param positions what the cells stand for; a coder that does not look at positions ignores it, one that does treats
   * the cells as a row of numbers without it
   */
  encode(cells: Cells, positions?: CellPositions): Uint8Array;
  /**
   * Reads what `encode` made. The bytes have passed a checksum, yet whatever they are, nothing hangs and nothing is read
   * or allocated out of proportion.
   * @param length as given to `encode`, like `alphabetSize` and `positions`: a table keeps them under the same checksum. Bytes
   * of another number of cells are no better than damaged ones
   * @throws Error if the bytes cannot be an encoding of so many cells of so many alphabetSize. A coder need not notice, but
   * then every code it gives is below `alphabetSize`, or `at` and `read` throw an Error
   */
  open(bytes: Uint8Array, length: number, alphabetSize: number, positions?: CellPositions): CellReader;
}

/** Whether a reader may give `code` for the cell: its own, or any below if it is free. */
export function admits(cells: Cells, cell: number, code: number): boolean {
  const own = cells.codes[cell];
  if (code === own) return true;
  return cells.dontCare !== undefined && code < own && ((cells.dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
}
