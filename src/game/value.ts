/**
 * Values, from the side to move's view, as 16-bit integers whose order is the players' order of preference: the larger
 * the better for the side to move. So `better` is max and `negate` is minus, in both domains:
 *
 *   outcome + plies   win in p plies = WIN - p,  draw = 0,  loss in p plies = p - WIN
 *   integer score     the score itself, |score| <= MAX_SCORE
 *
 * Encoding a distance as a distance from a large constant is what chess programs do with mate scores.
 */

declare const brand: unique symbol;
export type Value = number & { readonly [brand]: 'value' };

export const OUTCOMES = ['win', 'draw', 'loss'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A win in zero plies. Distances reach MAX_PLIES, far above any known endgame. */
const WIN = 32_766;
export const MAX_PLIES = 16_000;
export const MAX_SCORE = 32_000;

export const DRAW = 0 as Value;

/** Not a value: marks an index that stands for no legal position. Larger than every value. */
export const UNUSED = 32_767;
/** Not a value: nothing known yet. Smaller than every value. */
export const UNKNOWN = -32_768;

/** The side to move wins; `plies` (0..MAX_PLIES) half-moves to the end. */
export function win(plies: number): Value {
  return (WIN - plies) as Value;
}

/** The side to move loses; `plies` (0..MAX_PLIES) half-moves to the end. */
export function loss(plies: number): Value {
  return (plies - WIN) as Value;
}

/** A final score, positive for the side to move. */
export function score(points: number): Value {
  return points as Value;
}

/** The same position seen by the other side. */
export function negate(v: Value): Value {
  return (0 - v) as Value;
}

export function better(a: Value, b: Value): Value {
  return a > b ? a : b;
}

export const DOMAINS = ['outcome', 'score'] as const;
export type DomainName = (typeof DOMAINS)[number];

/** What a game's values mean. Both domains share order and negation; they differ in what one more ply costs. */
export interface ValueDomain {
  readonly name: DomainName;
  /** The same result one ply further away: a win is worth less, a loss is less bad, a draw or a score stays. */
  further(v: Value): Value;
  outcome(v: Value): Outcome;
  /** Half-moves to the end of a won or lost game; 0 for a draw, and always 0 in the score domain. */
  plies(v: Value): number;
}

function outcomeOf(v: Value): Outcome {
  return v > 0 ? 'win' : v < 0 ? 'loss' : 'draw';
}

/** Win, draw or loss with the exact number of plies to the end. */
export const OUTCOME: ValueDomain = {
  name: 'outcome',
  further: (v) => (v > 0 ? v - 1 : v < 0 ? v + 1 : 0) as Value,
  outcome: outcomeOf,
  plies: (v) => (v === 0 ? 0 : WIN - Math.abs(v)),
};

/** Win, draw or loss and nothing else: a result of any distance is one of no distance. */
export const WDL: ValueDomain = {
  name: 'outcome',
  further: (v) => (v > 0 ? WIN : v < 0 ? -WIN : 0) as Value,
  outcome: outcomeOf,
  plies: () => 0,
};

/** An integer score; who scores more wins. */
export const SCORE: ValueDomain = {
  name: 'score',
  further: (v) => v,
  outcome: outcomeOf,
  plies: () => 0,
};

/** "win in 13", "draw", "score +4", and "win" in the domain of mere outcomes. */
export function formatValue(v: Value, domain: ValueDomain): string {
  if (domain.name === 'score') return `score ${v > 0 ? '+' : ''}${v}`;
  if (domain === WDL) return domain.outcome(v);
  return v === 0 ? 'draw' : `${domain.outcome(v)} in ${domain.plies(v)}`;
}

/**
 * What a move is worth to the mover.
 * @param v value of the position behind it, for the side then to move
 * @param points that the move scores at once
 * @param again whether the mover moves again
 */
export function worthOf(domain: ValueDomain, v: Value, points: number, again: boolean): Value {
  const after = domain.further(v);
  return (points + (again ? after : negate(after))) as Value;
}
