/**
 * xxHash (Y. Collet; xxhash-wasm): 3 GB/s, so that checking costs little beside decoding. It finds accidents, not
 * forgeries. The module is ready once imported; everything after that is synchronous.
 */

import xxhash from 'xxhash-wasm';

const api = await xxhash();

/** The hasher copies its input to WebAssembly memory, which grows to the largest piece and never shrinks. */
const PIECE = 1 << 20;

/** XXH32 of a block, as an unsigned 32-bit number. Costs no BigInt. */
export function hash32(bytes: Uint8Array): number {
  return api.h32Raw(bytes) >>> 0;
}

/** XXH64 of bytes that come in parts. */
export class Hash64 {
  readonly #state = api.create64();

  update(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length; at += PIECE) this.#state.update(bytes.subarray(at, at + PIECE));
    return this;
  }

  digest(): bigint {
    return this.#state.digest();
  }
}

export function hash64(bytes: Uint8Array): bigint {
  return new Hash64().update(bytes).digest();
}

/** The usual spelling of a 64-bit checksum: 16 hexadecimal digits. */
export function hex64(hash: bigint): string {
  return hash.toString(16).padStart(16, '0');
}
