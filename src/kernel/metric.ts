/**
 * Codes and ranks: the meaning of the kernel's bytes in each metric.
 *
 *   code   a stored value: 0 draw, 255 illegal; wdl: 1 win, 2 loss; dtm: plies + 1 (odd plies win, even plies lose),
 *          and 256, in two bytes, a loss in 254; dtz: 2 * (plies + 1) + (1 if won), and, in two bytes, 2 more from
 *          254 on; wdl50: 1 win, 2 loss, 3 cursed win, 4 blessed loss
 *   rank   order of preference of exits: 0 none, 1..127 losing, 128 drawing, 129..255 winning
 *
 * dtz counts plies to the next capture or pawn move. Since every such move is an exit, its successor counts only as an
 * outcome: a win or loss in 1, or, if the 50-move rule spoils it, in 101, which is the first number that no player can
 * claim (values above 100 are cursed wins and blessed losses; R. de Man's Syzygy tables count the same way). wdl50 is
 * found like dtz, and what is left of the plies is whether they are above 100.
 */

import { ILLEGAL_CODE, RANK_DRAW } from './abi.ts';
import {
  DRAW,
  isSpoilt,
  loss,
  negate,
  OUTCOME,
  RULE_PLIES,
  UNUSED,
  type Value,
  WDL50,
  win,
  zeroed,
} from '../game/value.ts';
import type { Metric } from '../game/values.ts';

/** A loss in so many plies needs a code of two bytes; the longest win with five men takes 253 (KPPvKP). */
export const WIDE_LOSS = 254;
/** The code of a loss in 254. The kernel's byte for it is the same as for an illegal position. */
export const LAST_LOSS = 256;
/** Codes of dtz below this follow the formula. The others are 2 more, which leaves `ILLEGAL_CODE` unambiguous. */
const WIDE_ZEROING = 254;

/** Codes and ranks of one metric. */
export interface MetricCodes {
  readonly metric: Metric;
  /** Whether plies are counted. */
  readonly depths: boolean;
  /** Whether moves out begin the count anew, so that either side can win, and lose, at every ply. */
  readonly restarts: boolean;
  /** Most plies that codes and ranks can tell. */
  readonly mostPlies: number;
  /** Value of each code. */
  readonly meaning: Int16Array;
  /** Returns the value of an exit for the mover, from the successor's value for its side to move. */
  out(v: Value): Value;
  /** Returns the rank of an exit's value. */
  rank(v: Value): number;
  /** Returns the rank of exits that win in exactly `plies`, or 0 if there is none. */
  winning(plies: number): number;
  /** Returns the rank of exits that lose in exactly `plies`, or 0. */
  losing(plies: number): number;
  /** Returns the highest rank of exits that lose in at most `plies`. */
  losingBy(plies: number): number;
  /** Returns the plies of a winning or losing rank. */
  plies(rank: number): number;
}

const bytes = (valueOf: (code: number) => number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, code) => (code === 0 ? DRAW : code === ILLEGAL_CODE ? UNUSED : valueOf(code)));

const dtm: MetricCodes = {
  metric: 'dtm',
  depths: true,
  restarts: false,
  mostPlies: WIDE_LOSS,
  meaning: Int16Array.from([...bytes((code) => ((code - 1) & 1 ? win(code - 1) : loss(code - 1))), loss(WIDE_LOSS)]),
  out: (v) => negate(OUTCOME.further(v)),
  rank: (v) => {
    const plies = OUTCOME.plies(v);
    return v > 0 ? 255 - ((plies - 1) >> 1) : v < 0 ? plies >> 1 : RANK_DRAW;
  },
  winning: (plies) => (plies & 1 ? 255 - ((plies - 1) >> 1) : 0),
  losing: (plies) => (plies & 1 ? 0 : plies >> 1),
  losingBy: (plies) => plies >> 1,
  plies: (rank) => (rank > RANK_DRAW ? 2 * (255 - rank) + 1 : 2 * rank),
};

const WDL_LOSS = 1;
const WDL_WIN = 255;

const wdl: MetricCodes = {
  metric: 'wdl',
  depths: false,
  restarts: false,
  mostPlies: 0,
  meaning: bytes((code) => (code === 1 ? win(0) : code === 2 ? loss(0) : UNUSED)),
  out: negate,
  rank: (v) => (v > 0 ? WDL_WIN : v < 0 ? WDL_LOSS : RANK_DRAW),
  winning: (plies) => (plies === 1 ? WDL_WIN : 0),
  losing: () => 0,
  losingBy: () => 0,
  plies: () => 1,
};

const BLESSED = 64;
const CURSED = 192;

const dtz: MetricCodes = {
  metric: 'dtz',
  depths: true,
  restarts: true,
  mostPlies: WIDE_LOSS - 1,
  meaning: Int16Array.from({ length: 1024 }, (_, code) => {
    const plies = ((code > ILLEGAL_CODE ? code - 2 : code) >> 1) - 1;
    return code === ILLEGAL_CODE ? UNUSED : code < 2 ? DRAW : code & 1 ? win(plies) : loss(plies);
  }),
  out: zeroed,
  rank: (v) => {
    const spoilt = isSpoilt(v);
    return v > 0 ? (spoilt ? CURSED : WDL_WIN) : v < 0 ? (spoilt ? BLESSED : WDL_LOSS) : RANK_DRAW;
  },
  winning: (plies) => (plies === 1 ? WDL_WIN : plies === RULE_PLIES + 1 ? CURSED : 0),
  losing: (plies) => (plies === 1 ? WDL_LOSS : plies === RULE_PLIES + 1 ? BLESSED : 0),
  losingBy: (plies) => (plies < 1 ? 0 : plies <= RULE_PLIES ? WDL_LOSS : BLESSED),
  plies: (rank) => (rank === CURSED || rank === BLESSED ? RULE_PLIES + 1 : 1),
};

/** Values of the codes from 1 on. */
const FIVE = [win(0), loss(0), win(RULE_PLIES + 1), loss(RULE_PLIES + 1)];

const wdl50: MetricCodes = {
  ...dtz,
  metric: 'wdl50',
  meaning: bytes((code) => FIVE[code - 1] ?? UNUSED),
  out: (v) => WDL50.further(zeroed(v)),
};

/** Codes and ranks of each metric. */
export const METRIC_CODES: Readonly<Record<Metric, MetricCodes>> = { dtm, dtz, wdl, wdl50 };

/** What codes are: those of the metric, those of wdl50, or ranks. With two bits they are outcomes in all cases. */
export type Scale = 'metric' | 'five' | 'rank';

/** Rank of an exit by its successor's code, by scale, and by its outcome with two bits (packed.ts), 0 where it is illegal. */
export type RankTables = Readonly<Record<Scale | 'packed', Uint8Array>>;

/** Returns the ranks of exits in a metric. */
export function rankTablesOf(metricCodes: MetricCodes): RankTables {
  const byValue = (values: Int16Array): Uint8Array =>
    Uint8Array.from(values, (v) => (v === UNUSED ? 0 : metricCodes.rank(metricCodes.out(v as Value))));
  return {
    metric: byValue(metricCodes.meaning),
    five: byValue(wdl50.meaning),
    rank: Uint8Array.from({ length: 256 }, (_, i) => i),
    packed: byValue(Int16Array.of(DRAW, win(0), loss(0), UNUSED)),
  };
}

/** Returns the rank of each code's value for the side to move, the same that an exit of this worth has. */
export function ownRankTable(metricCodes: MetricCodes): Uint8Array {
  return Uint8Array.from(metricCodes.meaning, (v) => (v === UNUSED ? 0 : metricCodes.rank(v as Value)));
}

/**
 * Returns the codes of dtm from the kernel's bytes: plies + 1, 0, and 255 for an illegal position or for a loss in 254;
 * a second look distinguishes these two.
 * @param notWon returns a bit for each position that is legal and not won
 */
export function codesOfMates(values: Uint8Array, notWon: () => Uint8Array, plies: number): Uint8Array | Uint16Array {
  if (plies < WIDE_LOSS) return values;
  const bits = notWon();
  return Uint16Array.from(values, (v, i) => (v === ILLEGAL_CODE && (bits[i >> 3] >> (i & 7)) & 1 ? LAST_LOSS : v));
}

/**
 * Returns the codes of dtz. They replace the kernel's bytes if one byte is enough for each.
 * @param values plies + 1, 0, or 255 for an illegal position
 * @param won a bit for each position that is won
 */
export function codesOfZeroing(values: Uint8Array, won: Uint8Array, plies: number): Uint8Array | Uint16Array {
  const wide = 2 * (plies + 1) + 1 >= WIDE_ZEROING;
  const codes = wide ? new Uint16Array(values.length) : values;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v === 0) continue;
    const code = (v << 1) | ((won[i >> 3] >> (i & 7)) & 1);
    codes[i] = v === ILLEGAL_CODE ? ILLEGAL_CODE : code < WIDE_ZEROING ? code : code + 2;
  }
  return codes;
}

/**
 * Replaces the kernel's bytes by the codes of wdl50.
 * @param values plies + 1, 0, or 255 for an illegal position
 * @param won a bit for each position that is won
 */
export function codesOfFive(values: Uint8Array, won: Uint8Array): Uint8Array {
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v === 0 || v === ILLEGAL_CODE) continue;
    const lost = 1 - ((won[i >> 3] >> (i & 7)) & 1);
    values[i] = (v - 1 > RULE_PLIES ? 3 : 1) + lost;
  }
  return values;
}
