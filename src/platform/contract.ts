/**
 * What the toolkit asks of its machine. Each part has two forms with the same exports, one for Node (`node/`) and one
 * for browsers (`browser/`); `#platform/*` in package.json chooses. Nothing here knows a game.
 */

/** The calls of a file system, so that a test can let each of them fail. All throw the system's own errors. */
export interface FileSystem {
  /**
   * Opens a file and returns its descriptor.
   * @param flags `r` to read, `wx` to make a file that must not exist yet
   */
  open(path: string, flags: 'r' | 'wx'): number;
  /**
   * Reads up to `length` bytes at `position` of the file to `offset` of `bytes`; returns their number, 0 at the end.
   */
  read(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
  /** Writes up to `length` bytes from `offset` of `bytes`; returns the number that was written. */
  write(descriptor: number, bytes: Uint8Array, offset: number, length: number): number;
  /** Waits until the file's bytes are on the disk. */
  sync(descriptor: number): void;
  /** Closes an open file. */
  close(descriptor: number): void;
  /** Renames a file, replacing one that has the new name. */
  rename(from: string, to: string): void;
  /** Deletes a file. */
  unlink(path: string): void;
  /** Returns facts about a path or an open file. */
  stat(file: string | number): FileFacts;
  /** Returns the names in a directory, in no order. */
  list(directory: string): string[];
  /** Makes one directory; its parent must exist. */
  makeDirectory(path: string): void;
}

/** Facts about a file or a directory. */
export interface FileFacts {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/**
 * Decompresses raw deflate, on every platform.
 * @throws Error if `bytes` is no stream of `length` bytes at most; it never makes much more than these
 */
export type InflateRaw = (bytes: Uint8Array, length: number) => Uint8Array;

/** The platform's compression. One version of its library makes the same bytes from the same bytes. */
export interface Compression {
  /**
   * Compresses with raw deflate.
   * @param level 1 to 9
   */
  deflateRaw(block: Uint8Array, level: number): Uint8Array;
  /**
   * Compresses with brotli.
   * @param quality 0 to 11
   * @param window binary logarithm of the window in bytes, 10 to 24
   */
  brotli(block: Uint8Array, quality: number, window: number): Uint8Array;
  /**
   * Decompresses brotli.
   * @throws Error as `InflateRaw`
   */
  unbrotli(bytes: Uint8Array, length: number): Uint8Array;
  /**
   * Compresses with brotli on another thread. The result comes in pieces, so that no large array is allocated for a
   * moment only.
   */
  brotliPieces(bytes: Uint8Array, quality: number, window: number): Promise<readonly Uint8Array[]>;
  /**
   * Decompresses the pieces of `brotliPieces` and fills `out` with them.
   * @throws Error if they are damaged or give another number of bytes
   */
  unbrotliPieces(pieces: readonly Uint8Array[], out: Uint8Array): Promise<void>;
}

/** A thread that runs a script. It does not keep the process alive. */
export interface Thread {
  /** Sends the script a message, which is copied; shared memory is shared. */
  send(message: unknown): void;
  /** Ends the thread. */
  end(): void;
}

/** Options of reading a file or standard input from the beginning to the end. */
export interface InputRun {
  /** Number of bytes per read. */
  readonly chunk: number;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the number of bytes read so far, before they are unpacked. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}
