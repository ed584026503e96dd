/**
 * Which of a table's values have cells, and how exactly. A representation is written as words joined by dashes:
 *
 *   dtm | score | dtz | wdl   what a value tells: plies to the end, score, plies under the 50-move rule, outcome,
 *   | wdl50                   outcome under the 50-move rule
 *   one-side                  only positions with one side to move (whichever takes fewer bytes) have cells; the value
 *                             of the others is the best that one move reaches
 *   from-<d>                  distances below d are one class, for each outcome (rounding.ts)
 *   by-<k>                    from there on k successive distances are one class
 *
 * such as `wdl-one-side`, `dtm-from-8` or `dtm-by-4`. A table may also be `absent`, which needs no file.
 *
 * One side. A move passes the turn, so it suffices that no move leads from a position without a cell to another one in
 * the same slice. That holds if a slice has one material; slices of several materials store both sides.
 *
 * Under the 50-move rule a move that does not zero passes the clock on. So a player who moves to a loss in 100 plies has
 * a cursed win, in 101, and the outcome of the move's successor does not tell that. But where a slice has no cursed win
 * and no blessed loss, one move tells wdl50. For a move that zeroes keeps the outcome of its successor, in whatever
 * slice. Of the moves within the slice, those of a won position that win soonest lead to a lost one; all of a lost
 * position lead to won ones, not to cursed wins; and none of a drawn one leads to a lost one. So the best outcome behind
 * the moves is the position's. Slices that have cursed wins or blessed losses store both sides.
 *
 * One side cannot be combined with steps: only every second ply of the search would meet a cell, n falls by two from one to the next,
 * and with an even step it is never the last of its class until the end of the game.
 */

import { EndgameError } from '../game/errors.ts';
import type { DomainName, Value } from '../game/value.ts';
import { type Metric, METRICS, outcomesUnder } from '../game/values.ts';
import { metricOf, type Representation, representationOf, type Rounding, type TableHeader } from './format.ts';
import { LONGEST_CLASS, rounded } from './rounding.ts';

const FORM = /^(dtm|score|dtz|wdl|wdl50)(-one-side)?(?:-from-(\d+))?(?:-by-(\d+))?$/;
const HINT =
  'write dtm, dtz, wdl or wdl50, then -one-side, -from-<plies> and -by-<plies> as you like, such as dtm-from-8';

/**
 * Most values that a probe may read on average. If exits are rare enough for that, exit-settled cells are don't-cares;
 * otherwise a probe would search the game instead of looking it up.
 */
export const MOST_READS = 8;
/** The same for rounded distances, where search plays the exits of many positions for one answer. */
export const MOST_READS_ROUNDED = 2;

/**
 * The representation of a table of one domain: what values tell, which positions have cells, and how distances are
 * rounded.
 */
export class RepresentationSpec {
  /** What the game's values mean. */
  readonly domain: DomainName;
  /** What a value tells; scores count as dtm. */
  readonly metric: Metric;
  /** Whether only positions with one side to move have cells. */
  readonly oneSide: boolean;
  /** Classes of distances; undefined if distances are exact. */
  readonly rounding: Rounding | undefined;

  constructor(
    domain: DomainName,
    metric: Metric,
    { oneSide = false, rounding }: { readonly oneSide?: boolean; readonly rounding?: Rounding | undefined } = {},
  ) {
    this.domain = domain;
    this.metric = metric;
    this.oneSide = oneSide;
    this.rounding = rounding;
  }

  /** Returns the representation that a table's header states. */
  static of({ domain, representation, slices, rounding }: TableHeader): RepresentationSpec {
    const oneSide = slices.some((slice) => slice.kept !== undefined);
    return new RepresentationSpec(domain, metricOf(representation), { oneSide, rounding });
  }

  /** Its name, the inverse of `parseRepresentation`. */
  get name(): string {
    const { domain, metric, oneSide, rounding } = this;
    return [
      metric === 'dtm' && domain === 'score' ? 'score' : metric,
      ...(oneSide ? ['one-side'] : []),
      ...(rounding && rounding.from > 0 ? [`from-${rounding.from}`] : []),
      ...(rounding && rounding.step > 1 ? [`by-${rounding.step}`] : []),
    ].join('-');
  }

  /** The questions that such a table answers, exactly and on every position. Distances tell outcomes too. */
  get answers(): readonly Metric[] {
    const others = METRICS.filter((question) => question !== this.metric && answeredBy(question).includes(this.metric));
    return [this.metric, ...others];
  }

  /**
   * What the file says that a value tells; the file states sides and rounding separately.
   * @internal
   */
  get told(): Representation {
    return representationOf(this.domain, this.metric);
  }

  /**
   * Whether cells may depend on exits. Under dtz they may not.
   * @internal
   */
  get countsExits(): boolean {
    return this.metric !== 'dtz';
  }

  /**
   * Most values that a probe may read on average if cells depend on exits.
   * @internal
   */
  get mostReads(): number {
    return this.rounding ? MOST_READS_ROUNDED : MOST_READS;
  }

  /**
   * Returns the value in the cell for `v`.
   * @internal
   */
  cellOf(v: Value): Value {
    const outcomes = outcomesUnder(this.metric);
    if (outcomes !== undefined) return outcomes.further(v);
    return this.rounding ? rounded(v, this.rounding) : v;
  }
}

/**
 * Returns the representation of a name.
 * @throws EndgameError E_USAGE if there is none of that name, or not for games of this domain
 */
export function parseRepresentation(text: string, domain: DomainName): RepresentationSpec {
  const match = FORM.exec(text);
  if (!match) throw new EndgameError('E_USAGE', `no representation "${text}"`, HINT);
  const [, what, oneSide, from, step] = match;
  const metric = METRICS.find((metric) => metric === what) ?? 'dtm';
  if (what === 'score' && domain !== 'score') {
    throw new EndgameError('E_USAGE', 'score: the values of this game are no scores', HINT);
  }
  const isRounded = from !== undefined || step !== undefined;
  const spec = new RepresentationSpec(domain, metric, {
    oneSide: oneSide !== undefined,
    ...(isRounded ? { rounding: { from: Number(from ?? 0), step: Number(step ?? 1) } } : {}),
  });
  const refused = whyRefused(spec);
  if (refused !== undefined) throw new EndgameError('E_USAGE', `${text}: ${refused[0]}`, refused[1]);
  return spec;
}

/** Returns why no table can have this representation, and what to do; undefined if one can. */
export function whyRefused({
  domain,
  metric,
  oneSide,
  rounding,
}: RepresentationSpec): readonly [string, string] | undefined {
  if (rounding !== undefined) {
    if (metric !== 'dtm' || domain === 'score') return ['only plies to the end of the game can be rounded', HINT];
    if (rounding.from > LONGEST_CLASS || rounding.step > LONGEST_CLASS || rounding.step < 1) {
      const range = `classes are at most ${LONGEST_CLASS} plies long, since search has to find the rest`;
      return ['too many plies in one class', range];
    }
  }
  if (oneSide && metric === 'dtz') return ['one move does not tell dtz from dtz', 'store both sides'];
  if (oneSide && rounding !== undefined && rounding.step > 1) {
    const why = 'every second ply has no cells, so search would not end in time';
    return [why, 'store both sides, or one side without -by-<plies>'];
  }
  return undefined;
}

/** Returns the metrics of the tables that answer a question, the cheapest first. */
export function answeredBy(question: Metric): readonly Metric[] {
  if (question === 'wdl') return ['wdl', 'wdl50', 'dtm', 'dtz'];
  return question === 'wdl50' ? ['wdl50', 'dtz'] : [question];
}

/** Returns whether the cells of a slice are its values, so that generation can start from them. */
export function seeds({ slices, rounding }: TableHeader, slice: number): boolean {
  return rounding === undefined && slices[slice].kept === undefined && (slices[slice].exits ?? 0) === 0;
}

/** The encoding of a table: a representation and a codec or coder. */
export interface Encoding {
  readonly representation: RepresentationSpec;
  readonly codec: string;
}
