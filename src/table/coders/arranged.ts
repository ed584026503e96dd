import { type Axes, singleAxis } from '../../specialize/axes.ts';
import type { CellGroup, CellPositions, CellReader, Cells, Coder } from '../coder.ts';
import { type AxisOrder, Ordering, searchOrder } from '../axis-order.ts';
import { checkCells } from './bits.ts';
import { pairs } from './pairs.ts';

/**
 * Returns the coder with its cells in the order that compresses best. Its id is that of `coder` and "-arranged", and it
 * needs positions. It encodes each group of cells (one material with one side to move) by itself. It finds the order of
 * the group's digits (../axis-order.ts) by trial and stores it in the payload:
 *
 *   for each group     number of digits of its order (one byte), the digits (one byte each), length of its payload
 *                      (7 bits per byte, the lowest first, the top bit set on all but the last)
 *   then               the payloads, one after the other
 */
export function arranged(coder: Coder): Coder {
  return {
    id: `${coder.id}-arranged`,
    needsPositions: true,
    encode: (cells, positions) => encode(coder, cells, groupsOf(positions, cells.length)),
    open: (bytes, length, alphabetSize, positions) =>
      open(coder, bytes, length, alphabetSize, groupsOf(positions, length)),
  };
}

interface Group extends Pick<CellGroup, 'base' | 'size'> {
  readonly axes: () => Axes;
}

/** Returns the groups of cells. Without positions it is one group with one digit, so that nothing is arranged. */
function groupsOf(positions: CellPositions | undefined, length: number): readonly Group[] {
  const groups: readonly Pick<CellGroup, 'base' | 'size' | 'axes'>[] = positions?.groups ?? [{ base: 0, size: length }];
  return groups.map(({ base, size, axes }) => ({ base, size, axes: axes ?? (() => singleAxis(size)) }));
}

function encode(coder: Coder, cells: Cells, groups: readonly Group[]): Uint8Array {
  const head: number[] = [];
  const payloads = groups.map((group) => {
    const own = cellsOf(cells, group);
    const axes = group.axes();
    const order = searchOrder(own, axes);
    const payload = coder.encode(new Ordering(axes, order).arrange(own));
    head.push(order.length, ...order);
    let rest = payload.length;
    for (; rest >= 128; rest = Math.floor(rest / 128)) head.push(128 + (rest % 128));
    head.push(rest);
    return payload;
  });
  const out = new Uint8Array(payloads.reduce((sum, payload) => sum + payload.length, head.length));
  out.set(head);
  let at = head.length;
  for (const payload of payloads) {
    out.set(payload, at);
    at += payload.length;
  }
  return out;
}

function cellsOf({ alphabetSize, codes, dontCare }: Cells, { base, size }: Group): Cells {
  const own = codes.subarray(base, base + size);
  if (dontCare === undefined) return { length: size, alphabetSize: alphabetSize, codes: own };
  const bits = new Uint8Array((size + 7) >> 3);
  for (let i = 0; i < size; i++) {
    const cell = base + i;
    bits[i >> 3] |= ((dontCare[cell >> 3] >> (cell & 7)) & 1) << (i & 7);
  }
  return { length: size, alphabetSize: alphabetSize, codes: own, dontCare: bits };
}

function open(
  coder: Coder,
  bytes: Uint8Array,
  length: number,
  alphabetSize: number,
  groups: readonly Group[],
): CellReader {
  let at = 0;
  const next = (): number => {
    if (at === bytes.length) throw new Error('it ends within the orders');
    return bytes[at++];
  };
  const parts = groups.map((group) => {
    const order: AxisOrder = Array.from({ length: next() }, next);
    let size = 0;
    let weight = 1;
    for (;;) {
      const byte = next();
      size += (byte & 127) * weight;
      if (byte < 128) break;
      weight *= 128;
      if (weight > 2 ** 35) throw new Error('a payload that is too long');
    }
    return { group, ordering: new Ordering(group.axes(), order), size };
  });
  const readers = parts.map(({ ordering, size }) => {
    at += size;
    if (at > bytes.length) throw new Error('it ends within a payload');
    return coder.open(bytes.subarray(at - size, at), ordering.cells, alphabetSize);
  });
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes too many`);
  if (groups.reduce((sum, group) => sum + group.size, 0) !== length) throw new Error('other groups of cells');
  return new ArrangedReader(
    length,
    groups.map(({ base }) => base),
    parts.map(({ ordering }) => ordering),
    readers,
  );
}

class ArrangedReader implements CellReader {
  readonly #length: number;
  readonly #bases: Float64Array;
  readonly #orderings: readonly Ordering[];
  readonly #readers: readonly CellReader[];

  constructor(
    length: number,
    bases: readonly number[],
    orderings: readonly Ordering[],
    readers: readonly CellReader[],
  ) {
    this.#length = length;
    this.#bases = Float64Array.from(bases);
    this.#orderings = orderings;
    this.#readers = readers;
  }

  at(cell: number): number {
    const group = this.#groupOf(cell);
    return this.#readers[group].at(this.#orderings[group].cellOf(cell - this.#bases[group]));
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }

  #groupOf(cell: number): number {
    const bases = this.#bases;
    let group = bases.length - 1;
    while (cell < bases[group]) group--;
    return group;
  }
}

export const pairsArranged: Coder = arranged(pairs);
