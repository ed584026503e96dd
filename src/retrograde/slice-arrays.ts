import type { Metric } from '../game/values.ts';
import type { DomainName } from '../game/value.ts';
import { type AgendaArrays, agendaArrays } from './agenda.ts';
import { Control } from './control.ts';
import { type DistanceArrays, distanceArrays, DistanceEntries } from './distance-entries.ts';
import type { Entries } from './entries.ts';
import { type OutcomeArrays, outcomeArrays, OutcomeEntries } from './outcome-entries.ts';
import { Rings } from './rings.ts';

/** Counters of a thread in `SliceArrays.counts`: legal positions, moves, and predecessors. */
export const COUNTS = 3;

/** What is to be found of a slice, and with how many threads. */
export interface SliceTask {
  readonly domain: DomainName;
  /** Values of the domain (dtm), or outcomes alone. */
  readonly metric: Extract<Metric, 'dtm' | 'wdl'>;
  /** With outcomes: whether a position has more moves within the slice than a byte can count. */
  readonly isWide: boolean;
  /** Most threads. */
  readonly threads: number;
}

/** The arrays that the analysis of a slice works on. With more than one thread they are shared. */
export interface SliceArrays {
  /** Most threads that work on them. */
  readonly threads: number;
  /** What is known of each index. */
  readonly entries: DistanceArrays | OutcomeArrays;
  readonly agenda: AgendaArrays;
  /** Memory of `Control` and `Rings`. */
  readonly control: ArrayBufferLike;
  readonly rings: ArrayBufferLike;
  readonly counts: Float64Array;
}

/**
 * Makes the arrays of a slice.
 * @param size number of indices
 */
export function sliceArrays(size: number, { domain, metric, isWide, threads }: SliceTask): SliceArrays {
  const take = (bytes: number): ArrayBufferLike =>
    threads > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return {
    threads,
    entries: metric === 'wdl' ? outcomeArrays(size, isWide, take) : distanceArrays(size, domain === 'score', take),
    agenda: agendaArrays(size, threads, take),
    control: take(Control.bytes),
    rings: take(Rings.bytes(threads)),
    counts: new Float64Array(take(8 * COUNTS * threads)),
  };
}

/** Returns a view of one thread onto what is known. */
export function entriesOf({ entries }: SliceArrays): Entries {
  return entries.kind === 'outcomes' ? new OutcomeEntries(entries) : new DistanceEntries(entries);
}
