import { fileSystem, paths } from '#platform/files';

/**
 * Makes a directory and its missing parents. Node's own recursive `mkdir` never returns if the file system answers
 * ENOENT although the parent exists (/proc), so the recursion is done here.
 * @throws the file system's error
 */
export function makeDirectory(path: string): void {
  const full = paths.absolute(path);
  if (exists(full)) return;
  makeDirectory(paths.directory(full));
  try {
    fileSystem.makeDirectory(full);
  } catch (error) {
    if (!exists(full)) throw error; // else another process was faster
  }
}

function exists(path: string): boolean {
  try {
    fileSystem.stat(path);
    return true;
  } catch {
    return false;
  }
}
