import type { CellReader, Cells, Coder } from '../../table/coder.ts';
import { checkCells, writeCode } from '../../table/coders/bits.ts';
import { filled } from '../../make/represent.ts';

class ArrayReader implements CellReader {
  readonly #codes: Uint8Array | Uint16Array;

  constructor(codes: Uint8Array | Uint16Array) {
    this.#codes = codes;
  }

  at(cell: number): number {
    return this.#codes[cell];
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#codes.length);
    out.set(this.#codes.subarray(from, from + out.length));
  }
}

/** Returns cells in as many bytes as a code takes; don't-cares are filled in favour of general compressors. */
export function cellBytes(cells: Cells): Uint8Array {
  const codes = filled(cells);
  if (codes instanceof Uint8Array) return codes;
  const bytes = new Uint8Array(2 * codes.length);
  codes.forEach((code, cell) => writeCode(bytes, 2 * cell, code, cells.alphabetSize));
  return bytes;
}

/** Returns a reader of cells in as many bytes as a code takes. It does not copy cells of one byte. */
export function openBytes(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  if (alphabetSize <= 256) return new ArrayReader(bytes);
  return new ArrayReader(Uint16Array.from({ length }, (_, cell) => bytes[2 * cell] | (bytes[2 * cell + 1] << 8)));
}

const encode = cellBytes;
const open = openBytes;

/** Stores cells as a plain array, in one or two bytes per cell. */
export const array: Coder = { id: 'array', encode, open };
