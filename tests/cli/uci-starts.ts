/** Positions of three and four men from which games begin, with their outcomes as other people's tables tell them. */

import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { oraclePath, readOracle } from '../support/oracles.ts';

/** A position, and its outcome for the side to move: 1 for a win, 0, -1. */
export interface Start {
  readonly fen: string;
  readonly outcome: number;
}

/** Returns so many positions of each outcome; their classes are solved in a moment. */
export function starts(ofEach: number): Start[] {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
  return [2, 0, -2].flatMap((wdl) => {
    // A game that is over, or that lone pieces cannot win, is none.
    const found = rows.filter(
      ([table, , outcome, , , moves]) => /K[QRP]vK[RP]?$/.test(table) && Number(outcome) === wdl && Number(moves) > 0,
    );
    const step = Math.floor(found.length / ofEach);
    return Array.from({ length: ofEach }, (_, i) => ({ fen: found[i * step][1], outcome: Math.sign(wdl) }));
  });
}

/** The environment in which Debian's games are found: their folder is not on everybody's path. */
export const withGames = { ...process.env, PATH: `${process.env['PATH'] ?? ''}${delimiter}/usr/games` };

/** Returns those programs that are not installed. */
export function absent(programs: readonly string[]): string[] {
  return programs.filter((name) => spawnSync('which', [name], { env: withGames }).status !== 0);
}
