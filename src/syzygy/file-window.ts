import type { BlockCache, ByteSource, ReadMeter } from '../table/index.ts';
import { damagedFile } from './failure.ts';

/** Files up to this size are read whole, unless the cache is too small for several of them. */
const MOST_WHOLE = 1 << 24;
const WHOLE_PER_CACHE = 4;
/** Bytes of a page of larger files. */
const PAGE = 1 << 14;
/** Bytes that a page shares with the next, so that whatever is no longer lies within a page. */
const OVERLAP = 1 << 13;

/**
 * Reads numbers and blocks anywhere in a file: from memory if the file is small, else from cached pages. Offsets are
 * doubles, since files of seven men are larger than 32 bits count.
 *
 * After `seek`, `bytes[at - base]` is the byte at `at`.
 */
export class FileWindow {
  /** Name of the file in messages. */
  readonly name: string;
  readonly size: number;
  bytes: Uint8Array = new Uint8Array(0);
  /** Offset of the first byte of `bytes`. */
  base = 0;
  readonly #source: ByteSource;
  readonly #cache: BlockCache;
  readonly #meter: ReadMeter;
  readonly #firstKey: number;
  readonly #page: number;
  readonly #pages: number;

  constructor(source: ByteSource, cache: BlockCache, meter: ReadMeter) {
    this.name = source.name;
    this.size = source.size;
    this.#source = source;
    this.#cache = cache;
    this.#meter = meter;
    this.#page = source.size <= Math.min(MOST_WHOLE, cache.maxBytes / WHOLE_PER_CACHE) ? source.size : PAGE;
    this.#pages = Math.ceil(source.size / this.#page);
    this.#firstKey = cache.claim(this.#pages);
  }

  /** Closes the file and drops what is cached of it. */
  close(): void {
    this.#cache.release(this.#firstKey, this.#pages);
    this.#source.close();
  }

  /** Most bytes of one `seek`. */
  static readonly longest: number = OVERLAP;

  /**
   * Makes `[at, at + length)` readable.
   * @throws EndgameError E_TABLE_DAMAGED if the file is shorter, E_FILE; NotFetched if the bytes are elsewhere
   */
  seek(at: number, length: number): void {
    const offset = at - this.base;
    if (offset >= 0 && offset + length <= this.bytes.length) return;
    this.#turnTo(at, length);
  }

  #turnTo(at: number, length: number): void {
    if (!(at >= 0 && at + length <= this.size)) throw damagedFile(this.name, `bytes at ${at} are beyond its end`);
    const page = Math.floor(at / this.#page);
    const base = page * this.#page;
    let bytes = this.#cache.get(this.#firstKey + page);
    if (bytes === undefined) {
      const wanted = Math.min(this.#page + OVERLAP, this.size - base);
      bytes = this.#source.readAt(base, wanted);
      this.#meter.bytesRead += bytes.length;
      this.#meter.blocksRead++;
      if (bytes.length < wanted) throw damagedFile(this.name, 'it has become shorter');
      const read = bytes;
      this.#cache.set(this.#firstKey + page, bytes, () => {
        if (this.bytes === read) this.bytes = this.bytes.subarray(0, 0);
      });
    }
    this.bytes = bytes;
    this.base = base;
  }

  /** Returns the byte at `at`. @throws as `seek` */
  u8(at: number): number {
    this.seek(at, 1);
    return this.bytes[at - this.base];
  }

  /** Returns the number of 16 bits at `at`, the low byte first. @throws as `seek` */
  u16(at: number): number {
    this.seek(at, 2);
    const { bytes } = this;
    const i = at - this.base;
    return bytes[i] | (bytes[i + 1] << 8);
  }

  /** Returns the number of 32 bits at `at`, the low byte first. @throws as `seek` */
  u32(at: number): number {
    this.seek(at, 4);
    const { bytes } = this;
    const i = at - this.base;
    return (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)) >>> 0;
  }
}
