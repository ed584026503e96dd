import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import { ROOT } from '../bundle/root.ts';

/** The sizes of the study: `quick` takes minutes, `full` has larger tables. */
export const SIZES = ['quick', 'full'] as const;
export type Size = (typeof SIZES)[number];

/** A subject of the study: a game with the tables that questions are about. */
export interface Subject {
  /** Id of the game. */
  readonly id: string;
  /** The game with one table per slice, so that plans may choose among them. */
  readonly game: Game;
  /** Names of the tables that games start in; those below them belong to the subject. Empty: all that play reaches. */
  readonly tables: readonly string[];
  /** The kind of the game, in a few words. */
  readonly kind: string;
  /** Path of a profile with counts of real games. Without it: games of random moves. */
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

/** Returns the subjects of a study: games of different kinds. */
export function subjectsOf(size: Size): Subject[] {
  return ENTRIES.flatMap((entry) => {
    const tables = entry[size];
    if (tables === undefined) return [];
    const { game, kind, profile } = entry;
    return [subject(gameOf(game), tables, kind, profile)];
  });
}

/**
 * Returns a subject.
 * @param profile file name in the package's folder of profiles
 */
export function subject(game: Game, tables: readonly string[], kind: string, profile?: string): Subject {
  return {
    id: game.id,
    game: { ...game, tables: 'each' },
    tables,
    kind,
    ...(profile === undefined ? {} : { profile: profilePath(profile) }),
  };
}

/** @throws EndgameError E_USAGE for a game that is no subject of the study */
export function subjectNamed(id: string, size: Size): Subject {
  const all = subjectsOf(size);
  const found = all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = all.map((each) => each.id).join(', ');
  throw new EndgameError('E_USAGE', `the ${size} study does not look at "${id}"`, `it knows ${known}`);
}

/** Returns the path of a profile. Profiles come with the package; the directory of tables does not matter. */
function profilePath(file: string): string {
  let folder = ROOT;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'tables', 'profiles', file);
}
