import { fileSystem, paths } from '#platform/files';
import { hostName, isAlive, pid } from '#platform/process';
import type { Scratch } from '../engine/index.ts';
import { EndgameError } from '../game/errors.ts';
import { makeDirectory } from './directory.ts';
import { fileFailure } from './failure.ts';

/** Most bytes of one system call: 2^31 - 1 is the limit. */
const MOST = 2 ** 30;

/**
 * Files of one piece of work in a directory, which it shares with others: all names begin with that of the work. A second process with
 * the same work gets files of its own; one that comes after the first has been killed takes these over. Nothing is synced, since the work can
 * be done again: a power failure may lose it.
 */
export class ScratchDirectory implements Scratch {
  readonly #directory: string;
  readonly #prefix: string;
  readonly #open = new Map<string, number>();

  /** @throws EndgameError E_FILE */
  constructor(directory: string, work: string) {
    this.#directory = directory;
    try {
      makeDirectory(directory);
      this.#prefix = this.#claim(work);
    } catch (error) {
      throw fileFailure('opening the directory of parts', directory, error);
    }
  }

  list(): string[] {
    return this.#all().filter((name) => name !== OWNER);
  }

  read(name: string, at: number, out: Uint8Array): void {
    const path = this.#path(name);
    try {
      let descriptor = this.#open.get(name);
      if (descriptor === undefined) {
        descriptor = fileSystem.open(path, 'r');
        this.#open.set(name, descriptor);
      }
      for (let done = 0; done < out.length; ) {
        const count = fileSystem.read(descriptor, out, done, Math.min(out.length - done, MOST), at + done);
        if (count === 0) throw new Error(`${out.length} bytes at ${at} are not there`);
        done += count;
      }
    } catch (error) {
      throw fileFailure('reading a part', path, error);
    }
  }

  write(name: string, pieces: readonly Uint8Array[]): void {
    const path = this.#path(name);
    const temporary = this.#path(`${name}${TEMPORARY}`);
    try {
      this.#close(name);
      this.remove(`${name}${TEMPORARY}`);
      const descriptor = fileSystem.open(temporary, 'wx');
      try {
        for (const bytes of pieces) {
          for (let done = 0; done < bytes.length; ) {
            done += fileSystem.write(descriptor, bytes, done, Math.min(bytes.length - done, MOST));
          }
        }
      } finally {
        fileSystem.close(descriptor);
      }
      fileSystem.rename(temporary, path);
    } catch (error) {
      throw fileFailure('writing a part', path, error);
    }
  }

  remove(name: string): void {
    this.#close(name);
    try {
      fileSystem.unlink(this.#path(name));
    } catch (error) {
      if (!isMissing(error)) throw fileFailure('deleting a part', this.#path(name), error);
    }
  }

  /** Deletes all files of the work. */
  clear(): void {
    for (const name of this.#all()) this.remove(name);
  }

  /** Closes files; the work stays. */
  close(): void {
    for (const name of this.#open.keys()) this.#close(name);
  }

  #all(): string[] {
    const names = fileSystem.list(this.#directory).filter((name) => name.startsWith(this.#prefix));
    return names.map((name) => name.slice(this.#prefix.length)).filter((name) => !name.endsWith(TEMPORARY));
  }

  #claim(work: string): string {
    const self = `${hostName()} ${pid}`;
    for (let number = 1; ; number++) {
      const prefix = number === 1 ? `${work}.` : `${work}~${number}.`;
      const owner = ownerIn(paths.join(this.#directory, `${prefix}${OWNER}`));
      if (owner !== undefined && owner !== self && isRunning(owner)) continue;
      const path = paths.join(this.#directory, `${prefix}${OWNER}`);
      if (owner !== undefined) fileSystem.unlink(path);
      if (!created(path, self)) continue;
      return prefix;
    }
  }

  #path(name: string): string {
    return paths.join(this.#directory, `${this.#prefix}${name}`);
  }

  #close(name: string): void {
    const descriptor = this.#open.get(name);
    if (descriptor === undefined) return;
    this.#open.delete(name);
    fileSystem.close(descriptor);
  }
}

const OWNER = 'owner';
const TEMPORARY = '.tmp';

/** Returns who works with the files, a machine and a process; undefined if nobody does. */
function ownerIn(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = fileSystem.open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const bytes = new Uint8Array(1024);
    return new TextDecoder().decode(bytes.subarray(0, fileSystem.read(descriptor, bytes, 0, bytes.length, 0)));
  } finally {
    fileSystem.close(descriptor);
  }
}

/** Returns whether an owner may be at work. Of another machine nobody can tell here. */
function isRunning(owner: string): boolean {
  const at = owner.lastIndexOf(' ');
  return owner.slice(0, at) !== hostName() || isAlive(Number(owner.slice(at + 1)));
}

/** Makes a file; returns false if another process was faster. */
function created(path: string, text: string): boolean {
  let descriptor: number;
  try {
    descriptor = fileSystem.open(path, 'wx');
  } catch (error) {
    if (isKind(error, 'EEXIST')) return false;
    throw error;
  }
  const bytes = new TextEncoder().encode(text);
  fileSystem.write(descriptor, bytes, 0, bytes.length);
  fileSystem.close(descriptor);
  return true;
}

function isMissing(error: unknown): boolean {
  return isKind(error, 'ENOENT');
}

function isKind(error: unknown, code: string): boolean {
  return !(error instanceof EndgameError) && error instanceof Error && 'code' in error && error.code === code;
}
