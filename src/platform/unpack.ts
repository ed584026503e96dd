/**
 * Decompression of streams in formats that Node 20 does not know. The libraries are loaded when such a stream comes.
 *
 * Few packed bytes can stand for very many, so the decoders get small pieces and pass on what each gives before the
 * next.
 */

/** A compressed format of files. */
export type Packing = 'gzip' | 'zstd' | 'bzip2' | 'xz' | 'zip';

/** The first bytes of each format in hexadecimal. */
const MAGIC: readonly (readonly [RegExp, Packing])[] = [
  [/^1f8b/, 'gzip'],
  // A zstd file may begin with a frame of other data.
  [/^(28b52ffd|5.2a4d18)/, 'zstd'],
  // A bzip2 file begins with a block or, if it is empty, with its end.
  [/^425a683[1-9](314159265359|177245385090)/, 'bzip2'],
  [/^fd377a585a00/, 'xz'],
  [/^504b(0304|0506)/, 'zip'],
];

/** Bytes that `packingOf` looks at. */
export const MAGIC_LENGTH = 10;

/** Returns the format that the first bytes of a file show, or undefined if it is not compressed. */
export function packingOf(head: Uint8Array): Packing | undefined {
  const bytes = [...head.subarray(0, MAGIC_LENGTH)];
  const text = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return MAGIC.find(([magic]) => magic.test(text))?.[1];
}

/** Says that compressed data break off or are damaged. */
export class DamagedInput extends Error {}

/** A zstd block of four bytes can stand for 128 kB. */
const ZSTD_PIECE = 512;

/** Decompresses zstd. */
export async function* unzstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((bytes) => ready.push(bytes));
  for await (const chunk of packed) {
    for (let i = 0; i < chunk.length; i += ZSTD_PIECE) {
      let error: unknown;
      try {
        decoder.push(chunk.subarray(i, i + ZSTD_PIECE));
      } catch (thrown) {
        error = thrown;
      }
      yield* ready;
      if (error !== undefined) throw error;
      ready = [];
    }
  }
  decoder.push(new Uint8Array(0), true);
  yield* ready;
}

/** Bytes of a bzip2 block without its repetitions, in the unit of the stream's head. */
const BZIP2_UNIT = 100_000;
/** More than the packed bytes of a block exceed the block. */
const BZIP2_EXCESS = 25_000;
const BZIP2_OUT = 1 << 16;

/** Decompresses bzip2, also several streams one after another. */
export async function* unbzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { default: bzip2 } = await import('unbzip2-stream/lib/bzip2.js');
  const { default: bitIterator } = await import('unbzip2-stream/lib/bit_iterator.js');
  // The reader of bits takes a chunk before it reads any.
  const waiting: Uint8Array[] = [new Uint8Array(0)];
  let received = 0;
  let ready: Uint8Array[] = [];
  let out = new Uint8Array(BZIP2_OUT);
  let filled = 0;
  const take = (byte: number): void => {
    out[filled++] = byte;
    if (filled < BZIP2_OUT) return;
    ready.push(out);
    out = new Uint8Array(BZIP2_OUT);
    filled = 0;
  };
  let work = new Int32Array(0);
  const bits = bitIterator(() => {
    const next = waiting.shift();
    if (next === undefined) throw new Error('unexpected end of file');
    return next;
  });
  let unit = 0;
  let sum: number | null = 0;
  const step = (): void => {
    if (unit === 0) {
      unit = bzip2.header(bits);
      work = new Int32Array(unit * BZIP2_UNIT);
      sum = 0;
    } else {
      sum = bzip2.decompress(bits, take, work, work.length, sum ?? 0);
      if (sum === null) unit = 0;
    }
  };
  const isNext = (ended: boolean): boolean =>
    received - bits.bytesRead >= (ended ? 1 : BZIP2_EXCESS + unit * BZIP2_UNIT);
  for await (const chunk of packed) {
    waiting.push(chunk);
    received += chunk.length;
    while (isNext(false)) {
      step();
      yield* ready;
      ready = [];
    }
  }
  while (isNext(true)) {
    step();
    yield* ready;
    ready = [];
  }
  yield out.subarray(0, filled);
  if (sum !== null) throw new Error('unexpected end of file');
}
