/**
 * Answers for those who want nothing else. A game's solver is made when it is first asked, and stays: what one question
 * computed helps the next.
 */

import type { Game } from './game/index.ts';
import type { Answer } from './solve/answer.ts';
import { Solver } from './solve/solver.ts';
import type { QueryOptions } from './solve/solver-options.ts';
import type { TableStore } from './table/table-store.ts';

/** Options of `probe` and `solve`. Who wants bounds makes a `Solver` and asks it. */
export type ProbeOptions = Omit<QueryOptions, 'deadline' | 'bounds'>;

/** Seconds for distances that nobody needs to tell who wins. */
const DISTANCE_SECONDS = 10;

/** Solvers that answer in one line. */
export class Answers {
  readonly #openStore: (() => TableStore | undefined) | undefined;
  readonly #solvers = new Map<Game, Solver>();

  /** @param openStore opens the tables of a solver; default: there are none */
  constructor(openStore?: () => TableStore | undefined) {
    this.#openStore = openStore;
  }

  /** Answers a position of a game with all its moves, unless the options say otherwise. */
  ask(game: Game, position: string, options: ProbeOptions = {}): Promise<Answer> {
    return this.#solverOf(game).query(position, { moves: true, distanceSeconds: DISTANCE_SECONDS, ...options });
  }

  /** Answers likewise if what has been computed and read is enough; else undefined. */
  atOnce(game: Game, position: string, options: Pick<ProbeOptions, 'moves'> = {}): Answer | undefined {
    return this.#solverOf(game).querySync(position, { moves: true, ...options });
  }

  #solverOf(game: Game): Solver {
    let solver = this.#solvers.get(game);
    if (solver === undefined) {
      solver = new Solver({ game, store: this.#openStore?.() });
      this.#solvers.set(game, solver);
    }
    return solver;
  }
}
