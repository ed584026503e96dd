/**
 * Answers for those who want nothing else. A game's solver is made when it is first asked, and stays: what one question
 * computed helps the next.
 */

import type { Game } from './game/index.ts';
import { type Answer, type QueryOptions, Solver } from './solve/index.ts';
import { BlockCache, shippedOutcomes } from './table/index.ts';

/** Options of `probe` and `solve`. Who wants bounds makes a `Solver` and asks it. */
export type ProbeOptions = Omit<QueryOptions, 'deadline' | 'bounds'>;

/** Seconds for distances that nobody needs to tell who wins. */
const DISTANCE_SECONDS = 10;
/** Bytes for decoded tables. */
const CACHE_BYTES = 64_000_000;

const solvers = new Map<Game, Solver>();

/** Returns the solver of a game; chess takes the outcomes that come with the toolkit, where they are installed. */
function solverOf(game: Game): Solver {
  let solver = solvers.get(game);
  if (solver === undefined) {
    const store = game.id === 'chess' ? shippedOutcomes({ cache: new BlockCache(CACHE_BYTES) }) : undefined;
    solver = new Solver({ game, store });
    solvers.set(game, solver);
  }
  return solver;
}

/** Answers a position of a game with all its moves, unless the options say otherwise. */
export function answerOf(game: Game, position: string, options: ProbeOptions = {}): Promise<Answer> {
  return solverOf(game).query(position, { moves: true, distanceSeconds: DISTANCE_SECONDS, ...options });
}

/** Answers likewise if what has been computed and read is enough; else undefined. */
export function answerAtOnce(
  game: Game,
  position: string,
  options: Pick<ProbeOptions, 'moves'> = {},
): Answer | undefined {
  return solverOf(game).querySync(position, { moves: true, ...options });
}
