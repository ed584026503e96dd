import type { Resolved } from './problem.ts';
import type { StoredOrder } from './stored-order.ts';

/** Share of each man's digits in a problem's index, under one view. */
export interface Shares {
  readonly white: Int32Array;
  readonly black: Int32Array;
  /** For each group of pieces by combination. */
  readonly groups: readonly Int32Array[];
}

/** Returns the shares of a problem's digits, as the resolved position sees them. */
export function sharesOf(order: StoredOrder, { problem, flip, digits, kings }: Resolved): Shares {
  const strideOf = (man: number): number => {
    const digit = digits.indexOf(man);
    return digit < 0 ? 0 : 64 ** (problem.digits.length - 1 - digit);
  };
  const byCell = (man: number): Int32Array =>
    Int32Array.from({ length: 64 }, (_, cell) => (cell ^ flip) * strideOf(man));
  let man = 2;
  const groups = order.pieces.map(({ men, places, size }) => {
    const strides = Array.from({ length: men }, (_, i) => strideOf(man + i));
    man += men;
    return Int32Array.from({ length: size }, (_, c) =>
      strides.reduce((sum, stride, i) => sum + (places[c * men + i] ^ flip) * stride, 0),
    );
  });
  if (kings.length !== 2) throw new Error('two kings');
  return { white: byCell(0), black: byCell(1), groups };
}
