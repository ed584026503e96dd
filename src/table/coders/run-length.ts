import type { CellReader, Cells, Coder } from '../coder.ts';
import { checkCells } from './bits.ts';
import { fillRuns } from './fill.ts';

/** Returns the bytes of a number below `limit`. */
function widthOf(limit: number): number {
  return limit <= 2 ** 8 ? 1 : limit <= 2 ** 16 ? 2 : limit <= 2 ** 24 ? 3 : 4;
}

function encode(cells: Cells): Uint8Array {
  const { length, alphabetSize } = cells;
  const filled = alphabetSize > 256 ? new Uint16Array(length) : new Uint8Array(length);
  fillRuns(cells, filled);
  let runs = length > 0 ? 1 : 0;
  for (let i = 1; i < length; i++) if (filled[i] !== filled[i - 1]) runs++;
  const codeBytes = widthOf(alphabetSize) === 1 ? 1 : 2;
  const width = widthOf(length + 1);
  const out = new Uint8Array(4 + runs * (codeBytes + width));
  const view = new DataView(out.buffer);
  view.setUint32(0, runs, true);
  let codeAt = 4;
  let endAt = 4 + runs * codeBytes;
  for (let i = 0; i < length; i++) {
    if (i + 1 < length && filled[i + 1] === filled[i]) continue;
    for (let b = 0; b < width; b++) out[endAt++] = ((i + 1) >>> (8 * b)) & 255;
    for (let b = 0; b < codeBytes; b++) out[codeAt++] = (filled[i] >>> (8 * b)) & 255;
  }
  return out;
}

class RunReader implements CellReader {
  readonly #length: number;
  readonly #codes: Uint8Array | Uint16Array;
  /** One past the last cell of each run. */
  readonly #ends: Uint32Array;

  constructor(bytes: Uint8Array, length: number, alphabetSize: number) {
    const runs = bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const codeBytes = widthOf(alphabetSize) === 1 ? 1 : 2;
    const width = widthOf(length + 1);
    const fits = runs >= 0 && bytes.length === 4 + runs * (codeBytes + width);
    if (!fits || (runs === 0) !== (length === 0)) throw new Error('no runs of so many cells');
    this.#length = length;
    this.#codes = codeBytes === 1 ? new Uint8Array(runs) : new Uint16Array(runs);
    this.#ends = new Uint32Array(runs);
    let at = 4;
    for (let run = 0; run < runs; run++) {
      let code = 0;
      for (let b = 0; b < codeBytes; b++) code += bytes[at++] * 2 ** (8 * b);
      if (code >= alphabetSize) throw new Error('a code that is not in the alphabet');
      this.#codes[run] = code;
    }
    let last = 0;
    for (let run = 0; run < runs; run++) {
      let end = 0;
      for (let b = 0; b < width; b++) end += bytes[at++] * 2 ** (8 * b);
      if (end <= last || end > length) throw new Error('a run that ends before it begins');
      this.#ends[run] = end;
      last = end;
    }
    if (last !== length) throw new Error('runs of another number of cells');
  }

  at(cell: number): number {
    return this.#codes[this.#runOf(cell)];
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    if (out.length === 0) return;
    let to = 0;
    for (let run = this.#runOf(from); to < out.length; run++) {
      const end = Math.min(out.length, this.#ends[run] - from);
      out.fill(this.#codes[run], to, end);
      to = end;
    }
  }

  #runOf(cell: number): number {
    const ends = this.#ends;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ends[middle] > cell) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/**
 * Encodes cells as runs of equal codes. A binary search over the ends of the runs finds a cell.
 *
 *   u32     number of runs
 *   bytes   their codes, 1 byte each (2 if the alphabet size is above 256)
 *   bytes   one past the last cell of each run, as few bytes each as the number of cells needs
 */
export const runLength: Coder = {
  id: 'run-length',
  encode,
  open: (bytes, length, alphabetSize) => new RunReader(bytes, length, alphabetSize),
};
