import type { CellReader, Cells, Coder } from '../coder.ts';
import { boundCells, checkCells, codeBytes, readCodes, readWords, writeCode } from './bits.ts';

function encode(cells: Cells): Uint8Array {
  const keys = boundCells(cells);
  const width = codeBytes(cells.alphabetSize);
  const bytes = new Uint8Array(keys.length * (4 + width));
  const view = new DataView(bytes.buffer);
  keys.forEach((key, i) => {
    view.setUint32(4 * i, key, true);
    writeCode(bytes, 4 * keys.length + width * i, cells.codes[key], cells.alphabetSize);
  });
  return bytes;
}

class SortedReader implements CellReader {
  readonly #length: number;
  readonly #keys: Uint32Array;
  readonly #codes: Uint8Array | Uint16Array;

  constructor(length: number, keys: Uint32Array, codes: Uint8Array | Uint16Array) {
    this.#length = length;
    this.#keys = keys;
    this.#codes = codes;
  }

  at(cell: number): number {
    const at = this.#find(cell);
    return at < this.#keys.length && this.#keys[at] === cell ? this.#codes[at] : 0;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    const keys = this.#keys;
    let at = this.#find(from);
    for (let i = 0; i < out.length; i++) out[i] = at < keys.length && keys[at] === from + i ? this.#codes[at++] : 0;
  }

  /** Returns the place of the first key that is not less than `cell`. */
  #find(cell: number): number {
    const keys = this.#keys;
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < cell) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  const count = bytes.length / (4 + codeBytes(alphabetSize));
  if (!Number.isInteger(count) || count > length) throw new Error(`${bytes.length} bytes`);
  const keys = readWords(bytes, 0, count);
  for (let i = 0; i < count; i++) {
    if (keys[i] >= length || (i > 0 && keys[i] <= keys[i - 1])) throw new Error(`key ${i} is ${keys[i]}`);
  }
  return new SortedReader(length, keys, readCodes(bytes, 4 * count, count, alphabetSize));
}

/**
 * Encodes cells as a sorted array with keys: the numbers of the cells that are no don't-cares, rising, 4 bytes each,
 * then their codes, 1 or 2 bytes each. A probe is a binary search. A cell that it does not find is a don't-care, which
 * 0 suits.
 */
export const sorted: Coder = { id: 'sorted', encode, open };
