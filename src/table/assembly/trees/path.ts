/** The possible answers to each question after the path to a node: from its lowest to its highest. */

import { questions, sizeOf } from './questions';
import { take } from './memory';

let block: usize = 0;
let high: usize = 0;

/** Takes the memory. */
export function takePath(): void {
  block = take(<usize>questions << 2);
  high = block + (<usize>questions << 1);
}

/** Returns to the root. */
export function clearPath(): void {
  for (let q: u32 = 0; q < questions; q++) setRange(q, 0, sizeOf(q) - 1);
}

// @ts-ignore: decorator
@inline
export function lowest(q: u32): u32 {
  return load<u16>(block + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
export function highest(q: u32): u32 {
  return load<u16>(high + (<usize>q << 1));
}

export function setRange(q: u32, from: u32, to: u32): void {
  store<u16>(block + (<usize>q << 1), from);
  store<u16>(high + (<usize>q << 1), to);
}

/** Bytes of a copy. */
export function pathBytes(): usize {
  return <usize>questions << 2;
}

export function savePath(to: usize): void {
  memory.copy(to, block, pathBytes());
}

export function restorePath(from: usize): void {
  memory.copy(block, from, pathBytes());
}
