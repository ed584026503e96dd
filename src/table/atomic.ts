import { fileSystem, paths } from '#platform/files';
import { hostName, isAlive, pid, randomHex } from '#platform/process';
import { isEndgameError } from '../game/errors.ts';
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
 * A file that is written in pieces so that, whatever happens, its name stands for the old contents or the new, never for
 * a part: a temporary file in the same directory, which is synced and renamed at the end. Its methods throw E_DISK_FULL
 * or E_FILE, and then the directory is as it was before.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #system: FileSystem;
  readonly #temporary: string;
  #descriptor: number | undefined;
  #created = false;

  /** @throws EndgameError E_DISK_FULL or E_FILE */
  constructor(path: string, system: FileSystem = fileSystem) {
    this.#path = path;
    this.#system = system;
    this.#temporary = temporaryName(path);
    this.#guarded(() => {
      this.#descriptor = system.open(this.#temporary, 'wx');
      this.#created = true;
    });
  }

  /** @throws EndgameError E_DISK_FULL or E_FILE */
  write(bytes: Uint8Array): void {
    this.#guarded(() => writeAll(this.#system, this.#descriptor!, bytes));
  }

  /**
   * Gives the file its name.
   * @throws EndgameError E_DISK_FULL or E_FILE
   */
  commit(): void {
    this.#guarded(() => {
      const closing = this.#descriptor!;
      this.#system.sync(closing);
      this.#descriptor = undefined; // a failed close must not be repeated
      this.#system.close(closing);
      this.#system.rename(this.#temporary, this.#path);
      this.#created = false;
    });
    syncDirectory(paths.directory(this.#path), this.#system);
  }

  /** Drops what was written, unless the file has its name. */
  abandon(): void {
    const open = this.#descriptor;
    this.#descriptor = undefined;
    if (open !== undefined) attempt(() => this.#system.close(open));
    if (this.#created) attempt(() => this.#system.unlink(this.#temporary));
    this.#created = false;
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.abandon();
      throw fileFailure('writing it', this.#path, error);
    }
  }
}

/**
 * Writes a file whole, as an `AtomicFile`.
 * @throws EndgameError E_DISK_FULL or E_FILE, also if the chunks fail; then the directory is as it was before
 */
export function writeFileAtomic(path: string, chunks: Iterable<Uint8Array>, system: FileSystem = fileSystem): void {
  const file = new AtomicFile(path, system);
  try {
    for (const chunk of chunks) file.write(chunk);
    file.commit();
  } catch (error) {
    file.abandon();
    throw isEndgameError(error) ? error : fileFailure('writing it', path, error);
  }
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
