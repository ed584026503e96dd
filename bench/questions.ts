/** Questions to measure with: the positions of games, recorded or random, that tables can answer. */

import { fileURLToPath } from 'node:url';
import { EndgameError, Position } from '../src/game/index.ts';
import { playable } from '../src/review/games.ts';
import { byPositions, type Profile, SessionTally } from '../src/plan/profile.ts';
import { samplePositions } from '../src/make/sample.ts';
import { Random, type Specialization } from '../src/specialize/index.ts';

/** Positions by session, each in the game's notation. A session is one game. */
export type Sessions = readonly (readonly string[])[];

/** Most plies of a random game. */
const MOST_PLIES = 300;

/**
 * Plays games of random moves and returns their positions that belong to one of the tables, up to `count` in all.
 * @param inside games start at random positions of the tables, not at the initial position
 */
export function randomSessions(
  specialization: Specialization,
  tables: ReadonlySet<string>,
  count: number,
  seed: number,
  inside = false,
): Sessions {
  const { game } = specialization;
  const random = new Random(seed);
  const p = new Position(game.schema);
  const out = new Int32Array(game.maxMoves);
  const sessions: string[][] = [];
  const starts = inside ? randomPositions(specialization, [...tables], count, seed) : [];
  for (let found = 0, games = 0; found < count; games++) {
    if (games > 100 * count) throw new Error(`${game.id}: random games hardly reach ${[...tables].join(' ')}`);
    game.parse(p, starts[games] ?? game.initial);
    const session: string[] = [];
    for (let ply = 0; ply < MOST_PLIES && found + session.length < count; ply++) {
      const moves = playable(game, p, out);
      if (moves.length === 0) break;
      game.play(p, moves[random.below(moves.length)]);
      p.forget();
      if (tables.has(tableOf(specialization, p))) session.push(game.format(p));
    }
    if (session.length > 0) sessions.push(session);
    found += session.length;
  }
  return sessions;
}

/** Returns random legal positions of the tables that go on, every index equally likely. */
export function randomPositions(
  specialization: Specialization,
  tables: readonly string[],
  count: number,
  seed: number,
): string[] {
  const slices = tables.flatMap((table) => specialization.slicesOf(table));
  return samplePositions(specialization, slices, count, seed).map((p) => specialization.game.format(p));
}

function tableOf(specialization: Specialization, p: Position): string {
  try {
    return specialization.tableOf(specialization.sliceOf(p.signature));
  } catch (error) {
    if (error instanceof EndgameError && error.code === 'E_POSITION') return '';
    throw error;
  }
}

/** Returns the profile of sessions. */
export function profileOf(specialization: Specialization, sessions: Sessions, source: string): Profile {
  const { game } = specialization;
  const tally = new SessionTally();
  const counts = new Map<string, { games: number; games2: number; games10: number; positions: number }>();
  for (const session of sessions) {
    const visits = visitsOf(specialization, session);
    tally.add([...visits]);
    for (const [table, n] of visits) {
      const known = counts.get(table) ?? { games: 0, games2: 0, games10: 0, positions: 0 };
      counts.set(table, {
        games: known.games + 1,
        games2: known.games2 + (n >= 2 ? 1 : 0),
        games10: known.games10 + (n >= 10 ? 1 : 0),
        positions: known.positions + n,
      });
    }
  }
  const positions = sessions.reduce((sum, { length }) => sum + length, 0);
  return {
    game: game.id,
    source: [source],
    games: sessions.length,
    skipped: 0,
    plies: positions,
    positions,
    classes: [...counts].map(([table, count]) => ({ table, ...count })).sort(byPositions),
    sessions: tally.sessions(),
    problems: [],
    damaged: [],
  };
}

/** Returns how many positions a session has in each table, in the order of its visits. */
export function visitsOf(specialization: Specialization, session: readonly string[]): Map<string, number> {
  const { game } = specialization;
  const p = new Position(game.schema);
  const visits = new Map<string, number>();
  for (const text of session) {
    game.parse(p, text);
    const table = tableOf(specialization, p);
    visits.set(table, (visits.get(table) ?? 0) + 1);
  }
  return visits;
}

/** Returns where a file of the checkout is. */
export function inCheckout(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
