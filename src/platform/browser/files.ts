/**
 * A page has no file system: its tables are in memory or come over the network, until it mounts one in the
 * browser's own files.
 */

import type { FileSystem } from '../contract.ts';
import { type FileHandle, mountedOn } from '../journal-files.ts';

function none(): never {
  throw new Error('there is no file system here: `mountFiles` gives a worker one');
}

let mounted: FileSystem | undefined;
/** What this worker has mounted, by name: a file can be opened once. */
const systems = new Map<string, FileSystem>();
const system = (): FileSystem => mounted ?? none();
const absolute = (path: string): string =>
  `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;

/** The file system that is mounted; until then every call throws. */
export const fileSystem: FileSystem = {
  open: (path, flags) => system().open(absolute(path), flags),
  read: (descriptor, bytes, offset, length, position) => system().read(descriptor, bytes, offset, length, position),
  write: (descriptor, bytes, offset, length) => system().write(descriptor, bytes, offset, length),
  sync: (descriptor) => system().sync(descriptor),
  close: (descriptor) => system().close(descriptor),
  rename: (from, to) => system().rename(absolute(from), absolute(to)),
  unlink: (path) => system().unlink(absolute(path)),
  stat: (file) => system().stat(typeof file === 'string' ? absolute(file) : file),
  list: (directory) => system().list(absolute(directory)),
  makeDirectory: (path) => system().makeDirectory(absolute(path)),
};

/** Operations on paths with slashes. */
export const paths: {
  join(...parts: string[]): string;
  base(path: string): string;
  directory(path: string): string;
  absolute(path: string): string;
} = {
  join: (...parts) => parts.join('/'),
  base: (path) => path.slice(path.lastIndexOf('/') + 1),
  directory: (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
  absolute,
};

/** The browser's files, as far as they are used here; they are in no library but that of browsers. */
interface OriginDirectory {
  getDirectoryHandle(name: string, options: { readonly create: boolean }): Promise<OriginDirectory>;
  getFileHandle(
    name: string,
    options: { readonly create: boolean },
  ): Promise<{ createSyncAccessHandle?(): Promise<FileHandle> }>;
}

/**
 * Mounts a file system in the browser's own files, so that directories of tables and of kept results work in a worker of a
 * page as they do in Node. One worker at a time has it.
 * @param name of the file system; a page may have several, of which the last one mounted counts
 * @throws Error if the browser has no such files, this is no worker, or another worker has the file system
 */
export async function mount(name: string): Promise<void> {
  const known = systems.get(name);
  if (known !== undefined) {
    mounted = known;
    return;
  }
  const storage = (globalThis as { navigator?: { storage?: { getDirectory?(): Promise<OriginDirectory> } } }).navigator
    ?.storage;
  if (storage?.getDirectory === undefined) throw new Error('this browser has no files of its own for pages');
  const directory = await (await storage.getDirectory()).getDirectoryHandle(name, { create: true });
  const handles: FileHandle[] = [];
  try {
    for (const file of ['a', 'b']) {
      const handle = await directory.getFileHandle(file, { create: true });
      if (handle.createSyncAccessHandle === undefined) throw new Error('only workers have the files of a page');
      handles.push(await handle.createSyncAccessHandle());
    }
  } catch (error) {
    for (const handle of handles) handle.close();
    throw error;
  }
  mounted = mountedOn(handles[0], handles[1]);
  systems.set(name, mounted);
}
