/**
 * What of a table's values is kept. A representation is written as words joined by dashes:
 *
 *   dtm | score | dtz | wdl   what a value tells: plies to the end, the score, plies under the 50-move rule, the outcome
 *   one-side                  only positions with one side to move (whichever takes fewer bytes) have cells; the value of
 *                             the others is the best that one move reaches
 *   from-<d>                  distances below d are one class (for each outcome)
 *   by-<k>                    from there on k successive distances are one class
 *
 * such as `wdl-one-side`, `dtm-from-8` or `dtm-by-4`. A table may also be `absent`, which needs no file.
 *
 * Rounding. A cell tells the class [first, last] of the distance, and its value is that with the last distance of the
 * class. Forward search finds the exact value, to a bounded depth: whether a position is won within n plies is settled by
 * its cell unless n lies in the cell's class; otherwise it is iff some move leads to a position that is lost within n - 1
 * plies, and so on, and n leaves the class after as many plies as the class is long. The same search with sides
 * exchanged tells losses. It needs distances that fall by one a ply, so scores and dtz cannot be rounded. (Distances
 * modulo a number would be smaller still, but do not determine the value where plies have no parity, nor which of two
 * wins is nearer.)
 *
 * One side. A move passes the turn, so it suffices that no move leads from a position without a cell to another one in
 * the same slice. That holds where a slice has one material; in slices of several materials both sides are kept. It does not
 * go with steps: only every second ply of the search would meet a cell, n falls by two from one to the next, and where the
 * step is even it never is the last of its class until the end of the game.
 */

import { EndgameError } from '../game/errors.ts';
import { type DomainName, loss, OUTCOME, type Value, win } from '../game/value.ts';
import { type Metric, METRICS } from '../game/values.ts';
import { metricOf, type Representation, representationOf, type Rounding, type TableHeader } from './format.ts';

export interface RepresentationSpec {
  readonly metric: Metric;
  readonly oneSide: boolean;
  readonly rounding?: Rounding | undefined;
}

/** Longest class of distances: search is exponential in it. */
export const LONGEST_CLASS = 12;

const FORM = /^(dtm|score|dtz|wdl)(-one-side)?(?:-from-(\d+))?(?:-by-(\d+))?$/;

/**
 * Reads a representation's name.
 * @throws EndgameError E_USAGE if there is none of that name, or not for games of this domain
 */
export function parseRepresentation(text: string, domain: DomainName): RepresentationSpec {
  const match = FORM.exec(text);
  const hint = 'write dtm, dtz or wdl, then -one-side, -from-<plies> and -by-<plies> as you like, such as dtm-from-8';
  if (!match) throw new EndgameError('E_USAGE', `no representation "${text}"`, hint);
  const metric = METRICS.find((metric) => metric === match[1]) ?? 'dtm';
  if (match[1] === 'score' && domain !== 'score') {
    throw new EndgameError('E_USAGE', 'score: the values of this game are no scores', hint);
  }
  const from = Number(match[3] ?? 0);
  const step = Number(match[4] ?? 1);
  const roundedValue = match[3] !== undefined || match[4] !== undefined;
  if (roundedValue && (metric !== 'dtm' || domain === 'score')) {
    throw new EndgameError('E_USAGE', `${text}: only plies to the end of the game can be rounded`, hint);
  }
  if (from > LONGEST_CLASS || step > LONGEST_CLASS || step < 1) {
    const range = `classes are at most ${LONGEST_CLASS} plies long, since search has to tell what they do not`;
    throw new EndgameError('E_USAGE', `${text}: too many plies in one class`, range);
  }
  if (metric === 'dtz' && match[2]) {
    throw new EndgameError('E_USAGE', `${text}: one move does not tell dtz from dtz`, 'keep both sides');
  }
  if (match[2] && step > 1) {
    const why = 'every second ply has no cells, so search would not end in time';
    throw new EndgameError('E_USAGE', `${text}: ${why}`, 'keep both sides, or one side without -by-<plies>');
  }
  return { metric, oneSide: match[2] !== undefined, ...(roundedValue ? { rounding: { from, step } } : {}) };
}

/** The name of a representation, the inverse of `parseKeeping`. */
export function formatRepresentation({ metric, oneSide, rounding }: RepresentationSpec, domain: DomainName): string {
  return [
    metric === 'dtm' && domain === 'score' ? 'score' : metric,
    ...(oneSide ? ['one-side'] : []),
    ...(rounding && rounding.from > 0 ? [`from-${rounding.from}`] : []),
    ...(rounding && rounding.step > 1 ? [`by-${rounding.step}`] : []),
  ].join('-');
}

/** What a table's file says that it keeps. */
export function representationSpecOf(header: TableHeader): RepresentationSpec {
  const metric = metricOf(header.representation);
  return { metric, oneSide: header.slices.some((slice) => slice.kept !== undefined), rounding: header.rounding };
}

/** What the values of a representation tell; what is kept of them is told apart. */
export function representationIn({ metric }: RepresentationSpec, domain: DomainName): Representation {
  return representationOf(domain, metric);
}

/** The questions that a table of this metric answers, exactly and on every position. Distances tell outcomes too. */
export function answers(metric: Metric): readonly Metric[] {
  return metric === 'wdl' ? ['wdl'] : [metric, 'wdl'];
}

/** The metrics of the tables that answer a question, the one that costs least first. */
export function answeredBy(question: Metric): readonly Metric[] {
  return question === 'wdl' ? ['wdl', 'dtm', 'dtz'] : [question];
}

/** Whether the cells of a slice are its values, so that generation can start from them as they stand. */
export function seeds({ slices, rounding }: TableHeader, slice: number): boolean {
  return rounding === undefined && slices[slice].kept === undefined && (slices[slice].exits ?? 0) === 0;
}

/** The class of a number of plies. */
export function classOf(plies: number, { from, step }: Rounding): { first: number; last: number } {
  if (plies < from) return { first: 0, last: from - 1 };
  const first = plies - ((plies - from) % step);
  return { first, last: first + step - 1 };
}

/** The value that stands in a cell for `v`. Rises with `v`. */
export function rounded(v: Value, rounding: Rounding): Value {
  if (v === 0) return v;
  const { last } = classOf(OUTCOME.plies(v), rounding);
  return v > 0 ? win(last) : loss(last);
}

/** The least and the greatest value that `rounded` makes `v`. */
export function rangeOf(v: Value, rounding: Rounding): { least: Value; most: Value } {
  if (v === 0) return { least: v, most: v };
  const { first, last } = classOf(OUTCOME.plies(v), rounding);
  return v > 0 ? { least: win(last), most: win(first) } : { least: loss(first), most: loss(last) };
}

/** A way to keep a table: a representation and a codec or coder. */
export interface Encoding {
  readonly representation: RepresentationSpec;
  readonly codec: string;
}
