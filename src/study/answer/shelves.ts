/**
 * The tables that a program ships: a record for each slice with a table, one after the other, and nothing else. Numbers
 * are little-endian.
 *
 *   bytes       field
 *   1           length of the name
 *   n           name of the slice, ASCII
 *   1           number of the coder in the program's list
 *   1           exits: 0 cells are values; 1 cells depend on exits to other slices; 2 and on moves that end the game
 *   2           alphabet size
 *   2 each      value of each code
 *   4           bytes of the payload
 *   n           payload: the cells as the coder encoded them
 */

import type { Slice, Specialization } from '../../specialize/index.ts';
import { cellPositions } from '../../table/coders/positions.ts';
import type { CellReader, Coder } from '../../table/coder.ts';

/** An opened record. */
export interface Shelf {
  readonly slice: Slice;
  readonly reader: CellReader;
  /** Value of each code. */
  readonly palette: Int16Array;
  /** 0, 1 or 2, as in the record. */
  readonly exits: number;
}

interface Stored {
  readonly coder: Coder;
  readonly exits: number;
  readonly palette: Int16Array;
  readonly payload: Uint8Array;
}

/** The shipped tables of a game. */
export class Shelves {
  readonly #specialization: Specialization;
  readonly #stored = new Map<string, Stored>();
  readonly #open = new Map<string, Shelf>();

  constructor(specialization: Specialization, bytes: Uint8Array, coders: readonly Coder[]) {
    this.#specialization = specialization;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const named = at + 1 + bytes[at];
      const name = String.fromCharCode(...bytes.subarray(at + 1, named));
      const alphabetSize = view.getUint16(named + 2, true);
      const palette = Int16Array.from({ length: alphabetSize }, (_, i) => view.getInt16(named + 4 + 2 * i, true));
      const start = named + 8 + 2 * alphabetSize;
      at = start + view.getUint32(start - 4, true);
      const payload = bytes.subarray(start, at);
      this.#stored.set(name, { coder: coders[bytes[named]], exits: bytes[named + 1], palette, payload });
    }
  }

  /** Returns whether the slice has a record. */
  holds(slice: Slice): boolean {
    return this.#stored.has(slice.name);
  }

  /** Returns the record of a slice, which the first call opens, or undefined if the slice has none. */
  shelf(slice: Slice): Shelf | undefined {
    const open = this.#open.get(slice.name);
    if (open !== undefined) return open;
    const stored = this.#stored.get(slice.name);
    if (stored === undefined) return undefined;
    const { coder, exits, palette, payload } = stored;
    const space = this.#specialization.space(slice);
    const positions = coder.needsPositions ? cellPositions(this.#specialization.game.schema, [space]) : undefined;
    const shelf = { slice, reader: coder.open(payload, space.size, palette.length, positions), palette, exits };
    this.#open.set(slice.name, shelf);
    return shelf;
  }
}
