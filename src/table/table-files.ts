import type { ByteSource } from './byte-source.ts';

/** Table files by name, wherever their bytes are: in a directory, in memory, behind a URL. */
export interface TableFiles {
  /** Name of the place in messages: a path, `memory`. */
  readonly name: string;
  /** Returns the name of a file in messages. */
  describe(file: string): string;
  /**
   * Returns the names of all files, in no order.
   * @throws the system's error
   */
  list(): Iterable<string>;
  /**
   * Opens a file.
   * @throws EndgameError E_FILE if there is none or it cannot be read
   */
  open(file: string): ByteSource;
  /**
   * Writes a file in place of an older one, if any. Whatever happens, the name stands for the old contents or the new.
   * @throws EndgameError E_DISK_FULL or E_FILE, and then the older one is untouched
   */
  write(file: string, chunks: Iterable<Uint8Array>): void;
}

/**
 * Reports that bytes are elsewhere: the caller has them fetched and asks again. Remote sources throw it, since
 * everything that leads to a value is synchronous.
 */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  /** Fetches the missing bytes. @throws EndgameError E_FILE if they are unavailable, E_ABORTED if the signal fires */
  readonly fetch: (signal: AbortSignal | undefined) => Promise<void>;

  constructor(what: string, fetch: (signal: AbortSignal | undefined) => Promise<void>) {
    super(`${what} has not been fetched yet`);
    this.fetch = fetch;
  }
}
