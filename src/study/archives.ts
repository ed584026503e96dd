import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { decompress as zstdDecompress } from 'fzstd';
import { brotliBest } from './coders/blocks.ts';

/** A general compressor on all tables at once, at its highest level. */
export interface Archiver {
  readonly name: string;
  compress(bytes: Uint8Array): Promise<Uint8Array> | Uint8Array;
  decompress(bytes: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

/** The used part of lzma-native; its published types lack half of it. */
interface Lzma {
  readonly FILTER_LZMA2: string;
  readonly MODE_NORMAL: number;
  readonly MF_BT4: number;
  createStream(coder: 'rawEncoder' | 'rawDecoder', options: object): NodeJS.ReadWriteStream;
}

const lzma = createRequire(import.meta.url)('lzma-native') as Lzma;

/** Options of LZMA2: the search of preset 9e, without contexts of literals and alignment. */
const LZMA_OPTIONS = {
  mode: lzma.MODE_NORMAL,
  mf: lzma.MF_BT4,
  niceLen: 273,
  depth: 512,
  dictSize: 2 ** 26,
  lc: 0,
  lp: 0,
  pb: 0,
};

/** Compresses or decompresses by LZMA2 without the container of an xz file, by these options of liblzma. */
export function lzmaStream(
  kind: 'rawEncoder' | 'rawDecoder',
  bytes: Uint8Array,
  options: object = LZMA_OPTIONS,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const stream = lzma.createStream(kind, { filters: [{ id: lzma.FILTER_LZMA2, options }] });
    const pieces: Uint8Array[] = [];
    stream.on('data', (piece: Uint8Array) => pieces.push(piece));
    stream.on('end', () => resolve(Buffer.concat(pieces)));
    stream.on('error', reject);
    stream.end(bytes);
  });
}

/** Returns brotli, xz and zstd. xz and zstd come from packages that only measurements need. */
export async function archivers(): Promise<Archiver[]> {
  const zstd = await Zstd.load();
  return [
    { name: 'brotli', compress: brotliBest, decompress: (bytes) => brotliDecompressSync(bytes) },
    {
      name: 'xz',
      compress: (bytes) => lzmaStream('rawEncoder', bytes),
      decompress: (bytes) => lzmaStream('rawDecoder', bytes),
    },
    // the package that compresses takes 100 ns to copy each byte out of its memory; that time is not zstd's
    { name: 'zstd', compress: (bytes) => zstd.compress(bytes, 19), decompress: (bytes) => zstdDecompress(bytes) },
  ];
}
