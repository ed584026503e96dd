declare const brand: unique symbol;
/**
 * A value for the side to move: a 16-bit integer whose order is the players' order of preference, the larger the
 * better. So `better` is max and `negate` is minus, in both domains:
 *
 *   outcome + plies   win in p plies = WIN - p,  draw = 0,  loss in p plies = p - WIN
 *   integer score     the score itself, |score| <= MAX_SCORE
 *
 * Chess programs encode mate scores the same way, as a distance from a large constant.
 */
export type Value = number & { readonly [brand]: 'value' };

/** The outcomes for the side to move, the best first. */
export const OUTCOMES = ['win', 'draw', 'loss'] as const;
/** An outcome for the side to move. */
export type Outcome = (typeof OUTCOMES)[number];

/** A win in zero plies. */
const WIN = 32_766;
/** The largest distance in plies, far above any known endgame. */
export const MAX_PLIES = 16_000;
/** The largest score of either side. */
export const MAX_SCORE = 32_000;

/** The value of a draw. */
export const DRAW = 0 as Value;

/** Marks an index that stands for no legal position. It is no value and larger than every value. */
export const UNUSED = 32_767;
/** Marks what is not yet known. It is no value and smaller than every value. */
export const UNKNOWN = -32_768;

/** Returns the value of a win in `plies` plies (0..MAX_PLIES) for the side to move. */
export function win(plies: number): Value {
  return (WIN - plies) as Value;
}

/** Returns the value of a loss in `plies` plies (0..MAX_PLIES) for the side to move. */
export function loss(plies: number): Value {
  return (plies - WIN) as Value;
}

/** Returns the value of a final score, positive for the side to move. */
export function score(points: number): Value {
  return points as Value;
}

/** Returns the value of the same position for the other side. */
export function negate(v: Value): Value {
  return (0 - v) as Value;
}

/** Returns the value that the side to move prefers. */
export function better(a: Value, b: Value): Value {
  return a > b ? a : b;
}

/** Names of the value domains. */
export const DOMAINS = ['outcome', 'score'] as const;
/** Name of a value domain. */
export type DomainName = (typeof DOMAINS)[number];

/** What a game's values mean. Both domains share order and negation; they differ in the cost of one more ply. */
export interface ValueDomain {
  readonly name: DomainName;
  /** Returns the same result one ply further away: a win is worth less, a loss is less bad, a draw or a score stays. */
  further(v: Value): Value;
  /** Returns the outcome; a positive score is a win. */
  outcome(v: Value): Outcome;
  /** Returns the plies to the end of a won or lost game; 0 for a draw, and always 0 in the score domain. */
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

/** Win, draw or loss alone: every distance counts as 0. */
export const WDL: ValueDomain = {
  name: 'outcome',
  further: (v) => (v > 0 ? WIN : v < 0 ? -WIN : 0) as Value,
  outcome: outcomeOf,
  plies: () => 0,
};

/** An integer score; the higher score wins. */
export const SCORE: ValueDomain = {
  name: 'score',
  further: (v) => v,
  outcome: outcomeOf,
  plies: () => 0,
};

/** Plies that the 50-move rule allows without a zeroing move. */
export const RULE_PLIES = 100;

/**
 * Returns the value, in plies to zeroing, of a move that resets the clock, for the mover: the outcome of its successor,
 * in 1 ply. If the 50-move rule spoils that outcome, it is in 101, the first number that no player can claim.
 * @param v value of the successor in the same plies, for its side to move
 */
export function zeroed(v: Value): Value {
  const plies = isSpoilt(v) ? RULE_PLIES + 1 : 1;
  return v > 0 ? loss(plies) : v < 0 ? win(plies) : DRAW;
}

/** Returns whether the 50-move rule spoils a value in plies to zeroing, or one of `WDL50`: a cursed win, a blessed loss. */
export function isSpoilt(v: Value): boolean {
  return OUTCOME.plies(v) > RULE_PLIES;
}

/**
 * The five outcomes under the 50-move rule with the clock at 0: a win and a loss in 0 plies, a cursed win and a blessed
 * loss in 101, and the draw. So their order is the players' preference, and `isSpoilt` and `zeroed` hold for them.
 *
 * A move that zeroes keeps the outcome of its successor, as `further` says. Another move passes the clock on: after it
 * a win can be cursed that is none with the clock at 0. So one move does not tell five outcomes from five outcomes.
 */
export const WDL50: ValueDomain = {
  name: 'outcome',
  further: (v) => {
    const plies = isSpoilt(v) ? RULE_PLIES + 1 : 0;
    return v > 0 ? win(plies) : v < 0 ? loss(plies) : DRAW;
  },
  outcome: outcomeOf,
  plies: () => 0,
};

/** Returns "win in 13", "draw" or "score +4", and "win" or "cursed win" in the domains of mere outcomes. */
export function formatValue(v: Value, domain: ValueDomain): string {
  if (domain.name === 'score') return `score ${v > 0 ? '+' : ''}${v}`;
  if (domain === WDL) return domain.outcome(v);
  if (domain === WDL50) return `${isSpoilt(v) ? (v > 0 ? 'cursed ' : 'blessed ') : ''}${domain.outcome(v)}`;
  return v === 0 ? 'draw' : `${domain.outcome(v)} in ${domain.plies(v)}`;
}

/**
 * Returns the value of a move for the mover.
 * @param v value of the successor, for its side to move
 * @param points that the move scores at once
 * @param again whether the mover moves again
 */
export function worthOf(domain: ValueDomain, v: Value, points: number, again: boolean): Value {
  const after = domain.further(v);
  return (points + (again ? after : negate(after))) as Value;
}
