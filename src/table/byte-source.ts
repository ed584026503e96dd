/** Bytes that can be read at any offset: a file, a piece of memory (memory.ts), a faulty fake in a test. */

import { fileSystem } from '#platform/files';
import { fileFailure } from './failure.ts';

export interface ByteSource {
  /** What messages call it; for a file its path. */
  readonly name: string;
  /** Length in bytes when it was opened. */
  readonly size: number;
  /**
   * The bytes `[offset, offset + length)`, fewer only if the source has become shorter since it was opened. The caller
   * must not change them: they may be a view.
   * @throws EndgameError E_FILE
   */
  readAt(offset: number, length: number): Uint8Array;
  close(): void;
}

/** One system call moves at most 2^31 - 1 bytes. */
const MOST = 2 ** 30;

export class FileByteSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  #descriptor: number | undefined;

  /** @throws EndgameError E_FILE if there is no such file or it cannot be read. */
  constructor(path: string) {
    this.name = path;
    try {
      this.#descriptor = fileSystem.open(path, 'r');
    } catch (error) {
      throw fileFailure('opening it', path, error);
    }
    try {
      const stat = fileSystem.stat(this.#descriptor);
      if (!stat.isFile) throw new Error('it is not a regular file');
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
