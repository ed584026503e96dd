import { KING_PAIRS, TURNS, touching } from './king-pairs.ts';
import type { Side } from '../game/schema.ts';
import { type Man, MOVERS, PAWN_KIND } from './problem.ts';

/** The men of one kind and side. */
export interface PieceGroup {
  readonly kind: number;
  readonly side: Side;
  readonly men: number;
  /** Places of the men of each combination, ascending: `places[combination * men + i]`. */
  readonly places: Uint8Array;
  /** Number of combinations. */
  readonly size: number;
}

/** The indices of one side to move. */
export interface OrderPart {
  readonly turn: Side;
  /** First index. */
  readonly base: number;
  /** Number of marks, none included. */
  readonly marks: number;
  /** Number of indices. */
  readonly size: number;
}

/**
 * The order in which a slice's values are stored: that of the generic index spaces (specialize/placements.ts), which
 * know no pawn placements and merge like men.
 *
 *   part    side to move 0, then 1; only 0 where exchanging the sides keeps the material
 *   orbit   placements of both kings up to symmetry: 462 without pawns, 1,806 with pawns
 *   groups  the other men, strongest kind first: binomial(cells, men) each; pawns come last and have 48 cells
 *   mark    0, or which pawn of the side that has just moved can be captured en passant
 */
export interface StoredOrder {
  /** All men but pawns, kings included. */
  readonly men: readonly Man[];
  /** Number of pawns of each side. */
  readonly pawns: readonly [number, number];
  /** Kings of each orbit. */
  readonly orbits: Uint8Array;
  /** 1 for orbits whose kings more than one symmetry keeps: some of their indices are holes. */
  readonly mirrored: Uint8Array;
  /** Groups of the other men, strongest kind first. */
  readonly pieces: readonly PieceGroup[];
  /** White and black pawns; `size` is 1 if there are none. */
  readonly pawnGroups: readonly [PieceGroup, PieceGroup];
  /** Indices by side to move. */
  readonly parts: readonly OrderPart[];
  /** Number of indices of the slice. */
  readonly size: number;
}

/**
 * Returns the order of a class.
 * @param counts men of each kind, king first and pawns last, of each side
 */
export function orderOf(counts: readonly [readonly number[], readonly number[]]): StoredOrder {
  const pawns = [counts[0][PAWN_KIND], counts[1][PAWN_KIND]] as const;
  const withPawns = pawns[0] + pawns[1] > 0;
  const sides = [0, 1] as const;
  const men: Man[] = [];
  const pieces: PieceGroup[] = [];
  for (let kind = 0; kind < MOVERS; kind++) {
    for (const side of sides) {
      for (let i = 0; i < counts[side][kind]; i++) men.push({ kind, side });
      if (kind > 0 && counts[side][kind] > 0) pieces.push(groupOf(kind, side, counts[side][kind], 0, 64));
    }
  }
  const pawnGroups = sides.map((side) => groupOf(PAWN_KIND, side, pawns[side], 8, 48)) as [PieceGroup, PieceGroup];
  const orbits = withPawns ? halfBoard() : KING_PAIRS.cells;
  const each = [...pieces, ...pawnGroups].reduce((product, group) => product * group.size, orbits.length / 2);
  const symmetric = counts[0].every((n, kind) => n === counts[1][kind]);
  const parts: OrderPart[] = [];
  let base = 0;
  for (const turn of symmetric ? ([0] as const) : sides) {
    const marks = pawns[0] > 0 && pawns[1] > 0 ? 1 + pawns[1 - turn] : 1;
    parts.push({ turn, base, marks, size: each * marks });
    base += each * marks;
  }
  return {
    men,
    pawns,
    orbits,
    mirrored: withPawns ? new Uint8Array(orbits.length / 2) : KING_PAIRS.mirrored,
    pieces,
    pawnGroups,
    parts,
    size: base,
  };
}

/** Returns the placements of both kings up to left and right, by the white king's and then the black king's cell. */
function halfBoard(): Uint8Array {
  const cells: number[] = [];
  for (let white = 0; white < 64; white++) {
    if ((white & 7) > 3) continue;
    for (let black = 0; black < 64; black++) if (!touching(white, black)) cells.push(white, black);
  }
  return Uint8Array.from(cells);
}

/** Returns the combinations of `men` of `count` cells from `first` on, in colexicographic order. */
function groupOf(kind: number, side: Side, men: number, first: number, count: number): PieceGroup {
  const places: number[] = [];
  const chosen = Array.from({ length: men }, (_, i) => i);
  for (;;) {
    for (const place of chosen) places.push(first + place);
    let i = 0;
    while (i < men && chosen[i] + 1 === (i + 1 < men ? chosen[i + 1] : count)) {
      chosen[i] = i;
      i++;
    }
    if (i === men) break;
    chosen[i]++;
  }
  return { kind, side, men, places: Uint8Array.from(places), size: men === 0 ? 1 : places.length / men };
}

/** Returns the image of each combination of a group of pieces under the diagonal symmetry. */
export function transposed(group: PieceGroup): Int32Array {
  const { men, places, size } = group;
  const out = new Int32Array(size);
  const cells: number[] = [];
  for (let c = 0; c < size; c++) {
    for (let i = 0; i < men; i++) cells[i] = TURNS[4 * 64 + places[c * men + i]];
    cells.sort((a, b) => a - b);
    out[c] = cells.reduce((rank, cell, i) => rank + binomial(cell, i + 1), 0);
  }
  return out;
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
  return product;
}
