import type { Game } from '../game/index.ts';
import type { Solver } from '../solve/index.ts';

/** An open solver, and how many questions are with it. */
interface Open {
  readonly solver: Promise<Solver>;
  /** The same, once it is open. */
  ready: Solver | undefined;
  questions: number;
}

/** Solvers of games, opened when they are first asked. Those that were asked longest ago are closed when there are too many. */
export class Solvers {
  readonly #open: (game: Game) => Promise<Solver>;
  readonly #most: number;
  readonly #fixed: ReadonlyMap<string, Solver>;
  /** Asked longest ago first. */
  readonly #solvers = new Map<string, Open>();

  /**
   * @param open opens the solver of a game
   * @param most solvers that stay open without a question
   * @param fixed solvers that are open from the beginning and stay so, by game; their owner closes them
   */
  constructor(open: (game: Game) => Promise<Solver>, most: number, fixed: ReadonlyMap<string, Solver>) {
    this.#open = open;
    this.#most = most;
    this.#fixed = fixed;
  }

  /** The open solvers, by game. */
  get opened(): ReadonlyMap<string, Solver> {
    const opened = new Map(this.#fixed);
    for (const [id, { ready }] of this.#solvers) if (ready !== undefined) opened.set(id, ready);
    return opened;
  }

  /** Returns the solver of a game if it is open. */
  ready(game: Game): Solver | undefined {
    return this.#fixed.get(game.id) ?? this.#solvers.get(game.id)?.ready;
  }

  /**
   * Asks the solver of a game.
   * @throws EndgameError if it cannot be opened, and what `ask` throws
   */
  async ask<T>(game: Game, ask: (solver: Solver) => Promise<T>): Promise<T> {
    const fixed = this.#fixed.get(game.id);
    if (fixed !== undefined) return await ask(fixed);
    const open = this.#take(game);
    open.questions++;
    try {
      return await ask(await open.solver);
    } finally {
      open.questions--;
      this.#closeOld();
    }
  }

  /** Closes those that it opened; nobody may ask any more. */
  close(): void {
    for (const { ready } of this.#solvers.values()) ready?.close();
    this.#solvers.clear();
  }

  /** Returns the solver of a game as the one that was asked last. */
  #take(game: Game): Open {
    const open = this.#solvers.get(game.id) ?? this.#begin(game);
    this.#solvers.delete(game.id);
    this.#solvers.set(game.id, open);
    return open;
  }

  #begin(game: Game): Open {
    const solver = this.#open(game);
    const open: Open = { solver, ready: undefined, questions: 0 };
    solver.then(
      (ready) => (open.ready = ready),
      // Who asks next tries again.
      () => this.#solvers.delete(game.id),
    );
    return open;
  }

  #closeOld(): void {
    for (const [id, { ready, questions }] of this.#solvers) {
      if (this.#solvers.size <= this.#most) return;
      if (ready === undefined || questions > 0) continue;
      this.#solvers.delete(id);
      ready.close();
    }
  }
}
