/** What a table says about its own contents; kept in its file and in the manifest of its pack. */

import type { Statistics } from '../retrograde/index.ts';

export type TableStatistics = Statistics;

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

/** A copy with exactly the known fields in their fixed order, or undefined if `x` has not the shape. */
export function asStatistics(x: unknown): TableStatistics | undefined {
  if (typeof x !== 'object' || x === null) return undefined;
  const { positions, wins, draws, losses, longestWin, bestScore } = x as Partial<TableStatistics>;
  if (!isCount(positions) || !isCount(wins) || !isCount(draws) || !isCount(losses)) return undefined;
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
    ...(longestWin === undefined ? {} : { longestWin: { plies: longestWin.plies, position: longestWin.position } }),
    ...(bestScore === undefined ? {} : { bestScore: { score: bestScore.score, position: bestScore.position } }),
  };
}
