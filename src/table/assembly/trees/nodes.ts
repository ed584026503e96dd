/** The nodes of trees, in pieces of memory that threads take one by one. */

import { CONTROL_FREE, PIECE_COUNT, PIECE_NEXT, PIECE_NODES } from '../../trees/program-layout';

/** Numbers of a piece; before them stand the address of the next piece and the number of nodes. */
const PIECE: u32 = 1 << 14;
const PIECE_BYTES: usize = (PIECE + 2) << 2;

/** What all threads share. */
let control: usize = 0;
let piece: usize = 0;

/** @param shared what all threads share */
export function useNodes(shared: usize): void {
  control = shared;
}

/** Begins with a piece of its own; returns its address. */
export function beginNodes(): usize {
  piece = takePiece();
  return piece;
}

function takePiece(): usize {
  const at = <usize>atomic.add<u32>(control + CONTROL_FREE, <u32>PIECE_BYTES);
  const pages = <i32>((at + PIECE_BYTES + 0xffff) >> 16);
  while (memory.size() < pages) if (memory.grow(64) < 0 && memory.size() < pages && memory.grow(1) < 0) abort();
  store<u32>(at, 0, PIECE_NEXT);
  store<u32>(at, 0, PIECE_COUNT);
  return at;
}

/** Adds a node. */
export function push(node: u32): void {
  let count = load<u32>(piece, PIECE_COUNT);
  if (count == PIECE) {
    const next = takePiece();
    store<u32>(piece, <u32>next, PIECE_NEXT);
    piece = next;
    count = 0;
  }
  store<u32>(piece + (<usize>count << 2), node, PIECE_NODES);
  store<u32>(piece, count + 1, PIECE_COUNT);
}
