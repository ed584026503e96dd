/**
 * The board as tables, built once in memory from the host. A set of cells is a 64-bit word, a1 = bit 0, h8 = bit 63.
 * Boards smaller than 8x8 are the lower left corner; the host counts cells outside as occupied.
 *
 *   direction   0 E +1   1 W -1   2 N +8   3 S -8   4 NE +9   5 SW -9   6 NW +7   7 SE -7
 *   kind        0 king   1 queen  2 rook   3 bishop 4 knight  (the host's order; sliders have a set of directions)
 */

/** Kind of a king. */
export const KING = 0;
/** Kind of a knight. */
export const KNIGHT = 4;
/** The entry of NEXT beyond the edge of the board. */
export const OFF: u32 = 64;

const NOT_A: u64 = 0xfefefefefefefefe;
const NOT_H: u64 = 0x7f7f7f7f7f7f7f7f;

/** Bytes of all tables below. */
export const GEOMETRY_BYTES: u32 = 8 * 64 * 8 + 8 * 64 + 5 * 64 * 8 + 64 * 64 * 8 + 64 * 64 + 8 * 64;

// Addresses, set by `placeGeometry`.

/** [direction][64] u64: cells on the ray. */
export let RAYS: usize = 0;
/** [direction][64] u8: neighbour, or OFF. */
export let NEXT: usize = 0;
/** [kind][64] u64: cells that kings and knights attack. */
export let LEAPS: usize = 0;
/** [64][64] u64: cells strictly between two cells of a line. */
export let BETWEEN: usize = 0;
/** [64][64] u8: 1 << direction from one cell to the other, or 0. */
export let LINES: usize = 0;
/** [symmetry][64] u8: image of a cell. */
export let TURNS: usize = 0;

/** Sets the addresses of the tables. */
export function placeGeometry(at: usize): void {
  RAYS = at;
  LEAPS = RAYS + 8 * 64 * 8;
  BETWEEN = LEAPS + 5 * 64 * 8;
  NEXT = BETWEEN + 64 * 64 * 8;
  LINES = NEXT + 8 * 64;
  TURNS = LINES + 64 * 64;
}

/** Returns the set of one cell. */
// @ts-ignore: decorator
@inline
export function bit(cell: u32): u64 {
  return (<u64>1) << (<u64>cell);
}

/** Returns the directions of a slider as bits; 0 for kings and knights. */
// @ts-ignore: decorator
@inline
export function directionsOf(kind: u32): u32 {
  return kind == 1 ? 0xff : kind == 2 ? 0x0f : kind == 3 ? 0xf0 : 0;
}

/** Returns the cells that a king or knight attacks from `cell`. */
// @ts-ignore: decorator
@inline
export function leapOf(kind: u32, cell: u32): u64 {
  return load<u64>(LEAPS + (((kind << 6) | cell) << 3));
}

/** Returns the neighbour of a cell, or OFF. */
// @ts-ignore: decorator
@inline
export function next(direction: u32, cell: u32): u32 {
  return load<u8>(NEXT + ((direction << 6) | cell));
}

/** Returns the cells strictly between two cells of a line. */
// @ts-ignore: decorator
@inline
export function between(a: u32, b: u32): u64 {
  return load<u64>(BETWEEN + (((a << 6) | b) << 3));
}

/**
 * Returns the image of a cell. Symmetry g: the diagonal first if g & 4, then files mirrored if g & 1, ranks if g & 2.
 */
// @ts-ignore: decorator
@inline
export function turn(g: u32, cell: u32): u32 {
  return load<u8>(TURNS + ((g << 6) | cell));
}

/** Returns the inverse of a symmetry. */
// @ts-ignore: decorator
@inline
export function inverse(g: u32): u32 {
  return (g & 4) == 0 ? g : 4 | ((g & 1) << 1) | ((g >> 1) & 1);
}

// @ts-ignore: decorator
@inline
function swapBits(x: u64, mask: u64, by: u64): u64 {
  const t = (x ^ (x >> by)) & mask;
  return x ^ t ^ (t << by);
}

/** Returns the set of cells `turn(g, cell)`, cell in x. */
export function turnSet(g: u32, x: u64): u64 {
  let r = x;
  if (g & 4) {
    r = swapBits(r, 0x00000000f0f0f0f0, 28);
    r = swapBits(r, 0x0000cccc0000cccc, 14);
    r = swapBits(r, 0x00aa00aa00aa00aa, 7);
  }
  if (g & 1) {
    r = ((r >> 1) & 0x5555555555555555) | ((r & 0x5555555555555555) << 1);
    r = ((r >> 2) & 0x3333333333333333) | ((r & 0x3333333333333333) << 2);
    r = ((r >> 4) & 0x0f0f0f0f0f0f0f0f) | ((r & 0x0f0f0f0f0f0f0f0f) << 4);
  }
  if (g & 2) r = bswap<u64>(r);
  return r;
}

/** Returns the neighbours of the cells of x in a direction. */
// @ts-ignore: decorator
@inline
export function shift(direction: u32, x: u64): u64 {
  switch (direction) {
    case 0: return (x & NOT_H) << 1;
    case 1: return (x & NOT_A) >> 1;
    case 2: return x << 8;
    case 3: return x >> 8;
    case 4: return (x & NOT_H) << 9;
    case 5: return (x & NOT_A) >> 9;
    case 6: return (x & NOT_A) << 7;
    default: return (x & NOT_H) >> 7;
  }
}

/** Fills the tables at `placeGeometry`'s address. */
export function buildGeometry(): void {
  for (let g: u32 = 0; g < 8; g++) {
    for (let cell: u32 = 0; cell < 64; cell++) {
      let to = g & 4 ? ((cell & 7) << 3) | (cell >> 3) : cell;
      if (g & 1) to ^= 7;
      if (g & 2) to ^= 56;
      store<u8>(TURNS + ((g << 6) | cell), <u8>to);
    }
  }
  for (let cell: u32 = 0; cell < 64; cell++) {
    const here = bit(cell);
    let king: u64 = 0;
    for (let d: u32 = 0; d < 8; d++) {
      const step = shift(d, here);
      king |= step;
      store<u8>(NEXT + ((d << 6) | cell), step == 0 ? <u8>OFF : <u8>ctz(step));
      let ray: u64 = 0;
      let passed: u64 = 0;
      let x = step;
      while (x != 0) {
        const to = <u32>ctz(x);
        store<u8>(LINES + ((cell << 6) | to), <u8>((<u32>1) << d));
        store<u64>(BETWEEN + (((cell << 6) | to) << 3), passed);
        ray |= x;
        passed |= x;
        x = shift(d, x);
      }
      store<u64>(RAYS + (((d << 6) | cell) << 3), ray);
    }
    store<u64>(LEAPS + (((KING << 6) | cell) << 3), king);
    const e = shift(0, here);
    const w = shift(1, here);
    const ee = shift(0, e);
    const ww = shift(1, w);
    const knight = shift(2, shift(2, e | w)) | shift(3, shift(3, e | w)) | shift(2, ee | ww) | shift(3, ee | ww);
    store<u64>(LEAPS + (((KNIGHT << 6) | cell) << 3), knight);
  }
}

/** Returns the cells that a man of `kind` attacks from `cell`; the first occupied cell of each ray is attacked too. */
export function attacks(kind: u32, cell: u32, occupied: u64): u64 {
  const directions = directionsOf(kind);
  if (directions == 0) return leapOf(kind, cell);
  let reached: u64 = 0;
  if (directions & 0x0f) {
    reached |= upward(0, cell, occupied) | downward(1, cell, occupied) | upward(2, cell, occupied) | downward(3, cell, occupied);
  }
  if (directions & 0xf0) {
    reached |= upward(4, cell, occupied) | downward(5, cell, occupied) | upward(6, cell, occupied) | downward(7, cell, occupied);
  }
  return reached;
}

// @ts-ignore: decorator
@inline
function upward(direction: u32, cell: u32, occupied: u64): u64 {
  const ray = load<u64>(RAYS + (((direction << 6) | cell) << 3));
  const met = ray & occupied;
  return met == 0 ? ray : ray ^ load<u64>(RAYS + (((direction << 6) | <u32>ctz(met)) << 3));
}

// @ts-ignore: decorator
@inline
function downward(direction: u32, cell: u32, occupied: u64): u64 {
  const ray = load<u64>(RAYS + (((direction << 6) | cell) << 3));
  const met = ray & occupied;
  return met == 0 ? ray : ray ^ load<u64>(RAYS + (((direction << 6) | (63 - <u32>clz(met))) << 3));
}
