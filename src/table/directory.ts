/**
 * Makes a directory and those above it. Node's own recursive `mkdir` never returns where the file system answers
 * ENOENT although the parent exists (/proc), so the recursion is done here.
 */

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** @throws the file system's error */
export function makeDirectory(path: string): void {
  const full = resolve(path);
  if (existsSync(full)) return;
  makeDirectory(dirname(full));
  mkdirSync(full);
}
