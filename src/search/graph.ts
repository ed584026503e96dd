/** Bit of a move after which the mover moves again. */
export const AGAIN = 1;
/** Bit of a move that resets the clock of the 50-move rule, under the metric dtz. */
export const ZEROES = 2;

/** Moves between numbered positions in flat arrays, written position by position in rising order. */
export class MoveGraph {
  /** Number of moves. */
  edges = 0;
  /** Edges of position i: from `start[i]` to `start[i + 1]`. */
  start: Int32Array = new Int32Array(1 << 10);
  /** Number of each edge's successor. */
  to: Int32Array = new Int32Array(1 << 12);
  /** Points that a move scores for the mover. */
  points: Int16Array = new Int16Array(1 << 12);
  /** Bits of each move: `AGAIN`, `ZEROES`. */
  flags: Uint8Array = new Uint8Array(1 << 12);
  #opened = -1;

  /** Bytes of memory. */
  get byteLength(): number {
    return this.start.byteLength + this.to.byteLength + this.points.byteLength + this.flags.byteLength;
  }

  /** Begins the moves of position `number`. */
  open(number: number): void {
    if (number >= this.start.length) this.start = grown(this.start, new Int32Array(2 * number));
    this.start[number] = this.edges;
    this.#opened = number;
  }

  /** Adds a move of the open position. */
  add(to: number, points: number, flags: number): void {
    if (this.edges === this.to.length) {
      const length = 2 * this.edges;
      this.to = grown(this.to, new Int32Array(length));
      this.points = grown(this.points, new Int16Array(length));
      this.flags = grown(this.flags, new Uint8Array(length));
    }
    this.to[this.edges] = to;
    this.points[this.edges] = points;
    this.flags[this.edges++] = flags;
  }

  /**
   * Ends the graph: positions after the last open one, up to `count`, have no moves. It may be called again when there
   * are more.
   */
  close(count: number): void {
    if (count >= this.start.length) this.start = grown(this.start, new Int32Array(count + 1));
    this.start.fill(this.edges, this.#opened + 1, count + 1);
  }
}

function grown<T extends Int32Array | Int16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
