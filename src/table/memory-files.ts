import type { ByteSource } from './byte-source.ts';
import { fileFailure } from './failure.ts';
import { MemoryByteSource } from './memory-byte-source.ts';
import type { TableFiles } from './table-files.ts';

/** Table files in memory: downloads of a page, or temporary tables. */
export class MemoryFiles implements TableFiles {
  readonly name: string;
  readonly #files: Map<string, Uint8Array>;

  /** @param files by name; the arrays must not change */
  constructor(files: Iterable<readonly [string, Uint8Array]> = [], name = 'memory') {
    this.name = name;
    this.#files = new Map(files);
  }

  describe(file: string): string {
    return `${this.name}/${file}`;
  }

  list(): Iterable<string> {
    return this.#files.keys();
  }

  open(file: string): ByteSource {
    const bytes = this.#files.get(file);
    if (bytes === undefined) throw fileFailure('opening it', this.describe(file), new Error('there is no such file'));
    return new MemoryByteSource(bytes, this.describe(file));
  }

  write(file: string, chunks: Iterable<Uint8Array>): void {
    const all = [...chunks];
    const bytes = new Uint8Array(all.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of all) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#files.set(file, bytes);
  }
}
