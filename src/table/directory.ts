/**
 * Makes a directory and those above it. Node's own recursive `mkdir` never returns where the file system answers
 * ENOENT although the parent exists (/proc), so the recursion is done here.
 */

import { fileSystem, paths } from '#platform/files';

/** @throws the file system's error */
export function makeDirectory(path: string): void {
  const full = paths.absolute(path);
  if (exists(full)) return;
  makeDirectory(paths.directory(full));
  fileSystem.makeDirectory(full);
}

function exists(path: string): boolean {
  try {
    fileSystem.stat(path);
    return true;
  } catch {
    return false;
  }
}
