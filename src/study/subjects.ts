import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import { dataPath } from './data-path.ts';
import type { GameKind } from './rule/panel.ts';

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
  /** Path of a profile with counts of real games. Without it: games of random moves. */
  readonly profile?: string;
}

/** A subject that the rule judges. */
export interface JudgedSubject extends Subject {
  /** The family of the game: sizes and variants of one game are one. */
  readonly family: string;
  /** What moves do to the board. */
  readonly kind: GameKind;
}

interface Entry {
  readonly game: string;
  readonly family: string;
  readonly kind: GameKind;
  readonly quick?: readonly string[];
  readonly full?: readonly string[];
  readonly profile?: string;
  /** Whether the map alone looks at it: a game that came after the rule, or a control with one table. */
  readonly mapOnly?: true;
}

const ENTRIES: readonly Entry[] = [
  {
    game: 'chess',
    family: 'chess',
    kind: 'shrinks',
    quick: ['KPvK', 'KQvKQ'],
    full: ['KPvK', 'KPvKP', 'KRvKP', 'KRvKN', 'KQvKR', 'KBNvK', 'KQvKP', 'KRvKB'],
    profile: 'chess-masters.json',
  },
  { game: 'checkers', family: 'draughts', kind: 'shrinks', quick: ['KKvM', 'KMvM'], full: ['MMvMM'] },
  { game: 'awari', family: 'sowing', kind: 'shrinks', quick: ['9'], full: ['12'] },
  { game: 'kalah-6-4', family: 'sowing', kind: 'shrinks', quick: ['9'], full: ['12'] },
  { game: 'connect-four-4x4', family: 'connect-four', kind: 'fills', quick: [] },
  { game: 'connect-four-5x4', family: 'connect-four', kind: 'fills', full: [] },
  { game: 'othello-4x4', family: 'othello', kind: 'fills', full: [] },
  { game: 'hexapawn-4x4', family: 'pawns', kind: 'shrinks', quick: [], full: [] },
  { game: 'dodgem-4x4', family: 'dodgem', kind: 'cycles', full: [] },
  { game: 'dobutsu-shogi', family: 'shogi', kind: 'cycles', full: ['LGEHvL'], mapOnly: true },
  { game: 'nine-mens-morris', family: 'morris', kind: 'cycles', full: ['4-3'], mapOnly: true },
  { game: 'mnk-4-3-3', family: 'rows', kind: 'fills', quick: [], mapOnly: true },
  { game: 'dodgem', family: 'dodgem', kind: 'cycles', quick: [], mapOnly: true },
  // These came after the rule.
  { game: 'konane-4x4', family: 'konane', kind: 'shrinks', quick: [], mapOnly: true },
  { game: 'konane-5x4', family: 'konane', kind: 'shrinks', full: [], mapOnly: true },
  { game: 'clobber-4x4', family: 'clobber', kind: 'shrinks', full: [], mapOnly: true },
  { game: 'tigers-4x4', family: 'tigers', kind: 'cycles', full: [], mapOnly: true },
  { game: 'pong-hau-ki', family: 'pong-hau-ki', kind: 'cycles', quick: [], full: [], mapOnly: true },
  { game: 'hex-4x4', family: 'hex', kind: 'fills', full: [], mapOnly: true },
];

/** Returns the subjects of the map: games of different families and kinds. */
export function subjectsOf(size: Size): JudgedSubject[] {
  return subjectsWhere(size, () => true);
}

/** Returns the subjects that every experiment looks at. */
export function closeSubjectsOf(size: Size): JudgedSubject[] {
  return subjectsWhere(size, ({ mapOnly }) => !mapOnly);
}

function subjectsWhere(size: Size, counts: (entry: Entry) => boolean): JudgedSubject[] {
  return ENTRIES.filter(counts).flatMap(({ game, family, kind, profile, [size]: tables }) =>
    tables === undefined ? [] : [{ ...subject(gameOf(game), tables, profile), family, kind }],
  );
}

/**
 * Returns a subject.
 * @param profile file name in the package's folder of profiles
 */
export function subject(game: Game, tables: readonly string[], profile?: string): Subject {
  return {
    id: game.id,
    game: { ...game, tables: 'each' },
    tables,
    ...(profile === undefined ? {} : { profile: dataPath('profiles', profile) }),
  };
}

/** @throws EndgameError E_USAGE for a game that is no subject of the study */
export function subjectNamed(id: string, size: Size): JudgedSubject {
  const all = subjectsOf(size);
  const found = all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = all.map((each) => each.id).join(', ');
  throw new EndgameError('E_USAGE', `the ${size} study does not look at "${id}"`, `it knows ${known}`);
}
