/** Whatever fails, the directory is as before. */

import { existsSync, openSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileSystem as SYSTEM } from '#platform/files';
import type { FileSystem } from '../../src/platform/contract.ts';
import { removeStale, writeFileAtomic } from '../../src/table/index.ts';
import { codeOfFailure, failureOf, temporaryDirectory } from './support.ts';

const chunks = [Buffer.from('one '), new Uint8Array(0), Buffer.from('two')];

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code });
}

function* broken(): Generator<Uint8Array> {
  yield Buffer.from('x');
  throw new Error('no more');
}

function openFull(path: string, flags: 'r' | 'wx'): number {
  if (flags === 'r') return SYSTEM.open(path, flags);
  symlinkSync('/dev/full', path);
  return openSync(path, 'w');
}

function openNoDirectory(path: string, flags: 'r' | 'wx'): number {
  if (flags === 'r') throw systemError('EISDIR');
  return SYSTEM.open(path, flags);
}

/** A name as a writer would choose it; made by letting one be killed before it tidies up. */
function leaveTemporary(directory: string): string {
  const dead: FileSystem = {
    ...SYSTEM,
    rename: () => {
      throw systemError('EIO');
    },
    unlink: () => {},
  };
  expect(codeOfFailure(() => writeFileAtomic(join(directory, 'chess.KQvK.egt'), chunks, dead))).toBe('E_FILE');
  return readdirSync(directory).find((name) => name.endsWith('.tmp'))!;
}

test('writes all chunks and leaves nothing else', () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'file');
  writeFileAtomic(path, chunks);
  writeFileAtomic(path, [...chunks, Buffer.from(' three')]);
  expect(readFileSync(path, 'utf8')).toBe('one two three');
  writeFileAtomic(path, []);
  expect(readFileSync(path, 'utf8')).toBe('');
  expect(readdirSync(directory)).toEqual(['file']);
});

test('a system that takes one byte at a time', () => {
  const path = join(temporaryDirectory(), 'file');
  writeFileAtomic(path, chunks, { ...SYSTEM, write: (d, bytes, offset) => SYSTEM.write(d, bytes, offset, 1) });
  expect(readFileSync(path, 'utf8')).toBe('one two');
});

test('syncs the file before the name changes, and the directory after', () => {
  const calls: string[] = [];
  const spy = (name: keyof FileSystem): void => {
    calls.push(name);
  };
  const system: FileSystem = {
    ...SYSTEM,
    open: (path, flags) => (spy('open'), SYSTEM.open(path, flags)),
    write: (d, bytes, offset, length) => (spy('write'), SYSTEM.write(d, bytes, offset, length)),
    sync: (d) => (spy('sync'), SYSTEM.sync(d)),
    close: (d) => (spy('close'), SYSTEM.close(d)),
    rename: (from, to) => (spy('rename'), SYSTEM.rename(from, to)),
    unlink: (path) => (spy('unlink'), SYSTEM.unlink(path)),
  };
  writeFileAtomic(join(temporaryDirectory(), 'file'), [Buffer.from('x')], system);
  expect(calls).toEqual(['open', 'write', 'sync', 'close', 'rename', 'open', 'sync', 'close']);
});

describe('failures', () => {
  const failing: readonly (keyof FileSystem)[] = ['open', 'write', 'sync', 'close', 'rename'];
  const codes = [
    ['ENOSPC', 'E_DISK_FULL'],
    ['EDQUOT', 'E_DISK_FULL'],
    ['EFBIG', 'E_DISK_FULL'],
    ['EIO', 'E_FILE'],
    ['EACCES', 'E_FILE'],
  ] as const;

  test.each(failing.flatMap((call) => codes.map(([code, expected]) => [call, code, expected] as const)))(
    '%s fails with %s',
    (call, code, expected) => {
      const directory = temporaryDirectory();
      const path = join(directory, 'file');
      writeFileSync(path, 'old');
      const open = new Set<number>();
      const system: FileSystem = {
        ...SYSTEM,
        ...SYSTEM,
        open: (path, flags) => {
          const descriptor = SYSTEM.open(path, flags);
          open.add(descriptor);
          return descriptor;
        },
        close: (descriptor) => {
          SYSTEM.close(descriptor);
          open.delete(descriptor);
        },
        [call]: () => {
          throw systemError(code);
        },
      };
      const failure = failureOf(() => writeFileAtomic(path, chunks, system));
      expect(failure.code).toBe(expected);
      expect(failure.message).toContain(path);
      expect(failure.cause).toBeInstanceOf(Error);
      expect(readdirSync(directory)).toEqual(['file']);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(open.size).toBe(call === 'close' ? 1 : 0); // the failing fake left it open
      for (const descriptor of open) SYSTEM.close(descriptor);
    },
  );

  test('the chunks themselves fail', () => {
    const directory = temporaryDirectory();
    expect(codeOfFailure(() => writeFileAtomic(join(directory, 'file'), broken()))).toBe('E_FILE');
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a system that takes nothing does not hang', () => {
    const directory = temporaryDirectory();
    expect(codeOfFailure(() => writeFileAtomic(join(directory, 'file'), chunks, { ...SYSTEM, write: () => 0 }))).toBe(
      'E_FILE',
    );
    expect(readdirSync(directory)).toEqual([]);
  });

  test.runIf(existsSync('/dev/full'))('a full device', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'file');
    const failure = failureOf(() => writeFileAtomic(path, chunks, { ...SYSTEM, open: openFull }));
    expect(failure.code).toBe('E_DISK_FULL');
    expect(failure.message).toBe(`${path}: no space left while writing it (ENOSPC)`);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('no such directory, a file in the way, a directory in the way', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), 'old');
    for (const path of ['none/file', 'file/file', '.']) {
      expect(codeOfFailure(() => writeFileAtomic(join(directory, path), chunks))).toBe('E_FILE');
    }
    expect(readdirSync(directory)).toEqual(['file']);
  });

  test('a directory that cannot be synced is no failure', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileAtomic(path, chunks, { ...SYSTEM, open: openNoDirectory });
    expect(readFileSync(path, 'utf8')).toBe('one two');
  });
});

describe('stale temporary files', () => {
  test('of a living writer stay, for an hour', () => {
    const directory = temporaryDirectory();
    const name = leaveTemporary(directory);
    removeStale(directory);
    expect(readdirSync(directory)).toEqual([name]);
    removeStale(directory, Date.now() + 3_700_000);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('of a dead one go, unless it may live on another machine', () => {
    const directory = temporaryDirectory();
    const name = leaveTemporary(directory);
    const dead = name.replace(`-${process.pid}-`, '-99999999-');
    const elsewhere = dead.replace(/\.[0-9a-f]+-99999999-/, '.0-99999999-');
    for (const file of [dead, elsewhere]) writeFileSync(join(directory, file), '');
    removeStale(directory);
    expect(readdirSync(directory).sort()).toEqual([name, elsewhere].sort());
  });

  test('are told from files of others by their whole name', () => {
    const directory = temporaryDirectory();
    const others = ['notes.tmp', '.hidden', '.x.1-2-3.tmp', 'chess.KQvK.egt', 'x.ab-99999999-0123456789ab.tmp'];
    for (const file of others) {
      writeFileSync(join(directory, file), '');
      utimesSync(join(directory, file), 0, 0);
    }
    removeStale(directory);
    expect(readdirSync(directory).sort()).toEqual(others.sort());
  });
});
