/**
 * Coders see the cells of a table as a whole and read single ones out of what they made of them, where a codec
 * (codec.ts) packs and unpacks blocks of bytes. What a coder knows beside the cells is which of them it may change.
 */

/** The cells of a table, or of a part of it, before coding. */
export interface Cells {
  readonly length: number;
  /** Number of different codes, 1 to 65,536; codes rise with the value that they stand for. */
  readonly colours: number;
  /** One code a cell, 0 to `colours - 1`; `Uint16Array` if there are more than 256. */
  readonly codes: Uint8Array | Uint16Array;
  /**
   * A bit for each cell, the lowest of a byte first: set where every code from 0 to the cell's own will do. Such are
   * positions whose value a move out of the slice attains, because who asks takes the better of that move and of what is
   * stored; and indices that stand for no legal position, whose own code is the highest.
   */
  readonly free?: Uint8Array | undefined;
}

export interface CellReader {
  /** The code of a cell; allocates nothing once warm. A cell that was free may have any code up to its own. */
  at(cell: number): number;
  /** Fills `out` with the codes of the cells from `from` on; as many as fit must exist. */
  read(from: number, out: Uint8Array | Uint16Array): void;
  /** Bytes of the encoding that reading this cell looks at, for measurements. Without it: nobody can tell. */
  touched?(cell: number): number;
}

export interface Coder {
  /** Names the coder in files, so it keeps its meaning for ever. */
  readonly id: string;
  /** Same cells in, same bytes out. */
  encode(cells: Cells): Uint8Array;
  /**
   * Reads what `encode` made. The bytes have passed a checksum, yet whatever they are, nothing hangs and nothing is read
   * or allocated out of proportion.
   * @throws Error if they are no encoding of so many cells of so many colours
   */
  open(bytes: Uint8Array, length: number, colours: number): CellReader;
}

/** Whether a reader may give `code` for the cell: its own, or any below if it is free. */
export function admits(cells: Cells, cell: number, code: number): boolean {
  const own = cells.codes[cell];
  if (code === own) return true;
  return cells.free !== undefined && code < own && ((cells.free[cell >> 3] >> (cell & 7)) & 1) === 1;
}
