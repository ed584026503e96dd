import { Position } from '../game/position.ts';
import { isSpoilt, type Value } from '../game/value.ts';
import { type Metric, outcomesUnder, type Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { type Survey, surveyOf } from './survey.ts';

/** Counts over a table's legal positions up to symmetry. Its file and the manifest of its store hold them. */
export interface Statistics {
  /** Legal positions up to symmetry, one for each side to move; the sum of the three below. */
  readonly positions: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** How many of the wins the 50-move rule spoils. Absent unless values are outcomes under it (wdl50). */
  readonly cursedWins?: number;
  /** How many of the losses it spoils; absent likewise. */
  readonly blessedLosses?: number;
  /**
   * A longest win (with dtz: longest to the next capture or pawn move), in the game's notation. Absent if nothing is
   * won, and if values are scores or mere outcomes.
   */
  readonly longestWin?: { readonly plies: number; readonly position: string };
  /** A position of the highest score for the side to move. Absent unless values are scores. */
  readonly bestScore?: { readonly score: number; readonly position: string };
}

/**
 * Returns the statistics of the values of slices.
 * @param survey of these slices; default: they are counted
 */
export function statisticsOf(
  specialization: Specialization,
  slices: readonly { slice: Slice; values: Values }[],
  metric: Metric = 'dtm',
  survey: Survey = surveyOf(slices),
): Statistics {
  const { game } = specialization;
  const counts = { positions: 0, wins: 0, draws: 0, losses: 0 };
  const spoilt = { cursedWins: 0, blessedLosses: 0 };
  const outcome = game.domain.name === 'outcome';
  // The longest win has the least positive value, the best score the greatest.
  let extreme: number | undefined;
  for (const [v, { count }] of survey) {
    counts.positions += count;
    if (isSpoilt(v as Value)) spoilt[v > 0 ? 'cursedWins' : 'blessedLosses'] += count;
    if (v === 0) counts.draws += count;
    else if (v < 0) counts.losses += count;
    else {
      counts.wins += count;
      if (extreme === undefined || !outcome) extreme = v;
    }
  }
  if (metric === 'wdl50') return { ...counts, ...spoilt };
  if (extreme === undefined || outcomesUnder(metric)) return counts;
  const { slice, index } = survey.get(extreme)!;
  const p = new Position(game.schema);
  specialization.space(slices[slice].slice).unrank(index, p);
  const position = game.format(p);
  return outcome
    ? { ...counts, longestWin: { plies: game.domain.plies(extreme as Value), position } }
    : { ...counts, bestScore: { score: extreme, position } };
}

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

/** Returns a copy with exactly the known fields in their fixed order, or undefined if `x` is malformed. */
export function asStatistics(x: unknown): Statistics | undefined {
  if (typeof x !== 'object' || x === null) return undefined;
  const { positions, wins, draws, losses, cursedWins, blessedLosses, longestWin, bestScore } = x as Partial<Statistics>;
  if (!isCount(positions) || !isCount(wins) || !isCount(draws) || !isCount(losses)) return undefined;
  if (cursedWins !== undefined && !isCount(cursedWins)) return undefined;
  if (blessedLosses !== undefined && !isCount(blessedLosses)) return undefined;
  const longest = longestWin?.plies;
  const best = bestScore?.score;
  if (longestWin !== undefined && (!isCount(longest) || typeof longestWin.position !== 'string')) return undefined;
  if (bestScore !== undefined && (!Number.isSafeInteger(best) || typeof bestScore.position !== 'string')) {
    return undefined;
  }
  return {
    positions,
    wins,
    draws,
    losses,
    ...(cursedWins === undefined ? {} : { cursedWins }),
    ...(blessedLosses === undefined ? {} : { blessedLosses }),
    ...(longestWin === undefined ? {} : { longestWin: { plies: longestWin.plies, position: longestWin.position } }),
    ...(bestScore === undefined ? {} : { bestScore: { score: bestScore.score, position: bestScore.position } }),
  };
}
