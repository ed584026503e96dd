import type { ByteSource } from './byte-source.ts';

/** Memory as a source, on every platform. */
export class MemoryByteSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, name = 'memory') {
    this.name = name;
    this.size = bytes.length;
    this.#bytes = bytes;
  }

  readAt(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(offset, offset + length);
  }

  close(): void {}
}
