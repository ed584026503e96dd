/** What a shipped file runs: one game, the tables in the file, and a solver over both. */

import type { Game } from '../../game/contract.ts';
import { Position } from '../../game/position.ts';
import { forEachSuccessor } from '../../game/rules.ts';
import type { Answer, Bounded } from '../../solve/answer.ts';
import { type QueryOptions, Solver } from '../../solve/solver.ts';
import { BlockCache } from '../../table/cache.ts';
import { MemoryFiles } from '../../table/memory-files.ts';
import { TableStore } from '../../table/table-store.ts';

/** Tables by the names of their files. */
export type ShippedTables = readonly (readonly [file: string, bytes: Uint8Array])[];

/** Bytes for computing, so that a page stays below 600 MB. */
const MEMORY = 400_000_000;
/** Most seconds for distances that nobody needs to tell who wins. */
export const DISTANCE_SECONDS = 10;
/** Bytes for decoded tables. */
const CACHE = 64_000_000;

/** A move from a position to the next. */
export interface LegalStep {
  /** The move in the game's notation. */
  readonly move: string;
  /** The position after it, in the game's notation. */
  readonly position: string;
}

/** Answers positions of one game from the tables of a file and by computing. */
export class Player {
  readonly game: Game;
  readonly #solver: Solver;

  constructor(game: Game, tables: ShippedTables) {
    this.game = game;
    const store = new TableStore(new MemoryFiles(tables, 'this file'), new BlockCache(CACHE));
    this.#solver = new Solver({ game, store, memory: MEMORY });
  }

  /**
   * Answers as `Solver.query`.
   * @throws EndgameError E_POSITION, E_TOO_LARGE, E_BUDGET, E_ABORTED
   */
  async ask(position: string, options: QueryOptions = {}): Promise<Answer | Bounded> {
    return await this.#solver.query(position, { bounds: true, ...options });
  }

  /**
   * Returns the position in the game's notation and the steps from it, in the order of the rules.
   * @throws EndgameError E_POSITION
   */
  steps(text: string): { readonly position: Position; readonly clock: number; readonly steps: readonly LegalStep[] } {
    const { game } = this;
    const { position, clock = 0 } = game.question?.(text) ?? { position: text };
    const p = new Position(game.schema);
    game.parse(p, position);
    return { position: p, clock, steps: game.ended(p) === undefined ? this.#stepsFrom(p, clock) : [] };
  }

  #stepsFrom(p: Position, clock: number): LegalStep[] {
    const { game } = this;
    const before = new Position(game.schema);
    game.parse(before, game.format(p));
    const steps: LegalStep[] = [];
    forEachSuccessor(game, p, new Int32Array(game.maxMoves), (move) => {
      const zeroes = game.zeroes?.(before, move) ?? false;
      const after = game.format(p, game.zeroes === undefined || zeroes ? 0 : clock + 1);
      steps.push({ move: game.formatMove(before, move), position: after });
    });
    return steps;
  }
}
