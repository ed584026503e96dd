import { UNKNOWN } from '../game/value.ts';
import { type AgendaArrays, agendaArrays } from './agenda.ts';
import { Control } from './control.ts';
import { Rings } from './rings.ts';

/** Counters of a thread in `SliceArrays.counts`: legal positions, moves, and predecessors. */
export const COUNTS = 3;

/** The arrays that the analysis of a slice works on. With more than one thread they are shared. */
export interface SliceArrays {
  /** Most threads that work on them. */
  readonly threads: number;
  /** By index: the value, or the best value so far. */
  readonly values: Int16Array;
  /** By index: undecided successors within the slice. */
  readonly open: Uint16Array;
  /** With scores, by index: whether the position was settled. */
  readonly settled: Uint8Array | undefined;
  readonly agenda: AgendaArrays;
  /** Memory of `Control` and `Rings`. */
  readonly control: ArrayBufferLike;
  readonly rings: ArrayBufferLike;
  readonly counts: Float64Array;
}

/**
 * Makes the arrays of a slice.
 * @param size number of indices
 * @param hasScores whether the domain is that of scores
 */
export function sliceArrays(size: number, hasScores: boolean, threads: number): SliceArrays {
  const take = (bytes: number): ArrayBufferLike =>
    threads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return {
    threads,
    values: new Int16Array(take(2 * size)).fill(UNKNOWN),
    open: new Uint16Array(take(2 * size)),
    settled: hasScores ? new Uint8Array(take(size)) : undefined,
    agenda: agendaArrays(size, threads, take),
    control: take(Control.bytes),
    rings: take(Rings.bytes(threads)),
    counts: new Float64Array(take(8 * COUNTS * threads)),
  };
}
