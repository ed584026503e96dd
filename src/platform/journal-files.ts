/**
 * A file system in one file, of which a page has a handle: it grows by records, so that a page that ends at any moment
 * leaves every file as it was before or as it is after.
 *
 * The file: magic, generation; then records of
 *
 *   0   u32  checksum of what follows to the end of the name, and of the record's offset
 *   4   u32  kind: a file with its bytes, a new name, a removal, a directory
 *   8   f64  time in milliseconds since 1970
 *   16  f64  bytes of the file
 *   24  u32  bytes of the name; for a new name both, apart by NUL
 *   28       the name in UTF-8, then the file
 *
 * Numbers are little-endian. The bytes of a file are written before the record that tells of them.
 */

import type { FileFacts, FileSystem } from './contract.ts';

/** An open file, as the browser has it for workers (FileSystemSyncAccessHandle). */
export interface FileHandle {
  getSize(): number;
  read(bytes: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** A complete file: where its bytes are. */
interface Stored {
  readonly at: number;
  readonly size: number;
  readonly modified: number;
}

interface Reading {
  readonly stored: Stored;
}

interface Writing {
  readonly path: string;
  readonly chunks: Uint8Array[];
  size: number;
  /** Whether the journal has all of it. */
  isDone: boolean;
}

const MAGIC = 0x314a4745; // EGJ1
const START = 16;
const FILE = 1;
const RENAMED = 2;
const REMOVED = 3;
const DIRECTORY = 4;
const HEADER = 28;

/** Share of a journal that is idle from which it is written anew, unless it has few bytes. */
const MOST_IDLE = 1 / 2;
const SMALL = 1_000_000;

/** Errors as a system call has them: with a code. */
function failure(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

/** FNV-1a of bytes, begun with the offset of their record. */
function sumOf(bytes: Uint8Array, offset: number): number {
  let sum = 0x811c9dc5 ^ (offset % 0xfffffffb);
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

/** Returns which generation of the journal a handle holds; -1 if none. */
function generationOf(handle: FileHandle): number {
  const bytes = new Uint8Array(START);
  if (handle.read(bytes, { at: 0 }) < START) return -1;
  const view = new DataView(bytes.buffer);
  return view.getUint32(0, true) === MAGIC ? view.getFloat64(8, true) : -1;
}

/** Writes the first bytes of a journal: it counts from then on. */
function begin(handle: FileHandle, generation: number): void {
  const bytes = new Uint8Array(START);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setFloat64(8, generation, true);
  writeAll(handle, bytes, 0);
  handle.flush();
}

/** Returns the newer journal of two handles; a new one if there is none, or if too much of it is idle. */
export function mountedOn(...handles: [FileHandle, FileHandle]): JournalFiles {
  const generations = handles.map(generationOf);
  const newer = generations[0] >= generations[1] ? 0 : 1;
  if (generations[newer] < 0) return JournalFiles.empty(handles[0], 1);
  const journal = new JournalFiles(handles[newer]);
  const { bytes, idle } = journal.waste;
  if (idle <= MOST_IDLE * bytes || bytes < SMALL) return journal;
  const copy = journal.copyTo(handles[1 - newer], generations[newer] + 1);
  handles[newer].truncate(0);
  return copy;
}

export class JournalFiles implements FileSystem {
  readonly #handle: FileHandle;
  readonly #files = new Map<string, Stored>();
  readonly #directories = new Set(['/']);
  readonly #open = new Map<number, Reading | Writing>();
  #end = START;
  #descriptors = 0;

  /** @param handle of a journal that `generationOf` knows */
  constructor(handle: FileHandle) {
    this.#handle = handle;
    const size = handle.getSize();
    while (this.#take(size)) continue;
  }

  /** Returns an empty journal in the place of whatever the handle holds. */
  static empty(handle: FileHandle, generation: number): JournalFiles {
    handle.truncate(0);
    begin(handle, generation);
    return new JournalFiles(handle);
  }

  /** Bytes of the journal, and of these the bytes that a fresh one would not have. */
  get waste(): { readonly bytes: number; readonly idle: number } {
    let live = START;
    for (const { size } of this.#files.values()) live += size;
    return { bytes: this.#end, idle: Math.max(0, this.#end - live) };
  }

  /**
   * Writes all files to another handle, whose journal counts once this returns.
   * @param generation higher than this one's
   */
  copyTo(handle: FileHandle, generation: number): JournalFiles {
    // Without its first bytes no journal counts, so they come last.
    handle.truncate(0);
    const copy = new JournalFiles(handle);
    for (const path of this.#directories) if (path !== '/') copy.#append(DIRECTORY, path, 0, []);
    for (const [path, { at, size, modified }] of this.#files)
      copy.#append(FILE, path, size, this.#pieces(at, size), modified);
    handle.flush();
    begin(handle, generation);
    return copy;
  }

  open(path: string, flags: 'r' | 'wx'): number {
    if (flags === 'wx') {
      if (this.#files.has(path) || this.#directories.has(path)) throw failure('EEXIST', `${path} exists`);
      this.#checkParent(path);
      this.#open.set(++this.#descriptors, { path, chunks: [], size: 0, isDone: false });
      return this.#descriptors;
    }
    const stored = this.#files.get(path);
    if (stored === undefined) throw failure(this.#directories.has(path) ? 'EISDIR' : 'ENOENT', path);
    this.#open.set(++this.#descriptors, { stored });
    return this.#descriptors;
  }

  read(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number {
    const open = this.#opened(descriptor);
    if (!('stored' in open)) throw failure('EBADF', 'open for writing');
    const { at, size } = open.stored;
    const count = Math.max(0, Math.min(length, size - position));
    return count === 0 ? 0 : this.#handle.read(bytes.subarray(offset, offset + count), { at: at + position });
  }

  write(descriptor: number, bytes: Uint8Array, offset: number, length: number): number {
    const open = this.#opened(descriptor);
    if ('stored' in open || open.isDone) throw failure('EBADF', 'open for reading, or synced');
    open.chunks.push(bytes.slice(offset, offset + length));
    open.size += length;
    return length;
  }

  sync(descriptor: number): void {
    const open = this.#opened(descriptor);
    if ('stored' in open || open.isDone) return;
    this.#append(FILE, open.path, open.size, open.chunks);
    open.isDone = true;
    open.chunks.length = 0;
  }

  close(descriptor: number): void {
    try {
      this.sync(descriptor);
    } finally {
      this.#open.delete(descriptor);
    }
  }

  rename(from: string, to: string): void {
    if (!this.#files.has(from)) throw failure('ENOENT', from);
    if (this.#directories.has(to)) throw failure('EISDIR', to);
    this.#checkParent(to);
    this.#append(RENAMED, `${from}\0${to}`, 0, []);
  }

  unlink(path: string): void {
    if (this.#files.has(path)) this.#append(REMOVED, path, 0, []);
    else {
      const begun = [...this.#open.values()].some((open) => 'path' in open && open.path === path);
      if (!begun) throw failure('ENOENT', path);
    }
  }

  stat(file: string | number): FileFacts {
    const open = typeof file === 'number' ? this.#opened(file) : undefined;
    const stored = typeof file === 'string' ? this.#files.get(file) : (open as Partial<Reading>).stored;
    if (stored !== undefined) return { isFile: true, isDirectory: false, size: stored.size, modified: stored.modified };
    if (typeof file === 'string' && this.#directories.has(file))
      return { isFile: false, isDirectory: true, size: 0, modified: 0 };
    if (open !== undefined)
      return { isFile: true, isDirectory: false, size: (open as Writing).size, modified: Date.now() };
    throw failure('ENOENT', String(file));
  }

  list(directory: string): string[] {
    if (!this.#directories.has(directory)) throw failure('ENOENT', directory);
    const start = directory === '/' ? directory : `${directory}/`;
    return [...this.#files.keys(), ...this.#directories]
      .filter((path) => path.startsWith(start) && path.length > start.length)
      .map((path) => path.slice(start.length))
      .filter((name) => !name.includes('/'));
  }

  makeDirectory(path: string): void {
    if (this.#files.has(path) || this.#directories.has(path)) throw failure('EEXIST', path);
    this.#checkParent(path);
    this.#append(DIRECTORY, path, 0, []);
  }

  #opened(descriptor: number): Reading | Writing {
    const open = this.#open.get(descriptor);
    if (open === undefined) throw failure('EBADF', `descriptor ${descriptor}`);
    return open;
  }

  #checkParent(path: string): void {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (!this.#directories.has(parent)) throw failure('ENOENT', parent);
  }

  *#pieces(at: number, size: number): Generator<Uint8Array, void, void> {
    const most = 1 << 20;
    for (let done = 0; done < size; done += most) {
      const piece = new Uint8Array(Math.min(most, size - done));
      this.#handle.read(piece, { at: at + done });
      yield piece;
    }
  }

  /** Writes a record after the last one. Only when all of it is written does it count. */
  #append(kind: number, name: string, size: number, pieces: Iterable<Uint8Array>, modified = Date.now()): void {
    const text = new TextEncoder().encode(name);
    const header = new Uint8Array(HEADER + text.length);
    const view = new DataView(header.buffer);
    view.setUint32(4, kind, true);
    view.setFloat64(8, modified, true);
    view.setFloat64(16, size, true);
    view.setUint32(24, text.length, true);
    header.set(text, HEADER);
    view.setUint32(0, sumOf(header.subarray(4), this.#end), true);
    try {
      let at = this.#end + header.length;
      for (const piece of pieces) {
        writeAll(this.#handle, piece, at);
        at += piece.length;
      }
      if (size > 0) this.#handle.flush();
      writeAll(this.#handle, header, this.#end);
      this.#handle.flush();
      this.#note(kind, name, at - size, size, modified);
      this.#end = at;
    } catch (error) {
      throw (error as Error).name === 'QuotaExceededError'
        ? failure('EDQUOT', 'the browser gives no more room')
        : error;
    }
  }

  /** Takes the next record into account; returns false if there is none that is complete. */
  #take(size: number): boolean {
    const at = this.#end;
    const start = new Uint8Array(HEADER);
    if (at + HEADER > size || this.#handle.read(start, { at }) < HEADER) return false;
    const view = new DataView(start.buffer);
    const length = view.getUint32(24, true);
    const bytes = view.getFloat64(16, true);
    const from = at + HEADER + length;
    if (!(bytes >= 0 && from + bytes <= size)) return false;
    const header = new Uint8Array(HEADER + length);
    this.#handle.read(header, { at });
    if (sumOf(header.subarray(4), at) !== view.getUint32(0, true)) return false;
    const name = new TextDecoder().decode(header.subarray(HEADER));
    this.#note(view.getUint32(4, true), name, from, bytes, view.getFloat64(8, true));
    this.#end = from + bytes;
    return true;
  }

  #note(kind: number, name: string, at: number, size: number, modified: number): void {
    if (kind === FILE) this.#files.set(name, { at, size, modified });
    else if (kind === REMOVED) this.#files.delete(name);
    else if (kind === DIRECTORY) this.#directories.add(name);
    else if (kind === RENAMED) {
      const [from, to] = name.split('\0');
      this.#files.set(to, this.#files.get(from)!);
      this.#files.delete(from);
    }
  }
}

function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): void {
  let done = 0;
  while (done < bytes.length) {
    const count = handle.write(bytes.subarray(done), { at: at + done });
    if (count <= 0) throw failure('ENOSPC', 'the browser took no bytes');
    done += count;
  }
}
