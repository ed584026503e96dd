import type { FileKind } from '../../syzygy/class-file.ts';
import { FILE_MAGIC } from '../../syzygy/class-file.ts';
import type { ClassMen } from '../../syzygy/class-name.ts';
import type { FilePart } from './file-part.ts';

/** A file is whole lines of 64 bytes and a checksum. */
const LINE = 64;
/** Nobody who reads positions tests the checksum, and no description of it is public: it is zeros here. */
const CHECKSUM = 16;
const BOTH_SIDES = 1;
const PAWNS = 2;

/**
 * Returns the bytes of a file.
 * @param parts by file of the leading pawn, then by side to move if the file has both
 * @param maps by file of the leading pawn: the maps of a file of plies, empty if it has none
 */
export function fileBytes(
  kind: FileKind,
  men: ClassMen,
  parts: readonly (readonly FilePart[])[],
  maps: readonly MapBytes[],
): Uint8Array {
  const out = new ByteList();
  const magic = FILE_MAGIC[kind];
  for (let shift = 0; shift < 32; shift += 8) out.push([(magic >>> shift) & 255]);
  out.push([(men.men << 4) | (men.hasPawns ? PAWNS : 0) | (men.isSymmetric ? 0 : BOTH_SIDES)]);
  for (const row of parts) out.push(orderBytes(kind, men, row));
  out.align(2);
  const all = parts.flat().map(({ part }) => part);
  for (const { description } of all) out.push(description);
  for (const { bytes, isWide } of maps) {
    if (isWide) out.align(2);
    out.push(bytes);
  }
  out.align(2);
  for (const { index } of all) out.push(index);
  for (const { lengths } of all) out.push(lengths);
  for (const { data } of all) {
    out.align(LINE);
    out.push(data);
  }
  out.align(LINE);
  out.push(new Uint8Array(CHECKSUM));
  return out.bytes;
}

/** The four maps of a part of plies as a file writes them. */
export interface MapBytes {
  readonly bytes: Uint8Array;
  /** Whether its numbers have 16 bits. */
  readonly isWide: boolean;
}

/** Returns the places of digits and the men of both sides to move, in the low and the high half of each byte. */
function orderBytes(kind: FileKind, { isSymmetric }: ClassMen, row: readonly FilePart[]): number[] {
  const nibbles = row.map(({ layout: { places, men, pawns } }) =>
    pawns[1] > 0 ? [...places, ...men] : [places[0], ...men],
  );
  const [low] = nibbles;
  if (kind === 'dtz') return low;
  const high = isSymmetric ? low : nibbles[1];
  return low.map((nibble, i) => nibble | (high[i] << 4));
}

/** Bytes that are put together. */
class ByteList {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  push(bytes: ArrayLike<number>): void {
    this.#pieces.push(Uint8Array.from(bytes));
    this.#length += bytes.length;
  }

  /** Adds zeros up to a multiple. */
  align(to: number): void {
    this.push(new Uint8Array((to - (this.#length % to)) % to));
  }

  get bytes(): Uint8Array {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  }
}
