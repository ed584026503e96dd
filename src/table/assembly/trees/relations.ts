/**
 * The relations between two places of a board, as tables (../../trees/board-relations.ts): a table holds the rank of each value among all
 * that the relation takes. A reader needs every table before its first answer, and code that has just started fills them ten times faster here
 * than in JavaScript. docs/trees-format.md tells what the relations are and has them in the same order.
 */

import { take, takeFrom, taken } from './memory';
import { DIAGONAL, ORTHOGONAL, SINGLE_RELATIONS } from '../../trees/program-layout';

let places: u32 = 0;
/** Entries of a row of a table. */
let stride: u32 = 0;
let right: i32 = 0;
let top: i32 = 0;
let columns: usize = 0;
let rows: usize = 0;
let links: usize = 0;
let walks: usize = 0;
let leaps: usize = 0;
let near: usize = 0;
let nearCount: usize = 0;
let queue: usize = 0;
let values: usize = 0;
let rankOf: usize = 0;

/** First address that the host may use. */
export function bottom(): usize {
  return __heap_base;
}

/**
 * Takes memory from `scratch` on; returns the end of it.
 * @param board a byte each: column and row of each place, then the number of links of each two places
 * @param lastColumn greatest column, like `lastRow`
 */
export function configure(placeCount: u32, entries: u32, lastColumn: u32, lastRow: u32, board: usize, scratch: usize): usize {
  places = placeCount;
  stride = entries;
  right = lastColumn;
  top = lastRow;
  columns = board;
  rows = columns + places;
  links = rows + places;
  takeFrom(scratch);
  walks = take(places * places);
  leaps = take(places * places);
  near = take(places * places);
  nearCount = take(places);
  queue = take(places);
  values = take((places * places) << 2);
  // the widest are the square of a distance and the difference of two places
  const widest = max(right * right + top * top, 2 * <i32>places) + 2 * (right + top);
  rankOf = take(<usize>(widest + 1) << 2);
  return taken();
}

/** Finds the steps along links, and the leaps of a knight, between any two places; `places` where no path exists. */
export function findWays(): void {
  search(walks, false);
  search(leaps, true);
}

/** Searches from each place breadth first. */
function search(distances: usize, leaping: bool): void {
  // by place: the number of places next to it, and these
  for (let a: u32 = 0; a < places; a++) {
    let count: u32 = 0;
    for (let b: u32 = 0; b < places; b++) {
      if (leaping ? squareOf(a, b) == 5 : load<u8>(links + a * places + b) > 0) store<u8>(near + a * places + count++, <u8>b);
    }
    store<u8>(nearCount + a, <u8>count);
  }
  memory.fill(distances, <u8>places, places * places);
  for (let from: u32 = 0; from < places; from++) {
    const row = distances + from * places;
    store<u8>(row + from, 0);
    store<u8>(queue, <u8>from);
    let met: u32 = 1;
    for (let done: u32 = 0; done < met; done++) {
      const a = <u32>load<u8>(queue + done);
      const step = load<u8>(row + a) + 1;
      const end = near + a * places + load<u8>(nearCount + a);
      for (let next = near + a * places; next < end; next++) {
        const b = <u32>load<u8>(next);
        if (<u32>load<u8>(row + b) != places) continue;
        store<u8>(row + b, step);
        store<u8>(queue + met++, <u8>b);
      }
    }
  }
}

function squareOf(a: u32, b: u32): i32 {
  const h = x(a) - x(b);
  const w = y(a) - y(b);
  return h * h + w * w;
}

/** Fills a table with a relation; returns the number of its values. Rows and columns beyond the places stay as they are. */
export function relate(relation: u32, table: usize): u32 {
  if (places == 0) return 0;
  // a relation of one place has one value in each row
  const each: u32 = relation < <u32>SINGLE_RELATIONS ? 1 : places;
  let least = i32.MAX_VALUE;
  let most = i32.MIN_VALUE;
  let at = values;
  for (let a: u32 = 0; a < places; a++) {
    for (let b: u32 = 0; b < each; b++) {
      const value = each == 1 ? ofOne(relation, a) : ofTwo(relation - SINGLE_RELATIONS, a, b);
      store<i32>(at, value);
      at += 4;
      least = min(least, value);
      most = max(most, value);
    }
  }
  const end = at;
  memory.fill(rankOf, 0, <usize>(most - least + 1) << 2);
  for (at = values; at < end; at += 4) store<u32>(rankOf + (<usize>(load<i32>(at) - least) << 2), 1);
  let size: u32 = 0;
  for (let i: i32 = 0; i <= most - least; i++) {
    const rank = rankOf + (<usize>i << 2);
    if (load<u32>(rank) > 0) store<u32>(rank, size++);
  }
  at = values;
  for (let a: u32 = 0; a < places; a++) {
    let to = table + ((a * stride) << 1);
    for (let b: u32 = 0; b < places; b++, to += 2) {
      // a row of a relation of one place repeats its first rank
      if (b >= each) store<u16>(to, load<u16>(to - 2));
      else {
        store<u16>(to, load<u32>(rankOf + (<usize>(load<i32>(at) - least) << 2)));
        at += 4;
      }
    }
  }
  return size;
}

/** Returns whether two tables of `size` values tell the same: equal ranks, or those of one in reverse. */
export function tellSame(one: usize, other: usize, size: u32): bool {
  let equal = true;
  let reverse = true;
  const end = one + ((stride * stride) << 1);
  for (; one < end && (equal || reverse); one += 2, other += 2) {
    const rank = <u32>load<u16>(one);
    if (rank != load<u16>(other)) equal = false;
    if (rank != size - 1 - load<u16>(other)) reverse = false;
  }
  return equal || reverse;
}

/** Fills the directions in which places see others, 0 on no line, and the steps between them. */
export function findLines(directions: usize, steps: usize): void {
  for (let a: u32 = 0; a < places; a++) {
    for (let b: u32 = 0; b < places; b++) {
      const entry = a * stride + b;
      const h = x(b) - x(a);
      const w = y(b) - y(a);
      store<u8>(steps + entry, <u8>max(abs(h), abs(w)));
      if (a == b) continue;
      if (h == 0 || w == 0) store<u8>(directions + entry, <u8>(ORTHOGONAL + (h > 0 ? 0 : h < 0 ? 1 : w > 0 ? 2 : 3)));
      else if (abs(h) == abs(w)) store<u8>(directions + entry, <u8>(DIAGONAL + (h > 0 ? 0 : 1) + (w > 0 ? 0 : 2)));
    }
  }
}

// @ts-ignore: decorator
@inline
function x(a: u32): i32 {
  return <i32>load<u8>(columns + a);
}

// @ts-ignore: decorator
@inline
function y(a: u32): i32 {
  return <i32>load<u8>(rows + a);
}

/** Distance from the sides of the board, and from its ends. */
function side(a: u32): i32 {
  return min(x(a), right - x(a));
}

function end(a: u32): i32 {
  return min(y(a), top - y(a));
}

function ofOne(relation: u32, a: u32): i32 {
  switch (relation) {
    case 0: return x(a);
    case 1: return y(a);
    case 2: return side(a);
    case 3: return end(a);
    case 4: return min(side(a), end(a));
    case 5: return max(side(a), end(a));
    case 6: return side(a) + end(a);
    case 7: return side(a) - end(a);
    case 8: return x(a) + y(a);
    case 9: return x(a) - y(a);
    case 10: return abs(x(a) - y(a));
    case 11: return abs(x(a) + y(a) - right);
    case 12: return (x(a) + y(a)) & 1;
    case 13: return linksOf(a);
    default: return a;
  }
}

function linksOf(a: u32): i32 {
  let count = 0;
  for (let b: u32 = 0; b < places; b++) count += load<u8>(links + a * places + b);
  return count;
}

function ofTwo(relation: u32, a: u32, b: u32): i32 {
  const h = x(a) - x(b);
  const w = y(a) - y(b);
  switch (relation) {
    case 0: return load<u8>(walks + a * places + b);
    case 1: return max(abs(h), abs(w));
    case 2: return h;
    case 3: return w;
    case 4: return abs(h);
    case 5: return abs(w);
    case 6: return min(abs(h), abs(w));
    case 7: return abs(h) + abs(w);
    case 8: return abs(h) - abs(w);
    case 9: return h + w;
    case 10: return h - w;
    case 11: return h * h + w * w;
    case 12: return load<u8>(leaps + a * places + b);
    case 13: return (h + w) & 1;
    case 14: return <i32>a - <i32>b;
    case 15: return side(a) - side(b);
    case 16: return end(a) - end(b);
    case 17: return min(side(a), end(a)) - min(side(b), end(b));
  }
  const edge = (relation - 18) >> 2;
  switch ((relation - 18) & 3) {
    case 0: return ahead(edge, a, b);
    case 1: return ahead(edge, b, a);
    case 2: return ahead(edge, a, b) - gap(edge, b);
    default: return ahead(edge, b, a) - gap(edge, a);
  }
}

/** Distance of `a` from one of the four edges. */
function gap(edge: u32, a: u32): i32 {
  switch (edge) {
    case 0: return top - y(a);
    case 1: return y(a);
    case 2: return right - x(a);
    default: return x(a);
  }
}

/** Distance of a king on `a` from the point of an edge straight ahead of `b`. */
function ahead(edge: u32, a: u32, b: u32): i32 {
  return max(abs(edge < 2 ? x(a) - x(b) : y(a) - y(b)), gap(edge, a));
}
