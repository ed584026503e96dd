import { gameOf } from '../../../games/index.ts';
import { EndgameError } from '../../game/errors.ts';
import type { SampleSizes } from '../experiment-context.ts';
import type { GameKind } from '../rule/panel.ts';
import { type JudgedSubject, subject } from '../subjects.ts';

interface Entry {
  /** Name of the record. */
  readonly id: string;
  readonly game: string;
  readonly tables: readonly string[];
  readonly family: string;
  readonly kind: GameKind;
}

/** Games that one core measures in minutes, and some that take longer. Those without a record are in no study until `bench:scale` makes one. */
const ENTRIES: readonly Entry[] = [
  { id: 'connect-four-5x4', game: 'connect-four-5x4', tables: [], family: 'connect-four', kind: 'fills' },
  { id: 'connect-four-6x4', game: 'connect-four-6x4', tables: [], family: 'connect-four', kind: 'fills' },
  { id: 'connect-four-5x5', game: 'connect-four-5x5', tables: [], family: 'connect-four', kind: 'fills' },
  { id: 'mnk-4-4-3', game: 'mnk-4-4-3', tables: [], family: 'rows', kind: 'fills' },
  { id: 'awari-12', game: 'awari', tables: ['12'], family: 'sowing', kind: 'shrinks' },
  { id: 'kalah-10', game: 'kalah-6-4', tables: ['10'], family: 'sowing', kind: 'shrinks' },
  { id: 'checkers-mmvmm', game: 'checkers', tables: ['MMvMM'], family: 'draughts', kind: 'shrinks' },
  { id: 'othello-4x4', game: 'othello-4x4', tables: [], family: 'othello', kind: 'fills' },
  { id: 'hex-4x4', game: 'hex-4x4', tables: [], family: 'hex', kind: 'fills' },
  { id: 'hexapawn-5x4', game: 'hexapawn-5x4', tables: [], family: 'pawns', kind: 'shrinks' },
  { id: 'clobber-4x4', game: 'clobber-4x4', tables: [], family: 'clobber', kind: 'shrinks' },
  { id: 'konane-5x4', game: 'konane-5x4', tables: [], family: 'konane', kind: 'shrinks' },
  { id: 'nine-mens-morris-4-4', game: 'nine-mens-morris', tables: ['4-4'], family: 'morris', kind: 'cycles' },
  { id: 'five-mens-morris', game: 'five-mens-morris', tables: [], family: 'morris', kind: 'cycles' },
  { id: 'dodgem-4x4', game: 'dodgem-4x4', tables: [], family: 'dodgem', kind: 'cycles' },
  { id: 'tigers-4x4', game: 'tigers-4x4', tables: [], family: 'tigers', kind: 'cycles' },
];

/** What is measured of such a game: fewer sessions and coders than in the full study. */
export const RECORDED_SIZES: SampleSizes = {
  sessions: 200,
  cold: 2,
  scoring: { most: 6, least: 6, seconds: 0 },
  games: 0,
  single: 0,
  lookedInto: Number.POSITIVE_INFINITY,
  verified: 5_000_000,
  hybrids: 6,
  coders: 'planned',
  generators: 'needed',
  learntCells: 1_000_000,
};

/** The names of all games that have a record or may get one. */
export const RECORDED_IDS: readonly string[] = ENTRIES.map(({ id }) => id);

/** @throws EndgameError E_USAGE for an unknown name */
export function recordedSubject(id: string): JudgedSubject {
  const found = ENTRIES.find((each) => each.id === id);
  if (found === undefined)
    throw new EndgameError('E_USAGE', `no game is recorded as "${id}"`, `it knows ${RECORDED_IDS.join(', ')}`);
  const { game, tables, family, kind } = found;
  return { ...subject(gameOf(game), tables), family, kind };
}
