/** Memory that the host gives away piece by piece, and 16-bit columns in it. */

let top: usize = 0;

/** Lets `take` begin at an address. */
export function takeFrom(at: usize): void {
  top = at;
}

/** Returns the address of so many bytes, a multiple of 16. */
export function take(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 15) & ~(<usize>15);
  return at;
}

/** Returns the first address that nobody has taken. */
export function taken(): usize {
  return top;
}

/** Clears memory; for short pieces faster than `memory.fill`, which is a call. It may clear up to 15 bytes more. */
// @ts-ignore: decorator
@inline
export function clear(at: usize, bytes: usize): void {
  const zero = i64x2.splat(0);
  for (let end = at + bytes; at < end; at += 16) v128.store(at, zero);
}
