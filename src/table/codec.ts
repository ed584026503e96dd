import { compression, inflateRaw } from '#platform/compression';
import type { Compression } from '../platform/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { brotliWindow } from './brotli-window.ts';

/** A codec stores the bytes of one block. It is one object in the registry below; files name it by its id. */
export interface Codec {
  /** Name in files; it keeps its meaning for ever. */
  readonly id: string;
  /**
   * Encodes a block: same bytes in, same bytes out (on one version of the library). The result belongs to the caller;
   * the codec does not keep `block`.
   */
  encode(block: Uint8Array): Uint8Array;
  /**
   * Returns the block of exactly `length` bytes, possibly a view of `bytes`. It never makes much more than `length`
   * bytes, whatever its input.
   * @throws Error if `bytes` is no encoding of a block of that length
   */
  decode(bytes: Uint8Array, length: number): Uint8Array;
}

function exactly(block: Uint8Array, length: number): Uint8Array {
  if (block.length !== length) throw new Error(`the block has ${block.length} bytes, expected ${length}`);
  return block;
}

const raw: Codec = {
  id: 'raw',
  encode: (block) => block.slice(),
  decode: exactly,
};

/*
 * Tables of chess, cells as they are stored, blocks of 16 KiB; MB, seconds of encoding, microseconds to decode a block
 * (Node 20, one core, not quiet):
 *
 *               KRBvKR wdl            KQvKR dtm             KPvKP dtm             six men's morris
 *   deflate 1   8.46   0.45   43      1.36   0.052   78     2.01   0.086   43     1.40   0.051   65
 *   deflate 4   6.68   0.55   32      1.30   0.067   64     1.72   0.157   53     1.31   0.076   62
 *   deflate 5   6.11   0.72   26      1.27   0.087   64     1.70   0.177   45     1.28   0.109   60
 *   deflate 6   5.82   1.06   27      1.27   0.113   64     1.65   0.265   38     1.27   0.156   47
 *   deflate 9   5.58   8.70   28      1.26   0.232   62     1.61   0.801   37     1.27   0.437   50
 *   brotli 4    6.44   0.77   61      1.27   0.089   79     1.86   0.135   63     1.28   0.085   66
 *   brotli 9    5.14   2.84   42      1.24   0.186   88     1.54   0.426   56     1.25   0.253   77
 *
 * The kernel takes 1.2 s for KRBvKR and 0.07 s for KQvKR, so deflate 4 generates: every platform reads it. The brotlis
 * are for tables that only Node reads, 9 for small ones and 11, a hundred times slower than deflate 4, for tables that
 * are shipped.
 */
const QUICK = 4;
const SMALL = 9;
const SMALLEST = 11;

const deflate: Codec = {
  id: 'deflate',
  encode(block) {
    if (compression) return compression.deflateRaw(block, QUICK);
    throw new EndgameError('E_USAGE', 'this platform cannot encode by codec "deflate"', 'use codec "raw"');
  },
  decode: (bytes, length) => exactly(inflateRaw(bytes, length), length),
};

/** Ids of the codecs that only some platforms have. */
export const NOT_EVERYWHERE: readonly string[] = ['brotli', 'brotli-max'];

function brotlis(zlib: Compression): Codec[] {
  const [small, smallest] = NOT_EVERYWHERE;
  const brotliOf = (id: string, quality: number): Codec => ({
    id,
    encode: (block) => zlib.brotli(block, quality, brotliWindow(block.length)),
    decode: (bytes, length) => exactly(zlib.unbrotli(bytes, length), length),
  });
  return [brotliOf(small, SMALL), brotliOf(smallest, SMALLEST)];
}

/** The registry, by id. A new codec is one more object in this list. Pages have no brotli, and deflate to read alone. */
export const CODECS: Readonly<Record<string, Codec>> = Object.fromEntries(
  [raw, deflate, ...(compression ? brotlis(compression) : [])].map((codec) => [codec.id, codec]),
);

/** Id of the codec of new tables. */
export const DEFAULT_CODEC: string = compression ? deflate.id : raw.id;

/**
 * Returns a codec.
 * @throws EndgameError E_USAGE for an unknown id
 */
export function codecOf(id: string): Codec {
  if (Object.hasOwn(CODECS, id)) return CODECS[id];
  throw new EndgameError('E_USAGE', `no codec "${id}"`, `codecs: ${Object.keys(CODECS).join(', ')}`);
}
