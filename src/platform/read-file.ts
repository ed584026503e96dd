import { fileSystem } from '#platform/files';

/** One system call moves at most 2^31 - 1 bytes. */
const MOST = 2 ** 30;

/**
 * Returns all bytes of a file.
 * @throws the file system's error, or an Error if it is no regular file
 */
export function readFile(path: string): Uint8Array {
  const descriptor = fileSystem.open(path, 'r');
  try {
    const { isFile, size } = fileSystem.stat(descriptor);
    if (!isFile) throw new Error('not a regular file');
    const bytes = new Uint8Array(size);
    let done = 0;
    while (done < size) {
      const count = fileSystem.read(descriptor, bytes, done, Math.min(size - done, MOST), done);
      if (count === 0) return bytes.subarray(0, done);
      done += count;
    }
    return bytes;
  } finally {
    fileSystem.close(descriptor);
  }
}
