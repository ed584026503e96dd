/** What a table says about its own contents; kept in its file and in the manifest of its pack. */

export interface TableStatistics {
  /** Legal positions up to symmetry, the side to move counted apart; the sum of the three below. */
  readonly positions: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** A win that takes longest, in the game's notation. Absent if nothing is won or values are scores. */
  readonly longestWin?: { readonly plies: number; readonly position: string };
  /** A position of the highest score for the side to move. Absent unless values are scores. */
  readonly bestScore?: { readonly score: number; readonly position: string };
}

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
