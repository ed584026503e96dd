import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { hasChessmen } from '../specialize/chessmen.ts';
import { BlockCache, type TableFiles } from '../table/index.ts';
import { ClassFiles } from './class-files.ts';
import { SyzygySource, type SyzygySourceOptions } from './source.ts';

/** Options of `SyzygyTables`. */
export interface SyzygyOptions {
  /** Cache of the bytes that are read; default: one of its own, 32 MiB. */
  readonly cache?: BlockCache | undefined;
}

/**
 * Syzygy's endgame files of chess: `.rtbw` (outcomes under the 50-move rule) and `.rtbz` (plies to zeroing), of three to
 * seven men. They are opened when they are first needed. A class without `.rtbz` still tells outcomes.
 */
export class SyzygyTables {
  readonly #files: ClassFiles;

  /**
   * Lists the files; of two with one name the first counts.
   * @param places directories, or files elsewhere
   * @throws EndgameError E_FILE if a directory is missing or cannot be read
   */
  constructor(places: readonly (string | TableFiles)[], { cache = new BlockCache() }: SyzygyOptions = {}) {
    this.#files = new ClassFiles(places, cache);
  }

  /** Where the files are, for messages. */
  get name(): string {
    return this.#files.name;
  }

  /** Names of the classes that have a file of outcomes, as in KRPvKR, those of few men first. */
  get names(): readonly string[] {
    return this.#files.classes.map(({ name }) => name);
  }

  /** Bytes that were read from the files so far. */
  get bytesRead(): number {
    return this.#files.bytesRead;
  }

  /**
   * Checks that the files are of a game.
   * @throws EndgameError E_USAGE if it is not chess
   * @internal
   */
  checkGame(game: Game): void {
    if (game.zeroes !== undefined && hasChessmen(game)) return;
    throw new EndgameError('E_USAGE', `Syzygy's files are of chess, not of ${game.id}`, 'leave them out');
  }

  /**
   * Returns the files as a source of a game's values. Solvers ask for it here, so that programs that use no files do not
   * carry what reads them.
   * @throws EndgameError E_USAGE as `checkGame`
   * @internal
   */
  source(game: Game, options: SyzygySourceOptions): SyzygySource {
    this.checkGame(game);
    return new SyzygySource(game, this.#files, options);
  }

  /** Closes the files; they are opened again when they are needed. */
  close(): void {
    this.#files.close();
  }
}
