/** The reversed moves of a slice, for games without `unmoves`: a counting sort of (from, to) pairs by `to`. */
export class ReverseEdges {
  /** Predecessors of index i are `source[start[i]]` to `source[start[i + 1] - 1]`. Empty if there are no edges. */
  start: Uint32Array = new Uint32Array(0);
  source: Uint32Array = new Uint32Array(0);
  /** Peak of memory, bytes. */
  bytes = 0;
  #from: Uint32Array[] = [];
  #to: Uint32Array[] = [];
  #used = PAGE;
  readonly #size: number;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Adds a move. */
  add(from: number, to: number): void {
    if (this.#used === PAGE) {
      if (this.#count === 0) this.start = new Uint32Array(this.#size + 2);
      this.#from.push(new Uint32Array(PAGE));
      this.#to.push(new Uint32Array(PAGE));
      this.#used = 0;
    }
    this.#from.at(-1)![this.#used] = from;
    this.#to.at(-1)![this.#used++] = to;
    this.#count++;
    this.start[to + 2]++;
  }

  /** Sorts the moves; nothing may be added afterwards. */
  close(): void {
    const { start } = this;
    for (let i = 2; i < start.length; i++) start[i] += start[i - 1];
    const source = new Uint32Array(this.#count);
    this.#to.forEach((page, k) => {
      const from = this.#from[k];
      const used = k === this.#to.length - 1 ? this.#used : PAGE;
      for (let e = 0; e < used; e++) source[start[page[e] + 1]++] = from[e]!;
    });
    this.source = source;
    this.bytes = source.byteLength * 3 + start.byteLength;
    this.#from = [];
    this.#to = [];
  }
}

const PAGE = 1 << 16;
