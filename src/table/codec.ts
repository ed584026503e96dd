import { compression } from '#platform/compression';
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

/** Returns the codecs of the platform's compression. */
function packers(zlib: Compression): Codec[] {
  const brotliOf = (id: string, quality: number): Codec => ({
    id,
    encode: (block) => zlib.brotli(block, quality, brotliWindow(block.length)),
    decode: (bytes, length) => exactly(zlib.unbrotli(bytes, length), length),
  });
  const deflate: Codec = {
    id: 'deflate',
    encode: (block) => zlib.deflateRaw(block),
    decode: (bytes, length) => exactly(zlib.inflateRaw(bytes, length), length),
  };
  return [deflate, brotliOf('brotli', GENERATING), brotliOf('brotli-max', SHIPPED)];
}

/*
 * Queen against rook in chess, 5.2 M cells of distance to conversion, blocks of 16 KiB (Node 20, one core):
 *
 *              ratio   encode MB/s   decode us/block
 *   deflate 9   7.68       7.6            34
 *   brotli 5    7.65      62              37
 *   brotli 9    7.85      23              42
 *   brotli 10   9.19       2.9           103
 *   brotli 11   9.86       0.7           110
 *
 * So quality 9 is for generating and 11 for tables that are shipped; 10 is neither.
 */
const GENERATING = 9;
const SHIPPED = 11;

/** The registry, by id. A new codec is one more object in this list. Without compression there is `raw` alone. */
export const CODECS: Readonly<Record<string, Codec>> = Object.fromEntries(
  [raw, ...(compression ? packers(compression) : [])].map((codec) => [codec.id, codec]),
);

/** Id of the codec of new tables. */
export const DEFAULT_CODEC = 'brotli';

/**
 * Returns a codec.
 * @throws EndgameError E_USAGE for an unknown id
 */
export function codecOf(id: string): Codec {
  if (Object.hasOwn(CODECS, id)) return CODECS[id];
  throw new EndgameError('E_USAGE', `no codec "${id}"`, `codecs: ${Object.keys(CODECS).join(', ')}`);
}
