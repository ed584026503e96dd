import {
  closeSync,
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
import type { FileFacts, FileSystem } from '../contract.ts';

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

/** Does nothing: Node has the files of its system. In a page it mounts a file system of that name. */
export function mount(_name: string): Promise<void> {
  return Promise.resolve();
}
