/** The file system of a page, in one growing file: it is a file system, and a page may end at any moment. */

import { array, assert, constant, constantFrom, nat, oneof, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileHandle, type JournalFiles, mountedOn } from '../../src/platform/journal-files.ts';
import { writeFileAtomic } from '../../src/table/atomic.ts';

/** A file in memory, which dies after some writes with half of the last one done. */
class Handle implements FileHandle {
  #bytes = new Uint8Array(0);
  static left = Number.POSITIVE_INFINITY;

  getSize(): number {
    return this.#bytes.length;
  }

  read(bytes: Uint8Array, { at }: { at: number }): number {
    const part = this.#bytes.subarray(at, at + bytes.length);
    bytes.set(part);
    return part.length;
  }

  write(bytes: Uint8Array, { at }: { at: number }): number {
    const dies = --Handle.left < 0;
    const written = dies ? bytes.subarray(0, bytes.length >> 1) : bytes;
    if (at + written.length > this.#bytes.length) {
      const longer = new Uint8Array(at + written.length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(written, at);
    if (dies) throw new Error('the page ended');
    return bytes.length;
  }

  truncate(size: number): void {
    this.#bytes = this.#bytes.slice(0, size);
  }

  flush(): void {}

  close(): void {}

  damage(at: number): void {
    this.#bytes[at] ^= 1;
  }
}

function contentsOf(files: JournalFiles): Map<string, string> {
  const names = files.list('/').filter((name) => !name.startsWith('.'));
  return new Map(names.sort().map((name) => [name, textOf(files, `/${name}`)]));
}

/** Files by name, in order. */
const sorted = (files: ReadonlyMap<string, string>): [string, string][] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : 1));

function textOf(files: JournalFiles, path: string): string {
  const descriptor = files.open(path, 'r');
  const { size } = files.stat(descriptor);
  const bytes = new Uint8Array(size);
  expect(files.read(descriptor, bytes, 0, size, 0)).toBe(size);
  files.close(descriptor);
  return new TextDecoder().decode(bytes);
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const name = constantFrom('a', 'b', 'c');
const step = oneof(
  record({ op: constant('write' as const), name, text: string({ maxLength: 300 }) }),
  record({ op: constant('remove' as const), name }),
  record({ op: constant('mount' as const) }),
);

describe('files of a page', () => {
  test('are as they were before or as they are after, whenever the page ends', () => {
    assert(
      property(array(step, { maxLength: 20 }), nat(60), (steps, writes) => {
        Handle.left = Number.POSITIVE_INFINITY;
        const handles = [new Handle(), new Handle()] as const;
        let files = mountedOn(...handles);
        const model = new Map<string, string>();
        Handle.left = writes;
        for (const each of steps) {
          const before = new Map(model);
          if (each.op === 'write') model.set(each.name, each.text);
          if (each.op === 'remove') model.delete(each.name);
          try {
            if (each.op === 'write') writeFileAtomic(`/${each.name}`, [bytesOf(each.text)], files);
            else if (each.op === 'mount') files = mountedOn(...handles);
            else if (before.has(each.name)) files.unlink(`/${each.name}`);
          } catch {
            Handle.left = Number.POSITIVE_INFINITY;
            const found = [...contentsOf(mountedOn(...handles))];
            expect([sorted(before), sorted(model)]).toContainEqual(found);
            return;
          }
          expect([...contentsOf(files)]).toEqual(sorted(model));
        }
        Handle.left = Number.POSITIVE_INFINITY;
        expect([...contentsOf(mountedOn(...handles))]).toEqual(sorted(model));
      }),
    );
  });

  test('leave idle bytes behind when they are mounted again', () => {
    Handle.left = Number.POSITIVE_INFINITY;
    const handles = [new Handle(), new Handle()] as const;
    const files = mountedOn(...handles);
    files.makeDirectory('/kept');
    const large = new Uint8Array(600_000).fill(7);
    for (let i = 0; i < 4; i++) writeFileAtomic('/kept/one', [large], files);
    writeFileAtomic('/kept/two', [bytesOf('second')], files);
    const before = handles[0].getSize() + handles[1].getSize();
    const again = mountedOn(...handles);
    expect(handles[0].getSize() + handles[1].getSize()).toBeLessThan(before / 3);
    expect(again.list('/kept').sort()).toEqual(['one', 'two']);
    expect(textOf(again, '/kept/two')).toBe('second');
    expect(textOf(mountedOn(...handles), '/kept/one')).toBe(new TextDecoder().decode(large));
  });

  test('end where a record is damaged', () => {
    Handle.left = Number.POSITIVE_INFINITY;
    const handles = [new Handle(), new Handle()] as const;
    const files = mountedOn(...handles);
    writeFileAtomic('/one', [bytesOf('first')], files);
    const at = handles[0].getSize();
    writeFileAtomic('/two', [bytesOf('second')], files);
    handles[0].damage(at + 5);
    expect([...contentsOf(mountedOn(...handles))]).toEqual([['one', 'first']]);
  });

  test('fail as the files of a system do', () => {
    Handle.left = Number.POSITIVE_INFINITY;
    const files = mountedOn(new Handle(), new Handle());
    const codeOf = (call: () => unknown): unknown => {
      try {
        call();
        return undefined;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    files.makeDirectory('/d');
    expect(codeOf(() => files.open('/none', 'r'))).toBe('ENOENT');
    expect(codeOf(() => files.open('/none/file', 'wx'))).toBe('ENOENT');
    expect(codeOf(() => files.open('/d', 'r'))).toBe('EISDIR');
    expect(codeOf(() => files.makeDirectory('/d'))).toBe('EEXIST');
    expect(codeOf(() => files.rename('/none', '/other'))).toBe('ENOENT');
    expect(codeOf(() => files.unlink('/none'))).toBe('ENOENT');
    expect(codeOf(() => files.list('/none'))).toBe('ENOENT');
    expect(codeOf(() => files.stat('/none'))).toBe('ENOENT');
    expect(codeOf(() => files.close(99))).toBe('EBADF');
    writeFileAtomic('/d/file', [bytesOf('x')], files);
    expect(codeOf(() => files.open('/d/file', 'wx'))).toBe('EEXIST');
  });
});
