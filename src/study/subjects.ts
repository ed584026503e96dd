/** What is studied: games of different kinds, each a set of tables that move to one another. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import { ROOT } from './bundle.ts';

export const SIZES = ['quick', 'full'] as const;
export type Size = (typeof SIZES)[number];

export interface Subject {
  readonly id: string;
  /** With a table for each slice, so that plans may keep some and leave others. */
  readonly game: Game;
  /** What is asked about, with all below it; empty: all that the game can reach. */
  readonly tables: readonly string[];
  readonly kind: string;
  /** What is asked how often: counts of real games, or games of moves at random. */
  readonly profile?: string;
}

interface Entry {
  readonly game: string;
  readonly kind: string;
  readonly quick?: readonly string[];
  readonly full?: readonly string[];
  readonly profile?: string;
}

const ENTRIES: readonly Entry[] = [
  {
    game: 'chess',
    kind: 'convergent, cyclic',
    quick: ['KPvK', 'KQvKQ'],
    full: ['KPvK', 'KPvKP', 'KRvKP', 'KRvKN', 'KQvKR', 'KBNvK', 'KQvKP', 'KRvKB'],
    profile: 'chess-masters.json',
  },
  { game: 'checkers', kind: 'convergent, cyclic, forced captures', quick: ['KKvM', 'KMvM'], full: ['MMvMM'] },
  { game: 'awari', kind: 'convergent, cyclic, score', quick: ['9'], full: ['12'] },
  { game: 'kalah-6-4', kind: 'convergent, acyclic, score', quick: ['9'], full: ['12'] },
  { game: 'connect-four-4x4', kind: 'divergent, acyclic', quick: [] },
  { game: 'connect-four-5x4', kind: 'divergent, acyclic', full: [] },
  { game: 'othello-4x4', kind: 'divergent, acyclic, score', full: [] },
  { game: 'hexapawn-4x4', kind: 'acyclic', quick: [], full: [] },
  { game: 'dobutsu-shogi', kind: 'cyclic, drops', quick: ['LGEHvL'], full: ['LGEHvL'] },
  { game: 'nine-mens-morris', kind: 'cyclic, convergent', quick: ['3-3'], full: ['4-3'] },
  { game: 'dodgem-4x4', kind: 'cyclic', full: [] },
];

export function subjectsOf(size: Size): Subject[] {
  return ENTRIES.flatMap((entry) => {
    const tables = entry[size];
    if (tables === undefined) return [];
    const { game, kind, profile } = entry;
    return [subject(gameOf(game), tables, kind, profile)];
  });
}

export function subject(game: Game, tables: readonly string[], kind: string, profile?: string): Subject {
  return {
    id: game.id,
    game: { ...game, tables: 'each' },
    tables,
    kind,
    ...(profile === undefined ? {} : { profile: profilePath(profile) }),
  };
}

/** @throws EndgameError E_USAGE for a game that the study does not look at */
export function subjectNamed(id: string, size: Size): Subject {
  const all = subjectsOf(size);
  const found = all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = all.map((each) => each.id).join(', ');
  throw new EndgameError('E_USAGE', `the ${size} study does not look at "${id}"`, `it knows ${known}`);
}

/** Profiles come with the package, whatever directory the tables are in. */
function profilePath(file: string): string {
  let folder = ROOT;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'tables', 'profiles', file);
}
