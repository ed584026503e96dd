import type { Measured } from './contender.ts';
import type { FrontierData } from './experiments/frontier/measure.ts';
import { readPrices } from './experiments/prices/read.ts';
import type { TemplateData } from './experiments/template/measure.ts';
import { lowerLeftHull } from './hull.ts';

/** The possible verdicts on the claim that hybrids pay. */
export const VERDICTS = ['supported', 'qualified', 'refuted'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Least ratio of a game's plain table to its generator, both in bytes, for a game at scale. */
const SCALE = 10;
const DECADES = 2;
const SHARE = 3 / 4;
const REFUTED_SHARE = 1 / 2;
const GENERATOR_BYTES = 20_000;
const MARGINAL_BYTES = 1_000;
const COMPRESSOR_RATIO = 2;

/** The rule of the verdict in sentences. It was fixed before the first measurement. */
export const RULE: readonly string[] = [
  `A game is at scale if its table, a byte a cell, is at least ${SCALE} times as long as its generator. Only such games count, and sessions are what is timed.`,
  `Supported: in at least 3/4 of them hybrids are the cheapest for at least ${DECADES} powers of ten of the price, and the generator takes at most 20 kB; one more game costs the template at most 1 kB (slope of the template curve); and no generator or hybrid gave a wrong answer.`,
  `Refuted: in more than half of them no hybrid is on the hull, or a general compressor takes at most ${COMPRESSOR_RATIO} times the bytes of the best plan (hybrid, or all tables by a codec of ours) that answers as fast.`,
  'Qualified: anything else. If both rules fire, refuted counts.',
];

/** The facts about one game that the verdict uses. */
export interface GameVerdict {
  readonly game: string;
  readonly title: string;
  /** Whether the game counts. */
  readonly atScale: boolean;
  /** Bytes of the plain table. */
  readonly raw: number;
  /** Bytes of the shortest generator. */
  readonly generator: number;
  /** Powers of ten of the price at which hybrids are the cheapest, for sessions. */
  readonly hybridDecades: number;
  /** The same for cold questions. */
  readonly coldDecades: number;
  /** Whether a hybrid is on the hull, for sessions. */
  readonly hybridOnHull: boolean;
  /** Bytes of the best general compressor over those of the best plan that is as fast; absent if no plan is. */
  readonly compressorRatio?: number;
  /** Whether no generator and no hybrid gave a wrong answer. */
  readonly allExact: boolean;
}

/** The verdict with its reasons. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly games: readonly GameVerdict[];
  /** Number of games at scale. */
  readonly atScale: number;
  /** Bytes of one more game in the template; NaN if it was not measured. */
  readonly marginal: number;
  /** The reasons, in sentences. */
  readonly reasons: readonly string[];
}

/** Applies the rule. */
export function judge(frontiers: readonly FrontierData[], template: TemplateData | undefined): Judgement {
  const games = frontiers.map(judgeGame);
  const counted = games.filter(({ atScale }) => atScale);
  const share = (holds: (game: GameVerdict) => boolean): number => counted.filter(holds).length;
  const wide = share(({ hybridDecades }) => hybridDecades >= DECADES);
  const short = share(({ generator }) => generator <= GENERATOR_BYTES);
  const noHybrid = share(({ hybridOnHull }) => !hybridOnHull);
  const close = share(({ compressorRatio }) => (compressorRatio ?? 0) <= COMPRESSOR_RATIO);
  const against = share((game) => !game.hybridOnHull || (game.compressorRatio ?? 0) <= COMPRESSOR_RATIO);
  const exact = counted.every(({ allExact }) => allExact);
  const marginal = template?.slope ?? Number.NaN;
  const of = `of ${counted.length} games at scale`;
  const reasons = [
    `Hybrids are the cheapest for at least ${DECADES} decades of price in ${wide} ${of} (needed: 3/4).`,
    `The generator takes at most 20 kB in ${short} ${of} (needed: 3/4).`,
    Number.isNaN(marginal)
      ? 'The template was not measured.'
      : `One more game costs the template ${Math.round(marginal)} bytes (needed: at most 1,000).`,
    exact ? 'No generator and no hybrid gave a wrong answer.' : 'A generator or a hybrid gave a wrong answer.',
    `No hybrid is on the hull in ${noHybrid} ${of}; a general compressor comes within a factor of ${COMPRESSOR_RATIO} of the best plan that is as fast in ${close} (refuted if more than half have either: ${against}).`,
  ];
  const enough = (count: number): boolean => counted.length > 0 && count >= SHARE * counted.length;
  const supported = enough(wide) && enough(short) && marginal <= MARGINAL_BYTES && exact;
  const refuted = counted.length > 0 && against > REFUTED_SHARE * counted.length;
  return {
    verdict: refuted ? 'refuted' : supported ? 'supported' : 'qualified',
    games,
    atScale: counted.length,
    marginal,
    reasons,
  };
}

function judgeGame(frontier: FrontierData): GameVerdict {
  const { game, title, contenders, excluded } = frontier;
  const raw = contenders.find(({ name }) => name.startsWith('array, a byte'))?.stored ?? 0;
  // the shorter of two engines, both of which are fast enough
  const generator = Math.min(
    ...contenders.filter(({ name }) => name.startsWith('generator')).map(({ bytes }) => bytes),
  );
  const { hybridDecades } = readPrices(frontier);
  const points = contenders.map((contender) => ({ ...contender, seconds: contender.session.mean }));
  const ratio = compressorRatio(contenders);
  return {
    game,
    title,
    atScale: raw >= SCALE * generator,
    raw,
    generator,
    hybridDecades: hybridDecades.session,
    coldDecades: hybridDecades.cold,
    hybridOnHull: lowerLeftHull(points).some(({ family }) => family === 'hybrid'),
    ...(ratio === undefined ? {} : { compressorRatio: ratio }),
    allExact: excluded.every(
      ({ family, why }) => !(family === 'generator' || family === 'hybrid') || !why.startsWith('says'),
    ),
  };
}

/**
 * Returns the least ratio, over general compressors, of their bytes to those of the shortest plan that is as fast;
 * undefined if no plan is as fast as any.
 */
export function compressorRatio(contenders: readonly Measured[]): number | undefined {
  const plans = contenders.filter(({ family }) => family === 'hybrid' || family === 'domain');
  const ratios = contenders.flatMap(({ family, bytes, session }) => {
    if (family !== 'general') return [];
    const asFast = plans.filter((plan) => plan.session.mean <= session.mean);
    return asFast.length === 0 ? [] : [bytes / Math.min(...asFast.map((plan) => plan.bytes))];
  });
  return ratios.length === 0 ? undefined : Math.min(...ratios);
}
