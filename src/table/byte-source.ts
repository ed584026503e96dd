import { fileSystem } from '#platform/files';
import { fileFailure } from './failure.ts';

/** Bytes that can be read at any offset: a file, memory (memory-byte-source.ts), a faulty fake in a test. */
export interface ByteSource {
  /** Name in messages; for a file its path. */
  readonly name: string;
  /** Length in bytes when the source was opened. */
  readonly size: number;
  /**
   * Returns the bytes `[offset, offset + length)`, fewer only if the source has become shorter since it was opened.
   * Callers must not change them: they may be a view.
   * @throws EndgameError E_FILE
   */
  readAt(offset: number, length: number): Uint8Array;
  /** Frees the source; it can be read no more. */
  close(): void;
}

/** Most bytes of one system call: 2^31 - 1 is the limit. */
const MOST = 2 ** 30;

/** A file as a source. */
export class FileByteSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  #descriptor: number | undefined;

  /** @throws EndgameError E_FILE if there is no such file or it cannot be read */
  constructor(path: string) {
    this.name = path;
    try {
      this.#descriptor = fileSystem.open(path, 'r');
    } catch (error) {
      throw fileFailure('opening it', path, error);
    }
    try {
      const stat = fileSystem.stat(this.#descriptor);
      if (!stat.isFile) throw new Error('not a regular file');
      this.size = stat.size;
    } catch (error) {
      this.close();
      throw fileFailure('opening it', path, error);
    }
  }

  readAt(offset: number, length: number): Uint8Array {
    if (this.#descriptor === undefined) throw new Error(`${this.name} is closed`);
    const bytes = new Uint8Array(length);
    let done = 0;
    try {
      while (done < length) {
        const count = fileSystem.read(this.#descriptor, bytes, done, Math.min(length - done, MOST), offset + done);
        if (count === 0) return bytes.subarray(0, done);
        done += count;
      }
    } catch (error) {
      throw fileFailure(`reading ${length} bytes at ${offset}`, this.name, error);
    }
    return bytes;
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) fileSystem.close(descriptor);
  }
}
