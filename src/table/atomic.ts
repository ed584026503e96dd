/**
 * Writing a file so that, whatever happens, its name stands for the old contents or the new, never for a part: write a
 * temporary file in the same directory, sync it, rename it, sync the directory.
 */

import { closeSync, fsyncSync, openSync, readdirSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hash32 } from './checksum.ts';
import { fileFailure } from './failure.ts';

/** The system calls in use, so that a test can let each of them fail. */
export interface FileCalls {
  open(path: string, flags: string): number;
  write(descriptor: number, bytes: Uint8Array, offset: number, length: number): number;
  sync(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
}

export const SYSTEM: FileCalls = {
  open: (path, flags) => openSync(path, flags),
  write: (descriptor, bytes, offset, length) => writeSync(descriptor, bytes, offset, length),
  sync: (descriptor) => fsyncSync(descriptor),
  close: (descriptor) => closeSync(descriptor),
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unlinkSync(path),
};

/** One system call moves at most 2^31 - 1 bytes. */
const MOST = 2 ** 30;

/** Process numbers mean something on one machine (or container) only. */
const host = hash32(new TextEncoder().encode(hostname())).toString(16);

/** `.<name>.<host>-<pid>-<random>.tmp`: hidden, unique, and it tells whether its writer still lives. */
function temporaryName(path: string): string {
  const unique = `${host}-${process.pid}-${randomBytes(6).toString('hex')}`;
  return join(dirname(path), `.${basename(path)}.${unique}.tmp`);
}

const TEMPORARY = /^\..+\.([0-9a-f]+)-(\d+)-[0-9a-f]{12}\.tmp$/;

/** @throws EndgameError E_DISK_FULL or E_FILE; then the directory is as it was before. */
export function writeFileAtomic(path: string, chunks: Iterable<Uint8Array>, system: FileCalls = SYSTEM): void {
  const temporary = temporaryName(path);
  let descriptor: number | undefined;
  let created = false;
  try {
    descriptor = system.open(temporary, 'wx');
    created = true;
    for (const chunk of chunks) writeAll(system, descriptor, chunk);
    system.sync(descriptor);
    const closing = descriptor;
    descriptor = undefined; // a failing close must not be tried twice
    system.close(closing);
    system.rename(temporary, path);
  } catch (error) {
    if (descriptor !== undefined) attempt(() => system.close(descriptor!));
    if (created) attempt(() => system.unlink(temporary));
    throw fileFailure('writing it', path, error);
  }
  syncDirectory(dirname(path), system);
}

function writeAll(system: FileCalls, descriptor: number, bytes: Uint8Array): void {
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
 * Makes the new name survive a power failure. Some systems cannot open or sync a directory; the file itself is whole
 * and in place by now, so that is no failure.
 */
function syncDirectory(path: string, system: FileCalls): void {
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

/** Removes temporary files of killed runs: the writer is dead, or they were last written to over an hour ago. */
export function removeStale(directory: string, now: number = Date.now()): void {
  for (const name of readdirSync(directory)) {
    const match = TEMPORARY.exec(name);
    if (match === null) continue;
    attempt(() => {
      const path = join(directory, name);
      const dead = match[1] === host && !isAlive(Number(match[2]));
      if (dead || now - statSync(path).mtimeMs > HOUR) unlinkSync(path);
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
