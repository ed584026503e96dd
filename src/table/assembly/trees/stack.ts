/** A stack of frames, four numbers each: what is to be done, the last first. */

import { take } from './memory';

/** A frame that visits the cells from its first number to its second, less 1. */
export const VISIT: u32 = 0;
/** A frame that sets the possible answers to the question of its first number, from the second to the third. */
export const RANGE: u32 = 1;
const FRAME: usize = 16;
const MOST_FRAMES: usize = 1 << 16;

let frames: usize = 0;
let stack: usize = 0;
/** The frame that was taken last. */
export let frameKind: u32 = 0;
export let first: u32 = 0;
export let second: u32 = 0;
export let third: u32 = 0;

/** Takes the memory. */
export function takeStack(): void {
  frames = take(MOST_FRAMES * FRAME);
}

/** Removes all frames. */
export function clearStack(): void {
  stack = frames;
}

/** Puts a frame on top. */
export function put(kind: u32, a: u32, b: u32, c: u32): void {
  if (stack >= frames + MOST_FRAMES * FRAME) abort();
  store<u32>(stack, kind);
  store<u32>(stack, a, 4);
  store<u32>(stack, b, 8);
  store<u32>(stack, c, 12);
  stack += FRAME;
}

/** Takes the frame on top; returns whether there was one. */
export function takeFrame(): bool {
  if (stack == frames) return false;
  stack -= FRAME;
  frameKind = load<u32>(stack);
  first = load<u32>(stack, 4);
  second = load<u32>(stack, 8);
  third = load<u32>(stack, 12);
  return true;
}
