/** Table files by name, wherever their bytes are: in a directory, in memory, behind a URL. */

import type { ByteSource } from './byte-source.ts';

export interface TableFiles {
  /** What messages call the place: a path, `memory`. */
  readonly name: string;
  /** What messages call a file there. */
  describe(file: string): string;
  /**
   * Names of all files there, in no order.
   * @throws the system's error
   */
  list(): Iterable<string>;
  /**
   * The bytes of a file.
   * @throws EndgameError E_FILE if there is none or it cannot be read
   */
  open(file: string): ByteSource;
  /**
   * Puts a file in place of an older one, if any. Whatever happens, the name stands for the old contents or the new.
   * @throws EndgameError E_DISK_FULL or E_FILE, and then the older one is untouched
   */
  write(file: string, chunks: Iterable<Uint8Array>): void;
}

/**
 * Bytes that are elsewhere: whoever asked lets them be fetched and asks again. Thrown by sources that read at a distance,
 * where everything that leads to a value is synchronous.
 */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  /** Fetches what was lacking. @throws EndgameError E_FILE if it cannot be had, E_ABORTED if the signal fires */
  readonly fetch: (signal: AbortSignal | undefined) => Promise<void>;

  constructor(what: string, fetch: (signal: AbortSignal | undefined) => Promise<void>) {
    super(`${what} is not here yet`);
    this.fetch = fetch;
  }
}
