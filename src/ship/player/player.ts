/** What a shipped file runs: one game, the tables in the file, and a solver over both. */

import { legalSteps, type LegalSteps } from '../../board/index.ts';
import type { Game } from '../../game/contract.ts';
import type { Answer, Bounded } from '../../solve/answer.ts';
import { Solver } from '../../solve/solver.ts';
import type { QueryOptions } from '../../solve/solver-options.ts';
import { BlockCache } from '../../table/cache.ts';
import { MemoryFiles } from '../../table/memory-files.ts';
import { TableStore } from '../../table/table-store.ts';

/** Tables by the names of their files. */
export type ShippedTables = readonly (readonly [file: string, bytes: Uint8Array])[];

/** Bytes for computing: no outcome of five men needs more. */
export const COMPUTING_BYTES = 300_000_000;
/** Most seconds for distances that nobody needs to tell who wins. */
export const DISTANCE_SECONDS = 10;
/** Bytes for decoded tables. */
const CACHE = 16_000_000;

/** Answers positions of one game from the tables of a file and by computing. */
export class Player {
  readonly game: Game;
  readonly #store: TableStore;
  readonly #solver: Solver;
  #outcomes: Solver | undefined;

  constructor(game: Game, tables: ShippedTables) {
    this.game = game;
    this.#store = new TableStore(new MemoryFiles(tables, 'this file'), new BlockCache(CACHE));
    this.#solver = new Solver({ game, store: this.#store, memory: COMPUTING_BYTES });
  }

  /**
   * Answers as `Solver.query`.
   * @throws EndgameError E_POSITION, E_TOO_LARGE, E_BUDGET, E_ABORTED
   */
  async ask(position: string, options: QueryOptions = {}): Promise<Answer | Bounded> {
    return await this.#solver.query(position, { bounds: true, ...options });
  }

  /**
   * Answers who wins and, in chess, no distance, which saves most of the time where something is computed.
   * @throws EndgameError as `ask`
   */
  async askOutcome(position: string, options: QueryOptions = {}): Promise<Answer | Bounded> {
    const { game } = this;
    if (game.chessmen === undefined) return await this.ask(position, options);
    this.#outcomes ??= new Solver({ game, store: this.#store, memory: COMPUTING_BYTES, metric: 'wdl' });
    return await this.#outcomes.query(position, { bounds: true, ...options });
  }

  /**
   * Returns the position in the game's notation and the steps from it, in the order of the rules.
   * @throws EndgameError E_POSITION
   */
  steps(text: string): LegalSteps {
    return legalSteps(this.game, text);
  }
}
