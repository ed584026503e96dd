import {
  closeSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { FileFacts, FileSystem, ReadRun } from '../contract.ts';

/** Node's system calls for files. */
export const fileSystem: FileSystem = {
  open: (path, flags) => openSync(path, flags),
  read: (descriptor, bytes, offset, length, position) => readSync(descriptor, bytes, offset, length, position),
  write: (descriptor, bytes, offset, length) => writeSync(descriptor, bytes, offset, length),
  sync: (descriptor) => fsyncSync(descriptor),
  close: (descriptor) => closeSync(descriptor),
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unlinkSync(path),
  stat: (file): FileFacts => {
    const stat = typeof file === 'number' ? fstatSync(file) : statSync(file);
    return { isFile: stat.isFile(), isDirectory: stat.isDirectory(), size: stat.size, modified: stat.mtimeMs };
  },
  list: (directory) => readdirSync(directory),
  makeDirectory: (path) => mkdirSync(path),
};

/** Node's operations on paths. */
export const paths: {
  join(...parts: string[]): string;
  /** Returns the last part. */
  base(path: string): string;
  /** Returns all but the last part. */
  directory(path: string): string;
  absolute(path: string): string;
} = { join, base: basename, directory: dirname, absolute: resolve };

/**
 * Reads a file in chunks.
 * @returns why the compressed data break off, if they do; everything that could be decompressed has been passed on by
 * then
 * @throws the system's error, an error of `onChunk`, or the signal's reason
 */
export function readInChunks(
  path: string,
  { gunzip, chunk, signal, onChunk }: ReadRun,
): Promise<{ readonly damage?: string }> {
  return new Promise((done, fail) => {
    const file = createReadStream(path, { highWaterMark: chunk });
    const unpacked = gunzip ? createGunzip({ chunkSize: chunk }) : undefined;
    const stop = (): void => {
      file.destroy();
      unpacked?.destroy();
    };
    file.on('error', (error) => {
      stop();
      fail(error);
    });
    // Events, not iteration: with iteration an error would discard the data that were not taken yet.
    (unpacked ?? file).on('data', (data: string | Buffer) => {
      if (file.destroyed && signal?.aborted) return;
      try {
        signal?.throwIfAborted();
        onChunk(data as Buffer, file.bytesRead);
      } catch (error) {
        stop();
        fail(error);
      }
    });
    (unpacked ?? file).on('end', () => done({}));
    unpacked?.on('error', (error) => {
      stop();
      done({ damage: error.message });
    });
    if (unpacked) file.pipe(unpacked);
  });
}
