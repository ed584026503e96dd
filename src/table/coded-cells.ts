import type { BlockCache } from './cache.ts';
import type { Hash64 } from './checksum.ts';
import type { CellDecoder, CellPositions, CellReader } from './coder.ts';
import { damaged } from './failure.ts';
import { cellCount, type TableHeader } from './format.ts';
import type { StoredBlocks, StoredCells } from './stored.ts';

/** A reader in use touches its cache entry once in this many values, rows or planes. */
const TOUCH_EVERY = 1024;

/**
 * Cells that a coder encoded together. The first value reads, checks and opens the whole payload, which counts in the
 * cache like a block.
 */
export class CodedCells implements StoredCells {
  readonly stretch: number = 1 << 16;
  readonly #pages: StoredBlocks;
  readonly #coder: CellDecoder;
  readonly #cache: BlockCache;
  readonly #firstKey: number;
  readonly #cells: number;
  readonly #alphabetSize: number;
  #reader: CellReader | undefined;
  #positions: (() => CellPositions) | undefined;
  #values = 0;
  #closed = false;

  constructor(pages: StoredBlocks, header: TableHeader, coder: CellDecoder, cache: BlockCache) {
    this.#pages = pages;
    this.#coder = coder;
    this.#cache = cache;
    this.#firstKey = cache.claim(pages.count);
    this.#cells = cellCount(header);
    this.#alphabetSize = header.palette.length;
  }

  /** Supplies the positions of the cells; the first call counts. */
  locate(positions: () => CellPositions): void {
    this.#positions ??= positions;
  }

  at(cell: number): number {
    this.#touch();
    const code = this.#decoded(this.#warm(), cell);
    // a broken reader may also give undefined
    if (!(code >= 0 && code < this.#alphabetSize)) throw this.#beyondPalette(code, cell);
    return code;
  }

  row(cell: number, places: Uint8Array, lane: number, out: Uint8Array | Uint16Array): boolean {
    this.#touch();
    const reader = this.#warm();
    try {
      return reader.row?.(cell, places, lane, out) ?? false;
    } catch (error) {
      throw this.#undecodable(error);
    }
  }

  plane(cell: number, places: Uint8Array, rowMan: number, lane: number, out: Uint8Array | Uint16Array): boolean {
    this.#touch();
    const reader = this.#warm();
    try {
      return reader.plane?.(cell, places, rowMan, lane, out) ?? false;
    } catch (error) {
      throw this.#undecodable(error);
    }
  }

  get byteLength(): number {
    return this.#reader?.byteLength ?? 0;
  }

  read(from: number, count: number): Uint8Array | Uint16Array {
    return this.#codes(this.#warm(), from, count);
  }

  touched(cell: number): number | undefined {
    const reader = this.#warm();
    try {
      return reader.touched?.(cell);
    } catch (error) {
      throw this.#undecodable(error);
    }
  }

  /**
   * Reads and tests every page. The cells are decoded only if the table has been located, and after the rules have
   * confirmed how many there are: a few bytes can stand for any number of them.
   */
  check(hash: Hash64): void {
    const payload = this.#readPayload();
    hash.update(payload);
    if (this.#positions === undefined) return;
    this.#positions();
    const reader = this.#opened(payload);
    for (let from = 0; from < this.#cells; from += this.stretch) {
      this.#codes(reader, from, Math.min(this.stretch, this.#cells - from));
    }
  }

  close(): void {
    this.#closed = true;
    this.#reader = undefined;
    this.#cache.release(this.#firstKey, this.#pages.count);
  }

  #touch(): void {
    if (++this.#values % TOUCH_EVERY === 0 && this.#pages.count > 0) this.#cache.get(this.#firstKey);
  }

  /**
   * Returns the reader of the payload. Opening is a method of its own: a function that makes closures allocates their
   * context at every call.
   */
  #warm(): CellReader {
    return this.#reader ?? this.#open();
  }

  #open(): CellReader {
    if (this.#closed) throw new Error(`${this.#pages.name} is closed`);
    const payload = this.#readPayload();
    const reader = this.#opened(payload);
    this.#reader = reader;
    if (payload.length > 0) {
      this.#cache.set(this.#firstKey, payload, () => {
        if (this.#reader === reader) this.#reader = undefined;
      });
    }
    return reader;
  }

  #opened(payload: Uint8Array): CellReader {
    const { name } = this.#pages;
    const positions = this.#coder.needsPositions ? this.#positions?.() : undefined;
    if (this.#coder.needsPositions && positions === undefined) throw new Error(`${name} has not been located`);
    try {
      return this.#coder.open(payload, this.#cells, this.#alphabetSize, positions);
    } catch (error) {
      throw this.#undecodable(error);
    }
  }

  #decoded(reader: CellReader, cell: number): number {
    try {
      return reader.at(cell);
    } catch (error) {
      throw this.#undecodable(error);
    }
  }

  /** Returns all pages, each tested. */
  #readPayload(): Uint8Array {
    const payload = this.#pages.read(0, this.#pages.count);
    for (let page = 0; page < this.#pages.count; page++) this.#pages.tested(payload, 0, page);
    return payload;
  }

  #codes(reader: CellReader, from: number, count: number): Uint8Array | Uint16Array {
    const codes = this.#alphabetSize > 256 ? new Uint16Array(count) : new Uint8Array(count);
    try {
      reader.read(from, codes);
    } catch (error) {
      throw this.#undecodable(error);
    }
    for (let i = 0; i < count; i++) if (codes[i] >= this.#alphabetSize) throw this.#beyondPalette(codes[i], from + i);
    return codes;
  }

  #undecodable(error: unknown): Error {
    return damaged(this.#pages.name, `cannot be decoded: ${(error as Error).message}`, error);
  }

  #beyondPalette(code: number, cell: number): Error {
    return damaged(this.#pages.name, `cell ${cell} is read as ${code}, beyond the palette`);
  }
}
