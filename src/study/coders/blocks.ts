/**
 * General compressors on blocks of cells. A probe decodes the block of its cell; decoded blocks stay in memory.
 *
 *   bytes      field
 *   4 each     end of each block, counted from the end of this list
 *   rest       the blocks
 */

import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CellReader, Cells, Coder } from '../../table/coder.ts';
import { brotliWindow } from '../../table/brotli-window.ts';
import { checkCells } from '../../table/coders/bits.ts';
import { cellBytes, openBytes } from './array.ts';

const BLOCK_BYTES = 16_384;

class BlockReader implements CellReader {
  readonly #length: number;
  readonly #alphabetSize: number;
  readonly #width: number;
  readonly #bytes: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #decode: (block: Uint8Array) => Uint8Array;
  readonly #open: (CellReader | undefined)[] = [];

  constructor(bytes: Uint8Array, length: number, alphabetSize: number, decode: (block: Uint8Array) => Uint8Array) {
    this.#length = length;
    this.#alphabetSize = alphabetSize;
    this.#width = alphabetSize <= 256 ? 1 : 2;
    const blocks = Math.ceil((length * this.#width) / BLOCK_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#ends = Uint32Array.from({ length: blocks }, (_, i) => view.getUint32(4 * i, true));
    this.#bytes = bytes.subarray(4 * blocks);
    this.#decode = decode;
  }

  at(cell: number): number {
    const perBlock = BLOCK_BYTES / this.#width;
    const block = Math.floor(cell / perBlock);
    return (this.#open[block] ?? this.#load(block)).at(cell - block * perBlock);
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }

  #load(block: number): CellReader {
    const packed = this.#bytes.subarray(block === 0 ? 0 : this.#ends[block - 1], this.#ends[block]);
    const bytes = this.#decode(packed);
    return (this.#open[block] = openBytes(bytes, bytes.length / this.#width, this.#alphabetSize));
  }
}

function encodeBlocks(cells: Cells, compress: (block: Uint8Array) => Uint8Array): Uint8Array {
  const bytes = cellBytes(cells);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) blocks.push(compress(bytes.subarray(at, at + BLOCK_BYTES)));
  const out = new Uint8Array(4 * blocks.length + blocks.reduce((sum, block) => sum + block.length, 0));
  const view = new DataView(out.buffer);
  let end = 0;
  blocks.forEach((block, i) => {
    out.set(block, 4 * blocks.length + end);
    end += block.length;
    view.setUint32(4 * i, end, true);
  });
  return out;
}

/** Compresses with brotli at its highest quality. */
export function brotliBest(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: brotliWindow(bytes.length),
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

const encodeBrotli: Coder['encode'] = (cells) => encodeBlocks(cells, brotliBest);
const openBrotli: Coder['open'] = (bytes, length, alphabetSize) =>
  new BlockReader(bytes, length, alphabetSize, (block) => brotliDecompressSync(block));
const encodeDeflate: Coder['encode'] = (cells) => encodeBlocks(cells, (block) => deflateRawSync(block, { level: 9 }));
const openDeflate: Coder['open'] = (bytes, length, alphabetSize) =>
  new BlockReader(bytes, length, alphabetSize, (block) => inflateRawSync(block));

/** Blocks of 16 KiB by brotli at its highest quality. */
export const brotliBlocks: Coder = { id: 'brotli-blocks', encode: encodeBrotli, open: openBrotli };
/** Blocks of 16 KiB by deflate at its highest level. */
export const deflateBlocks: Coder = { id: 'deflate-blocks', encode: encodeDeflate, open: openDeflate };
