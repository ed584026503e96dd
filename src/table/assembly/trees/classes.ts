/**
 * Classes of cells. A class below the alphabet size is a code. Class `alphabet - 1 + c` is a don't-care that may have any code up
 * to c, for c from 1 to `alphabet - 2`: any code suits a don't-care of the highest code, and only code 0 one of code 0.
 */

/** Number of codes. */
export let alphabet: u32 = 0;
/** Number of classes, don't-cares included. */
export let classCount: u32 = 0;
let word: usize = 0;
let shift: u32 = 0;

/** @param field number of 32 bits of a packed cell that holds the class, above bit `at` */
export function useClasses(codes: u32, classesInAll: u32, field: u32, at: u32): void {
  alphabet = codes;
  classCount = classesInAll;
  word = <usize>field << 2;
  shift = at;
}

/** Returns the class of a packed cell. */
// @ts-ignore: decorator
@inline
export function classOf(cell: usize): u32 {
  return load<u32>(cell + word) >> shift;
}

/** Returns the highest code of a class. */
// @ts-ignore: decorator
@inline
export function highestCode(c: u32): u32 {
  return c < alphabet ? c : c - alphabet + 1;
}
