import type { CellReader, Cells, Coder } from '../../table/coder.ts';
import { checkCells, choosyCells, readWords } from '../../table/coders/bits.ts';
import { plain } from '../../table/coders/plain.ts';

const RUN = 256;

function marksBytes(length: number): number {
  return (Math.ceil(length / RUN) * RUN) / 8;
}

class PerfectReader implements CellReader {
  readonly #length: number;
  readonly #free: number;
  readonly #before: Uint32Array;
  readonly #marks: Uint32Array;
  readonly #codes: CellReader;

  constructor(bytes: Uint8Array, length: number, alphabetSize: number) {
    const runs = Math.ceil(length / RUN);
    const start = 4 * (runs + 1) + marksBytes(length);
    this.#length = length;
    this.#free = alphabetSize - 1; // unmarked cells have the highest code, and any code suits them
    this.#before = readWords(bytes, 0, runs + 1);
    this.#marks = readWords(bytes, 4 * (runs + 1), marksBytes(length) / 4);
    this.#codes = plain.open(bytes.subarray(start), this.#before[runs], alphabetSize);
  }

  at(cell: number): number {
    const marks = this.#marks;
    const word = cell >>> 5;
    const bit = cell & 31;
    if (((marks[word] >>> bit) & 1) === 0) return this.#free;
    const run = Math.floor(cell / RUN);
    let rank = this.#before[run];
    for (let w = run * (RUN / 32); w < word; w++) rank += ones(marks[w]);
    return this.#codes.at(rank + ones(marks[word] & ((1 << bit) - 1)));
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }
}

function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function encode(cells: Cells): Uint8Array {
  const { length, alphabetSize, codes } = cells;
  const choosy = choosyCells(cells);
  const runs = Math.ceil(length / RUN);
  const before = new Uint32Array(runs + 1);
  const marks = new Uint8Array(marksBytes(length));
  const kept = alphabetSize <= 256 ? new Uint8Array(choosy.length) : new Uint16Array(choosy.length);
  choosy.forEach((cell, i) => {
    marks[cell >> 3] |= 1 << (cell & 7);
    before[Math.floor(cell / RUN) + 1]++;
    kept[i] = codes[cell];
  });
  for (let run = 0; run < runs; run++) before[run + 1] += before[run];
  const packed = plain.encode({ length: kept.length, alphabetSize: alphabetSize, codes: kept });
  const out = new Uint8Array(4 * before.length + marks.length + packed.length);
  const view = new DataView(out.buffer);
  before.forEach((count, run) => view.setUint32(4 * run, count, true));
  out.set(marks, 4 * before.length);
  out.set(packed, 4 * before.length + marks.length);
  return out;
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  return new PerfectReader(bytes, length, alphabetSize);
}

/**
 * Encodes cells as a perfect index (G. Jacobson, 1989): one bit per cell marks the cells that some code does not suit;
 * the codes of these follow in order. A probe counts the marked cells before its own.
 *
 *   bytes                field
 *   4 each, n / 256 + 1  marked cells before each run of 256 cells, and in all
 *   n / 8                marks
 *   rest                 codes of the marked cells, in as few bits as distinguish all codes
 */
export const perfect: Coder = { id: 'perfect', encode, open };
