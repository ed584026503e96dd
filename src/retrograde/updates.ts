import type { Scratch } from '../engine/index.ts';

/** Bytes of an update: the index in its part, and the settled successor's value with the weight of the move. */
const UPDATE_BYTES = 8;
/** Fewest updates of a file. */
const LEAST = 1024;

/** What settled positions tell their predecessors, in a file for each part and piece, until the part is there to take it. */
export class Updates {
  readonly #scratch: Scratch;
  readonly #capacity: number;
  readonly #buffers: (Uint32Array | undefined)[];
  readonly #counts: Int32Array;
  /** Bytes of each part's files. */
  readonly files: number[][];

  /** @param memory for all parts together */
  constructor(scratch: Scratch, parts: number, memory: number) {
    this.#scratch = scratch;
    this.#capacity = Math.max(LEAST, Math.floor(memory / UPDATE_BYTES / parts));
    this.#buffers = Array.from({ length: parts }, () => undefined);
    this.#counts = new Int32Array(parts);
    this.files = Array.from({ length: parts }, (): number[] => []);
  }

  /**
   * Tells the position at `index` of a part that a successor is settled.
   * @param value the successor's
   * @param weight of the move back
   */
  add(part: number, index: number, value: number, weight: number): void {
    const buffer = (this.#buffers[part] ??= new Uint32Array(2 * this.#capacity));
    const at = 2 * this.#counts[part]++;
    buffer[at] = index;
    buffer[at + 1] = ((value & 0xffff) << 16) | weight;
    if (this.#counts[part] === this.#capacity) this.#flush(part);
  }

  /** Writes what is left. */
  close(): void {
    this.files.forEach((_, part) => this.#flush(part));
  }

  #flush(part: number): void {
    const count = this.#counts[part];
    if (count === 0) return;
    const { buffer } = this.#buffers[part]!;
    const bytes = count * UPDATE_BYTES;
    this.#scratch.write(nameOf(part, this.files[part].length), [new Uint8Array(buffer, 0, bytes)]);
    this.files[part].push(bytes);
    this.#counts[part] = 0;
  }
}

/** Visits the updates of a part, in the order in which they were added. */
export function forEachUpdate(
  scratch: Scratch,
  part: number,
  sizes: readonly number[],
  visit: (index: number, value: number, weight: number) => void,
): void {
  sizes.forEach((bytes, file) => {
    const updates = new Uint32Array(bytes / 4);
    scratch.read(nameOf(part, file), 0, new Uint8Array(updates.buffer));
    for (let i = 0; i < updates.length; i += 2) visit(updates[i], updates[i + 1] >> 16, updates[i + 1] & 0xffff);
  });
}

/** Deletes all updates. */
export function removeUpdates(scratch: Scratch): void {
  for (const name of scratch.list()) if (name.startsWith('updates.')) scratch.remove(name);
}

function nameOf(part: number, file: number): string {
  return `updates.${part}.${file}`;
}
