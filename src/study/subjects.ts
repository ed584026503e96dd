/** What the first study looks at: small enough for a laptop, from no tables at all to a few large ones. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Subject } from './types.ts';

const CHESS_TABLES = ['KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK', 'KQvKR', 'KRvKR', 'KBNvK', 'KRvKB'];

const SUBJECTS: readonly { readonly game: string; readonly tables: readonly string[]; readonly profile?: string }[] = [
  { game: 'tic-tac-toe', tables: ['all'] },
  { game: 'nine-mens-morris', tables: ['3-3'] },
  { game: 'chess', tables: CHESS_TABLES, profile: 'chess-masters.json' },
];

export const SUBJECT_NAMES: readonly string[] = SUBJECTS.map(({ game }) => game);

/** @throws EndgameError E_GAME_UNKNOWN; E_USAGE for a game that this study does not look at */
export function subjectOf(gameId: string): Subject {
  const game = gameOf(gameId);
  const subject = SUBJECTS.find((known) => known.game === game.id);
  if (!subject)
    throw new EndgameError('E_USAGE', `the study does not look at ${game.id}`, `it knows ${SUBJECT_NAMES.join(', ')}`);
  return {
    game,
    tables: subject.tables,
    ...(subject.profile === undefined ? {} : { profile: profilePath(subject.profile) }),
  };
}

/** Profiles come with the package, whatever directory the tables are in. */
function profilePath(file: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'tables', 'profiles', file);
}
