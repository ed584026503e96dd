/**
 * What the toolkit asks of the machine that it runs on. Each part has two forms with the same exports, one for Node
 * (`node/`) and one for browsers (`browser/`); `#platform/*` in package.json chooses. Nothing here knows a game.
 */

/** The calls of a file system in use, so that a test can let each of them fail. All throw the system's own errors. */
export interface FileSystem {
  /** @param flags `r` to read, `wx` to make a file that must not exist yet */
  open(path: string, flags: 'r' | 'wx'): number;
  /** Reads up to `length` bytes at `position` of the file to `offset` of `bytes`; returns how many came, 0 at the end. */
  read(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
  write(descriptor: number, bytes: Uint8Array, offset: number, length: number): number;
  sync(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  /** Facts about a path or an open file. */
  stat(file: string | number): FileFacts;
  /** Names in a directory, in no order. */
  list(directory: string): string[];
  /** Makes one directory, whose parent exists. */
  makeDirectory(path: string): void;
}

export interface FileFacts {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Compression that comes with the platform. Same bytes in, same bytes out, on one version of its library. */
export interface Compression {
  deflateRaw(block: Uint8Array): Uint8Array;
  /** @throws Error if `bytes` is no stream of `length` bytes at most; never makes much more than these */
  inflateRaw(bytes: Uint8Array, length: number): Uint8Array;
  /**
   * @param quality 0 to 11
   * @param window binary logarithm of the window in bytes, 10 to 24
   */
  brotli(block: Uint8Array, quality: number, window: number): Uint8Array;
  /** @throws Error as `inflateRaw` */
  unbrotli(bytes: Uint8Array, length: number): Uint8Array;
  /** Brotli off the thread, in pieces as they come: no large array is allocated for a moment only. */
  brotliPieces(bytes: Uint8Array, quality: number, window: number): Promise<readonly Uint8Array[]>;
  /** Fills `out` with what `brotliPieces` compressed. */
  unbrotliPieces(pieces: readonly Uint8Array[], out: Uint8Array): Promise<void>;
}

/** A thread that runs a script. It does not keep the process alive. */
export interface Thread {
  end(): void;
}

/** How a file is read from its beginning to its end. */
export interface ReadRun {
  /** Unpack gzip on the way. */
  readonly gunzip: boolean;
  /** Bytes that are read at a time. */
  readonly chunk: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes the next bytes; what it throws ends the reading. */
  readonly onChunk: (chunk: Uint8Array, bytesRead: number) => void;
}
