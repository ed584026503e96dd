/** What is known of a kept result without reading it. */
export interface KeptEntry {
  /** Seconds that one use saves. */
  readonly seconds: number;
  /** Bytes of its file. */
  readonly bytes: number;
  readonly uses: number;
  /** Results of the lowest rank go first. */
  readonly rank: number;
}

const isPositive = (n: unknown): n is number => typeof n === 'number' && Number.isFinite(n) && n >= 0;

/**
 * The kept results of a directory, and which of them go first: those that save the least seconds times uses for each
 * byte. The rank of what goes is a floor for what is used or comes later (greedy dual with frequencies, L. Cherkasova
 * 1998), so what was used often long ago makes room in the end.
 */
export class KeptIndex {
  readonly #entries = new Map<string, KeptEntry>();
  #floor: number;

  constructor(floor = 0) {
    this.#floor = floor;
  }

  /** Reads what `toBytes` gave a program; without an entry if that is damaged or another program's. */
  static parse(bytes: Uint8Array | undefined, program: string): KeptIndex {
    const index = new KeptIndex();
    const read = bytes && (jsonOf(bytes) as { program?: unknown; floor?: unknown; results?: unknown } | undefined);
    if (read?.program !== program || !isPositive(read.floor) || !Array.isArray(read.results)) return index;
    index.#floor = read.floor;
    for (const result of read.results as unknown[]) {
      const [key, ...numbers] = Array.isArray(result) ? (result as unknown[]) : [];
      if (typeof key !== 'string' || numbers.length !== 4 || !numbers.every(isPositive)) continue;
      const [seconds, bytes, uses, rank] = numbers;
      index.#entries.set(key, { seconds, bytes, uses, rank });
    }
    return index;
  }

  /** The index as text. */
  toBytes(program: string): Uint8Array {
    const results = [...this.#entries].map(([key, { seconds, bytes, uses, rank }]) => [
      key,
      seconds,
      bytes,
      uses,
      rank,
    ]);
    return new TextEncoder().encode(`${JSON.stringify({ program, floor: this.#floor, results })}\n`);
  }

  get floor(): number {
    return this.#floor;
  }

  /** Bytes of all results. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  get(key: string): KeptEntry | undefined {
    return this.#entries.get(key);
  }

  /** Takes an entry of another index as it is. */
  take(key: string, entry: KeptEntry): void {
    this.#entries.set(key, entry);
  }

  /** Adds a result, or counts uses of one. */
  add(key: string, { seconds, bytes, uses }: Omit<KeptEntry, 'rank'>): void {
    this.#entries.set(key, { seconds, bytes, uses, rank: this.#floor + (seconds * uses) / Math.max(1, bytes) });
  }

  /** Counts uses. */
  use(key: string, times: number): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.add(key, { ...entry, uses: entry.uses + times });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops results until they have at most so many bytes; returns their keys. */
  drop(most: number): string[] {
    const dropped: string[] = [];
    let { bytes } = this;
    for (const [key, entry] of [...this.#entries].sort(([, a], [, b]) => a.rank - b.rank)) {
      if (bytes <= most) break;
      bytes -= entry.bytes;
      this.#floor = Math.max(this.#floor, entry.rank);
      this.#entries.delete(key);
      dropped.push(key);
    }
    return dropped;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) ?? undefined;
  } catch {
    return undefined;
  }
}
