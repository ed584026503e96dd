import { fileSystem, paths } from '#platform/files';
import type { Kept } from '../../engine/index.ts';
import { EndgameError, isEndgameError } from '../../game/errors.ts';
import { checkNumber } from '../../game/option.ts';
import { readFile } from '../../platform/read-file.ts';
import { GENERATOR } from '../../text/version.ts';
import { removeStale, writeFileAtomic } from '../atomic.ts';
import { hash64, hex64 } from '../checksum.ts';
import { makeDirectory } from '../directory.ts';
import { fileFailure } from '../failure.ts';
import { joinKept, type KeptFile, splitKept } from './file.ts';
import { KeptIndex } from './index-file.ts';

/** Where results are kept. */
export interface KeptDirectoryOptions {
  /** It is made if there is none. */
  readonly directory: string;
  /** Most bytes of the results in it; one takes at most half of them. */
  readonly bytes: number;
}

const RESULT = /^[0-9a-f]{16}\.kept$/;
const INDEX = 'endgame-kept.json';
const LARGEST_SHARE = 1 / 2;
const MOST_BYTES = 1e15;
/** More seconds than any result takes. */
const MOST_SECONDS = 1e9;

const nameOf = (key: string): string => `${GENERATOR}: ${key}`;
const fileOf = (name: string): string => `${hex64(hash64(new TextEncoder().encode(name)))}.kept`;

/**
 * Results in a directory, a file each (file.ts), and an index of them with counts of their uses (index-file.ts). A file
 * that is damaged or of another version of the toolkit is removed and counts as absent. Processes may share a directory
 * and end at any moment: a file is complete when it gets its name, and the index may lack files or uses, which costs
 * time alone.
 */
export class KeptDirectory implements Kept {
  readonly most: number;
  readonly #directory: string;
  readonly #bytes: number;
  #index = new KeptIndex();
  /** Uses that are not yet in the directory's index. */
  readonly #uses = new Map<string, number>();
  #bytesRead = 0;
  #failure: EndgameError | undefined;

  /** @throws EndgameError E_USAGE if `bytes` is no such number; E_FILE, E_DISK_FULL if the directory cannot be used */
  constructor({ directory, bytes }: KeptDirectoryOptions) {
    checkNumber('keep', bytes, 0, MOST_BYTES, 'bytes');
    this.#directory = directory;
    this.#bytes = bytes;
    this.most = Math.floor(bytes * LARGEST_SHARE);
    try {
      makeDirectory(directory);
      removeStale(directory);
      this.#look();
      this.#makeRoom(0);
      this.#save();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  has(key: string): boolean {
    return this.#index.get(key) !== undefined;
  }

  get(key: string): Uint8Array | undefined {
    const name = nameOf(key);
    const file = this.has(key) ? this.#read(fileOf(name)) : undefined;
    if (file?.name !== name) {
      this.#index.delete(key);
      return undefined;
    }
    this.#bytesRead += file.result.length;
    this.#uses.set(key, 1 + (this.#uses.get(key) ?? 0));
    return file.result;
  }

  put(key: string, pieces: readonly Uint8Array[], seconds: number): void {
    const chunks = joinKept(nameOf(key), seconds, pieces);
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    if (this.#failure !== undefined || bytes > this.most) return;
    try {
      this.#look();
      const { uses } = this.#index.get(key) ?? { uses: 1 };
      this.#index.delete(key);
      this.#makeRoom(bytes);
      writeFileAtomic(this.#path(fileOf(nameOf(key))), chunks);
      this.#index.add(key, { seconds, bytes, uses });
      this.#save();
    } catch (error) {
      this.#failure = this.#failed(error);
    }
  }

  /**
   * Writes the counts of uses.
   * @throws EndgameError E_DISK_FULL, E_FILE if keeping failed: now or before, and then nothing was kept from there on
   */
  close(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#uses.size === 0) return;
    try {
      this.#look();
      this.#save();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #path(file: string): string {
    return paths.join(this.#directory, file);
  }

  #failed(error: unknown): EndgameError {
    if (isEndgameError(error)) return error;
    const { code, message } = fileFailure('keeping results in it', this.#directory, error);
    const hint = 'choose another directory, or do without keeping';
    return new EndgameError(code, message, hint, { cause: error });
  }

  /** Looks which results are in the directory now, and counts the uses. */
  #look(): void {
    const known = KeptIndex.parse(
      attempted(() => readFile(this.#path(INDEX))),
      GENERATOR,
    );
    const keys = new Map([...known.keys()].map((key) => [fileOf(nameOf(key)), key]));
    const index = new KeptIndex(known.floor);
    for (const file of fileSystem.list(this.#directory)) {
      const bytes = RESULT.test(file) ? attempted(() => fileSystem.stat(this.#path(file)).size) : undefined;
      if (bytes === undefined) continue;
      const key = keys.get(file);
      const entry = key === undefined ? undefined : known.get(key);
      if (entry?.bytes === bytes) index.take(key!, entry);
      else {
        const read = this.#read(file);
        if (read !== undefined) index.add(keyOf(read)!, { seconds: read.seconds, bytes, uses: 1 });
      }
    }
    for (const [key, times] of this.#uses) index.use(key, times);
    this.#uses.clear();
    this.#index = index;
  }

  /** Reads a file whole. One that is no sound result of this program is removed. */
  #read(file: string): KeptFile | undefined {
    const path = this.#path(file);
    const bytes = attempted(() => (fileSystem.stat(path).size > this.#bytes ? new Uint8Array(0) : readFile(path)));
    if (bytes === undefined) return undefined; // another process removed it
    const read = splitKept(bytes);
    const isSound =
      read !== undefined &&
      keyOf(read) !== undefined &&
      fileOf(read.name) === file &&
      read.seconds >= 0 &&
      read.seconds <= MOST_SECONDS;
    if (isSound) return read;
    attempted(() => fileSystem.unlink(path));
    return undefined;
  }

  #makeRoom(bytes: number): void {
    for (const key of this.#index.drop(this.#bytes - bytes)) {
      attempted(() => fileSystem.unlink(this.#path(fileOf(nameOf(key)))));
    }
  }

  #save(): void {
    writeFileAtomic(this.#path(INDEX), [this.#index.toBytes(GENERATOR)]);
  }
}

/** Returns the key of a result of this program; undefined if another one made it. */
function keyOf({ name }: KeptFile): string | undefined {
  return name.startsWith(nameOf('')) ? name.slice(nameOf('').length) : undefined;
}

/** Returns undefined where the system fails, most often since another process was faster. */
function attempted<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
