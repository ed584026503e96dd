import { fileSystem, paths } from '#platform/files';
import { hostName, isAlive, pid, randomHex } from '#platform/process';
import type { FileSystem } from '../platform/contract.ts';
import { hash32 } from './checksum.ts';
import { fileFailure } from './failure.ts';

/** Most bytes of one system call: 2^31 - 1 is the limit. */
const MOST = 2 ** 30;

/** Name of the machine in file names: process numbers are unique on one machine (or container) only. */
const host = (): string => hash32(new TextEncoder().encode(hostName())).toString(16);

/** Returns `.<name>.<host>-<pid>-<random>.tmp`: hidden and unique; it tells whether its writer still runs. */
function temporaryName(path: string): string {
  const unique = `${host()}-${pid}-${randomHex(6)}`;
  return paths.join(paths.directory(path), `.${paths.base(path)}.${unique}.tmp`);
}

const TEMPORARY = /^\..+\.([0-9a-f]+)-(\d+)-[0-9a-f]{12}\.tmp$/;

/**
 * Writes a file so that, whatever happens, its name stands for the old contents or the new, never for a part. It writes
 * a temporary file in the same directory, syncs it, renames it, and syncs the directory.
 * @throws EndgameError E_DISK_FULL or E_FILE; then the directory is as it was before
 */
export function writeFileAtomic(path: string, chunks: Iterable<Uint8Array>, system: FileSystem = fileSystem): void {
  const temporary = temporaryName(path);
  let descriptor: number | undefined;
  let created = false;
  try {
    descriptor = system.open(temporary, 'wx');
    created = true;
    for (const chunk of chunks) writeAll(system, descriptor, chunk);
    system.sync(descriptor);
    const closing = descriptor;
    descriptor = undefined; // a failed close must not be repeated
    system.close(closing);
    system.rename(temporary, path);
  } catch (error) {
    if (descriptor !== undefined) attempt(() => system.close(descriptor!));
    if (created) attempt(() => system.unlink(temporary));
    throw fileFailure('writing it', path, error);
  }
  syncDirectory(paths.directory(path), system);
}

function writeAll(system: FileSystem, descriptor: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    const count = system.write(descriptor, bytes, done, Math.min(bytes.length - done, MOST));
    if (count <= 0) throw new Error('the system took no bytes');
    done += count;
  }
}

function attempt(cleanUp: () => void): void {
  try {
    cleanUp();
  } catch {
    // the first failure is the one to report
  }
}

/**
 * Makes the new name survive a power failure. Some systems cannot open or sync a directory. That is no failure, since
 * the file itself is complete and in place by now.
 */
function syncDirectory(path: string, system: FileSystem): void {
  attempt(() => {
    const descriptor = system.open(path, 'r');
    try {
      system.sync(descriptor);
    } finally {
      system.close(descriptor);
    }
  });
}

const HOUR = 3_600_000;

/** Removes temporary files of killed runs: their writer no longer runs, or the last write was over an hour ago. */
export function removeStale(directory: string, now: number = Date.now()): void {
  for (const name of fileSystem.list(directory)) {
    const match = TEMPORARY.exec(name);
    if (match === null) continue;
    attempt(() => {
      const path = paths.join(directory, name);
      const dead = match[1] === host() && !isAlive(Number(match[2]));
      if (dead || now - fileSystem.stat(path).modified > HOUR) fileSystem.unlink(path);
    });
  }
}
