import type { Cells } from '../table/coder.ts';
import { coderNamed } from './coders/index.ts';
import { tableCellsOf, type Truth } from './truth.ts';

/** The cells of a slice as one coder encodes them. */
export interface EncodedSlice {
  /** Name of the slice. */
  readonly name: string;
  /** Id of the coder. */
  readonly coder: string;
  /** 0: cells are values; 1 and 2: the cells depend on exits (answer/shelves.ts). */
  readonly exits: number;
  /** Value of each code. */
  readonly palette: readonly number[];
  readonly payload: Uint8Array;
}

/** Encodes the slices of a subject, and caches what it encoded. */
export class Encoder {
  readonly #truth: Truth;
  readonly #cells = new Map<string, ReturnType<typeof tableCellsOf>>();
  readonly #encoded = new Map<string, EncodedSlice>();

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  /**
   * Encodes a slice.
   * @param number of the slice among those of the truth
   * @param exits whether cells may depend on exits
   */
  encode(number: number, coder: string, exits: boolean): EncodedSlice {
    const key = `${number} ${coder} ${this.#counting(number, exits)}`;
    const known = this.#encoded.get(key);
    if (known !== undefined) return known;
    const { name } = this.#truth.slices[number].known;
    const { header, cells, positions } = this.#represented(number, exits);
    const chosen = coderNamed(coder);
    const encoded = {
      name,
      coder,
      exits: header.slices[0].exits ?? 0,
      palette: header.palette,
      payload: chosen.encode(cells, chosen.needsPositions ? positions() : undefined),
    };
    this.#encoded.set(key, encoded);
    return encoded;
  }

  /** Encodes all slices. */
  all(coder: string, exits: boolean): EncodedSlice[] {
    return this.#truth.slices.map((_, number) => this.encode(number, coder, exits));
  }

  /** Returns the cells of a slice before coding. */
  cells(number: number, exits: boolean): Cells {
    return this.#represented(number, exits).cells;
  }

  /** Returns whether cells depend on exits: if none would gain by that, both forms are the same. */
  #counting(number: number, exits: boolean): boolean {
    return exits && (this.#represented(number, true).header.slices[0].exits ?? 0) > 0;
  }

  #represented(number: number, exits: boolean): ReturnType<typeof tableCellsOf> {
    const key = `${number} ${exits}`;
    const cells = this.#cells.get(key) ?? tableCellsOf(this.#truth, number, exits);
    this.#cells.set(key, cells);
    return cells;
  }
}

/** Returns the bytes of a record without its payload. */
export function headBytes({ name, palette }: EncodedSlice): number {
  return 9 + name.length + 2 * palette.length;
}

/**
 * Returns the records of slices, one after the other, in the form that programs ship (answer/shelves.ts).
 * @param coders ids of the coders in the order of the program's list
 */
export function ship(slices: readonly EncodedSlice[], coders: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(slices.reduce((sum, slice) => sum + headBytes(slice) + slice.payload.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { name, coder, exits, palette, payload } of slices) {
    bytes[at++] = name.length;
    for (let i = 0; i < name.length; i++) bytes[at++] = name.charCodeAt(i);
    bytes[at++] = coders.indexOf(coder);
    bytes[at++] = exits;
    view.setUint16(at, palette.length, true);
    palette.forEach((value, i) => view.setInt16(at + 2 + 2 * i, value, true));
    at += 2 + 2 * palette.length;
    view.setUint32(at, payload.length, true);
    bytes.set(payload, at + 4);
    at += 4 + payload.length;
  }
  return bytes;
}
