import { EndgameError, isAborted, isEndgameError } from '../game/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { CHECKSUM_BYTES } from './format.ts';
import { MANIFEST_NAME, parseManifest } from './manifest.ts';
import { MemoryByteSource } from './memory-byte-source.ts';
import { NotFetched, type TableFiles } from './table-files.ts';

/** Bytes that are fetched at once. */
const CHUNK = 1 << 16;
/** A file of at most so many bytes is fetched whole: a second request costs more than its bytes. */
const WHOLE = 2 * CHUNK;

/** A file of a server as far as it was fetched. */
interface Remote {
  readonly url: string;
  readonly size: number;
  /** The last bytes of the file, which the manifest tells. */
  readonly checksum: Uint8Array;
  readonly bytes: Uint8Array;
  /** Whether each chunk of `bytes` is there. */
  readonly has: Uint8Array;
  /** Why the last request failed: the next reading says so, and the table is computed instead. */
  failure?: EndgameError;
}

/**
 * Table files of a server of files, read by ranges of bytes. What was fetched stays in memory. A file that the manifest
 * does not name is not there.
 */
export class FetchedFiles implements TableFiles {
  readonly name: string;
  /** Bytes of tables that came over the network. */
  fetchedBytes = 0;
  readonly #manifest: Uint8Array;
  readonly #files = new Map<string, Remote>();

  private constructor(base: string, manifest: Uint8Array) {
    this.name = base;
    this.#manifest = manifest;
    for (const [file, { bytes: size, checksum }] of parseManifest(new TextDecoder().decode(manifest))) {
      const tail = new DataView(new ArrayBuffer(CHECKSUM_BYTES));
      tail.setBigUint64(0, BigInt(`0x${checksum}`), true);
      this.#files.set(file, {
        url: new URL(encodeURIComponent(file), base).href,
        size,
        checksum: new Uint8Array(tail.buffer),
        bytes: new Uint8Array(size),
        has: new Uint8Array(Math.ceil(size / CHUNK)),
      });
    }
  }

  /**
   * Fetches the list of the tables in a folder of a server.
   * @param base address of the folder, with its slash
   * @throws EndgameError E_FILE
   */
  static async in(base: string): Promise<FetchedFiles> {
    const response = await fetched(new URL(MANIFEST_NAME, base).href, {});
    return new FetchedFiles(base, new Uint8Array(await response.arrayBuffer()));
  }

  describe(file: string): string {
    return this.#files.get(file)?.url ?? file;
  }

  list(): Iterable<string> {
    return [MANIFEST_NAME, ...this.#files.keys()];
  }

  open(file: string): ByteSource {
    if (file === MANIFEST_NAME) return new MemoryByteSource(this.#manifest, MANIFEST_NAME);
    const remote = this.#files.get(file);
    if (remote === undefined)
      throw new EndgameError('E_FILE', `${this.name} has no table ${file}`, 'look at the list of its tables');
    return {
      name: remote.url,
      size: remote.size,
      readAt: (offset, length) => this.#read(remote, offset, length),
      close() {},
    };
  }

  write(file: string): void {
    throw new EndgameError(
      'E_FILE',
      `${this.name} is read alone: ${file} cannot be written`,
      'write to a directory or to memory',
    );
  }

  #read(remote: Remote, offset: number, length: number): Uint8Array {
    const { size, bytes, has, failure } = remote;
    if (failure !== undefined) {
      delete remote.failure;
      throw failure;
    }
    const end = Math.min(offset + length, size);
    // The list of tables tells how each file ends, so looking whether it is there fetches nothing.
    if (offset === size - CHECKSUM_BYTES && end === size) return remote.checksum;
    const missing: number[] = [];
    for (let chunk = Math.floor(offset / CHUNK); chunk * CHUNK < end; chunk++)
      if (has[chunk] === 0) missing.push(chunk);
    if (missing.length === 0) return bytes.subarray(offset, end);
    const [from, to] = size <= WHOLE ? [0, size] : [missing[0] * CHUNK, Math.min(size, (missing.at(-1)! + 1) * CHUNK)];
    throw new NotFetched(remote.url, (signal) => this.#fetch(remote, from, to, signal));
  }

  /** @throws EndgameError E_ABORTED */
  async #fetch(remote: Remote, from: number, to: number, signal: AbortSignal | undefined): Promise<void> {
    const { url, size, bytes, has } = remote;
    const isWhole = from === 0 && to === size;
    const headers: Record<string, string> = isWhole ? {} : { Range: `bytes=${from}-${to - 1}` };
    try {
      const response = await fetched(url, { headers, ...(signal === undefined ? {} : { signal }) });
      const got = new Uint8Array(await response.arrayBuffer());
      // A server without ranges sends the whole file.
      const [at, wanted] = response.status === 206 ? [from, to - from] : [0, size];
      this.fetchedBytes += got.length;
      if (got.length !== wanted) {
        throw new EndgameError(
          'E_FILE',
          `${url}: ${got.length} bytes came instead of ${wanted}`,
          'load the page again',
        );
      }
      bytes.set(got, at);
      has.fill(1, at / CHUNK, Math.ceil((at + got.length) / CHUNK));
    } catch (error) {
      if (!isEndgameError(error) || isAborted(error)) throw error;
      remote.failure = error;
    }
  }
}

/** @throws EndgameError E_FILE, E_ABORTED */
async function fetched(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    if (response.ok) return response;
    throw new EndgameError('E_FILE', `${url}: ${response.status} ${response.statusText}`, 'load the page again');
  } catch (error) {
    if (isEndgameError(error)) throw error;
    if (init.signal?.aborted) throw new EndgameError('E_ABORTED', `${url}: fetching was stopped`, 'ask again');
    throw new EndgameError('E_FILE', `${url} cannot be fetched`, 'look at the network, or use no tables', {
      cause: error,
    });
  }
}
