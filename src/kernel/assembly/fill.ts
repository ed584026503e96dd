/**
 * All moves of a lane's men at once: occluded fill in parallel prefix form (Kogge-Stone; chessprogramming.org,
 * "Kogge-Stone Algorithm"). `from` is a set of cells, `free` the cells that a ray may pass over. The result is the set
 * of cells from which a man of the kind reaches `from`. Moves are symmetric, so these are also the cells that the men
 * on `from` reach.
 */

import { directionsOf, KING } from './geometry';

const NOT_A: u64 = 0xfefefefefefefefe;
const NOT_H: u64 = 0x7f7f7f7f7f7f7f7f;

// @ts-ignore: decorator
@inline
function up(from: u64, free: u64, by: u64, edge: u64): u64 {
  let g = from;
  let p = free & edge;
  g |= p & (g << by);
  p &= p << by;
  g |= p & (g << (2 * by));
  p &= p << (2 * by);
  g |= p & (g << (4 * by));
  return (g << by) & edge;
}

// @ts-ignore: decorator
@inline
function down(from: u64, free: u64, by: u64, edge: u64): u64 {
  let g = from;
  let p = free & edge;
  g |= p & (g >> by);
  p &= p >> by;
  g |= p & (g >> (2 * by));
  p &= p >> (2 * by);
  g |= p & (g >> (4 * by));
  return (g >> by) & edge;
}

/** Returns the neighbours of a set of cells. */
export function kingSteps(x: u64): u64 {
  const row = ((x << 1) & NOT_A) | ((x >> 1) & NOT_H);
  const wide = x | row;
  return row | (wide << 8) | (wide >> 8);
}

/** Returns the cells that knights on a set of cells reach. */
export function knightSteps(x: u64): u64 {
  const one = ((x << 1) & NOT_A) | ((x >> 1) & NOT_H);
  const two = ((x << 2) & 0xfcfcfcfcfcfcfcfc) | ((x >> 2) & 0x3f3f3f3f3f3f3f3f);
  return (one << 16) | (one >> 16) | (two << 8) | (two >> 8);
}

/** Returns the cells from which a man of `kind` reaches `from`. */
export function fill(kind: u32, from: u64, free: u64): u64 {
  const directions = directionsOf(kind);
  if (directions == 0) return kind == KING ? kingSteps(from) : knightSteps(from);
  let reached: u64 = 0;
  if (directions & 0x0f) {
    reached = up(from, free, 1, NOT_A) | down(from, free, 1, NOT_H) | up(from, free, 8, ~0) | down(from, free, 8, ~0);
  }
  if (directions & 0xf0) {
    reached |= up(from, free, 9, NOT_A) | down(from, free, 9, NOT_H) | up(from, free, 7, NOT_H) | down(from, free, 7, NOT_A);
  }
  return reached;
}

// The same for two neighbouring words at once.

// @ts-ignore: decorator
@inline
function up2(from: v128, free: v128, by: i32, edge: v128): v128 {
  let g = from;
  let p = v128.and(free, edge);
  g = v128.or(g, v128.and(p, i64x2.shl(g, by)));
  p = v128.and(p, i64x2.shl(p, by));
  g = v128.or(g, v128.and(p, i64x2.shl(g, 2 * by)));
  p = v128.and(p, i64x2.shl(p, 2 * by));
  g = v128.or(g, v128.and(p, i64x2.shl(g, 4 * by)));
  return v128.and(i64x2.shl(g, by), edge);
}

// @ts-ignore: decorator
@inline
function down2(from: v128, free: v128, by: i32, edge: v128): v128 {
  let g = from;
  let p = v128.and(free, edge);
  g = v128.or(g, v128.and(p, i64x2.shr_u(g, by)));
  p = v128.and(p, i64x2.shr_u(p, by));
  g = v128.or(g, v128.and(p, i64x2.shr_u(g, 2 * by)));
  p = v128.and(p, i64x2.shr_u(p, 2 * by));
  g = v128.or(g, v128.and(p, i64x2.shr_u(g, 4 * by)));
  return v128.and(i64x2.shr_u(g, by), edge);
}

/** Returns the cells from which a rook reaches `from`, for two neighbouring words. */
// @ts-ignore: decorator
@inline
export function orthogonal2(from: v128, free: v128): v128 {
  const a = i64x2.splat(NOT_A);
  const h = i64x2.splat(NOT_H);
  const all = i64x2.splat(-1);
  return v128.or(
    v128.or(up2(from, free, 1, a), down2(from, free, 1, h)),
    v128.or(up2(from, free, 8, all), down2(from, free, 8, all)),
  );
}

/** Returns the cells from which a bishop reaches `from`, for two neighbouring words. */
// @ts-ignore: decorator
@inline
export function diagonal2(from: v128, free: v128): v128 {
  const a = i64x2.splat(NOT_A);
  const h = i64x2.splat(NOT_H);
  return v128.or(
    v128.or(up2(from, free, 9, a), down2(from, free, 9, h)),
    v128.or(up2(from, free, 7, h), down2(from, free, 7, a)),
  );
}
