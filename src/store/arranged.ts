/**
 * The cells of a slice part by part (one material with one side to move each, see specialize/space.ts), every part in the
 * order of digits that suits it best and with a payload of its own.
 */

import type { Part } from '../specialize/index.ts';
import type { CellReader, Cells, Coder } from './coder.ts';
import { type Order, Ordering, searchOrder } from './order.ts';

/** A part as it is stored. */
export interface ArrangedPart {
  readonly order: Order;
  readonly bytes: Uint8Array;
}

/**
 * Encodes the cells of a slice, those of its parts end to end.
 * @param orders one for each part; found by trying if missing
 */
export function encodeParts(
  coder: Coder,
  cells: Cells,
  parts: readonly Part[],
  orders?: readonly Order[],
): ArrangedPart[] {
  return parts.map((part, i) => {
    const own = cellsOfPart(cells, part);
    const axes = part.axes();
    const order = orders?.[i] ?? searchOrder(own, axes);
    return { order, bytes: coder.encode(new Ordering(axes, order).arrange(own)) };
  });
}

function cellsOfPart({ colours, codes, free }: Cells, { base, size }: Part): Cells {
  const own = codes.subarray(base, base + size);
  if (free === undefined || base === 0) return { length: size, colours, codes: own, free };
  const bits = new Uint8Array((size + 7) >> 3);
  for (let i = 0; i < size; i++) {
    const cell = base + i;
    if (((free[cell >> 3] >> (cell & 7)) & 1) === 1) bits[i >> 3] |= 1 << (i & 7);
  }
  return { length: size, colours, codes: own, free: bits };
}

/** Reads single codes by the index of the slice; allocates nothing once warm. */
export class ArrangedReader {
  readonly #bases: Float64Array;
  readonly #orderings: readonly Ordering[];
  readonly #readers: readonly CellReader[];

  /** @throws Error if an order is none of the part's or a payload none of the coder's */
  constructor(coder: Coder, stored: readonly ArrangedPart[], parts: readonly Part[], colours: number) {
    if (stored.length !== parts.length) throw new Error(`${stored.length} parts, expected ${parts.length}`);
    this.#bases = Float64Array.from(parts, (part) => part.base);
    this.#orderings = parts.map((part, i) => new Ordering(part.axes(), stored[i].order));
    this.#readers = stored.map(({ bytes }, i) => coder.open(bytes, this.#orderings[i].cells, colours));
  }

  /** The code of an index; a free one may have any code up to its own. */
  at(index: number): number {
    const bases = this.#bases;
    let part = bases.length - 1;
    while (index < bases[part]) part--;
    return this.#readers[part].at(this.#orderings[part].cellOf(index - bases[part]));
  }
}
