/** The parts of unbzip2-stream below its stream, which makes an array element of every byte. */

declare module 'unbzip2-stream/lib/bit_iterator.js' {
  /** Reads bits: so many at a time, or with null up to the next byte. */
  interface Bits {
    (count: number | null): number;
    /** Bytes begun so far. */
    readonly bytesRead: number;
  }
  export default function bitIterator(next: () => Uint8Array): Bits;
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  import type bitIterator from 'unbzip2-stream/lib/bit_iterator.js';
  type Bits = ReturnType<typeof bitIterator>;
  const bzip2: {
    /** Reads the head of a stream; returns the size of its blocks in units of 100,000 bytes. */
    header(bits: Bits): number;
    /** Unpacks a block byte by byte; returns the checksum so far, or null at the end of the stream. */
    decompress(bits: Bits, out: (byte: number) => void, work: Int32Array, size: number, sum: number): number | null;
  };
  export default bzip2;
}
