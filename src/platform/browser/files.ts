/**
 * A page has no file system: its tables are in memory or come over the network. Every call throws an error that says
 * so.
 */

import type { FileSystem } from '../contract.ts';

function none(): never {
  throw new Error('there is no file system here');
}

/** A file system whose every call throws. */
export const fileSystem: FileSystem = {
  open: none,
  read: none,
  write: none,
  sync: none,
  close: none,
  rename: none,
  unlink: none,
  stat: none,
  list: none,
  makeDirectory: none,
};

/** Operations on paths with slashes. */
export const paths: {
  join(...parts: string[]): string;
  base(path: string): string;
  directory(path: string): string;
  absolute(path: string): string;
} = {
  join: (...parts) => parts.join('/'),
  base: (path) => path.slice(path.lastIndexOf('/') + 1),
  directory: (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
  absolute: (path) => path,
};
