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
  /** Names of the classes whose files may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Name of the files of outcomes among codecs, in costs and plans. */
export const RTBW = 'rtbw';
/** Bytes of the program that reads them, compressed. */
export const RTBW_DECODER_BYTES = 6_500;

/**
 * Syzygy's endgame files of chess: `.rtbw` (outcomes under the 50-move rule) and `.rtbz` (plies to zeroing), of three to
 * seven men. They are opened when they are first needed. A class without `.rtbz` still tells outcomes.
 */
export class SyzygyTables {
  readonly #files: ClassFiles;
  readonly #places: readonly (string | TableFiles)[];
  readonly #cache: BlockCache;

  /**
   * Lists the files; of two with one name the first counts.
   * @param places directories, or files elsewhere
   * @throws EndgameError E_FILE if a directory is missing or cannot be read
   */
  constructor(places: readonly (string | TableFiles)[], { cache = new BlockCache(), only }: SyzygyOptions = {}) {
    this.#files = new ClassFiles(places, cache, only);
    this.#places = places;
    this.#cache = cache;
  }

  /** Where the files are, for messages. */
  get name(): string {
    return this.#files.name;
  }

  /** Names of the classes that have a file of outcomes, as in KRPvKR, those of few men first. */
  get names(): readonly string[] {
    return this.#files.classes.map(({ name }) => name);
  }

  /** Returns the same files, but those of other classes. @throws EndgameError E_FILE */
  only(names: ReadonlySet<string>): SyzygyTables {
    return new SyzygyTables(this.#places, { cache: this.#cache, only: names });
  }

  /**
   * Returns the bytes of a class's file of outcomes; undefined if there is none.
   * @throws EndgameError E_FILE
   */
  bytesOf(name: string): number | undefined {
    return this.#files.bytesOf(name, 'wdl');
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
