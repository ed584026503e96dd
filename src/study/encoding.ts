/** Tables of a subject as one coder writes them, in the form that programs ship (answer/shelves.ts). */

import type { Cells } from '../table/coder.ts';
import { coderNamed } from './coders/index.ts';
import { tableCellsOf, type Truth } from './truth.ts';

/** The cells of a slice by one coder. */
export interface EncodedSlice {
  readonly name: string;
  readonly coder: string;
  readonly exits: number;
  readonly palette: readonly number[];
  readonly payload: Uint8Array;
}

export class Encoder {
  readonly #truth: Truth;
  readonly #cells = new Map<string, ReturnType<typeof tableCellsOf>>();
  readonly #encoded = new Map<string, EncodedSlice>();

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  /** @param exits whether cells may count on moves out of the slice */
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

  all(coder: string, exits: boolean): EncodedSlice[] {
    return this.#truth.slices.map((_, number) => this.encode(number, coder, exits));
  }

  cells(number: number, exits: boolean): Cells {
    return this.#represented(number, exits).cells;
  }

  /** Whether cells do count on exits: if none would gain by it, there is but one form of them. */
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

/** Bytes of a record beside its payload. */
export function headBytes({ name, palette }: EncodedSlice): number {
  return 9 + name.length + 2 * palette.length;
}

/** Records one after the other; `coders` is the list that the program knows. */
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
