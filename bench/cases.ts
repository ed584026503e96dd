/** What is benchmarked, with figures from elsewhere to check it against. */

import { gameOf, games } from '../games/index.ts';
import type { Game } from '../src/game/index.ts';

/** A table to generate and probe. */
export interface Case {
  readonly game: Game;
  readonly table: string;
  /** Positions up to symmetry, from other people's programs. */
  readonly positions: number;
}

const KNOWN: readonly {
  readonly game: string;
  readonly table: string;
  readonly positions: number;
  readonly full?: boolean;
}[] = [
  // 765 positions up to symmetry, less the 15 with a full board, which no table holds.
  { game: 'tic-tac-toe', table: 'all', positions: 750 },
  // Malom standard database, sector 3-3.
  { game: 'nine-mens-morris', table: '3-3', positions: 169_626 },
  // Gaviota tables, both sides to move.
  { game: 'chess', table: 'KQvK', positions: 46_137 },
  { game: 'chess', table: 'KQvKR', positions: 2_467_122, full: true },
];

/**
 * Returns the cases whose games exist.
 * @param full whether to include the cases that take long
 */
export function cases(full: boolean): Case[] {
  const there = new Set(games.map((game) => game.id));
  return KNOWN.filter((known) => there.has(known.game) && (full || !known.full)).map(({ game, table, positions }) => ({
    game: gameOf(game),
    table,
    positions,
  }));
}
