import { EMPTY, kindOfCode, NONE, type Schema, type Side } from './schema.ts';

const SET = 0;
const SHIFT = 1;
const TURN = 2;
const FLAGS = 3;
const RESERVE = 4;
/** Changes that the journal holds once there is one, and at most. Few positions are ever searched. */
const FIRST_LENGTH = 1 << 6;
const MOST_LENGTH = 1 << 14;
const NO_CHANGES = new Int32Array(0);

/** Weight of one man of each code in a signature, on the board and in reserve. All positions of a schema share it. */
export interface Weights {
  readonly board: Float64Array;
  readonly reserve: Float64Array;
  /** Number of different signatures; at most 2^53. */
  readonly range: number;
}

const weightsOfSchema = new WeakMap<Schema, Weights>();

/**
 * Returns the weights of a schema's men.
 * @throws RangeError if the schema allows more signatures than a double counts exactly
 */
export function weightsOf(schema: Schema): Weights {
  const known = weightsOfSchema.get(schema);
  if (known) return known;
  const codes = 2 * schema.kinds.length + 1;
  const board = new Float64Array(codes);
  const reserve = new Float64Array(codes);
  let weight = 1;
  for (let code = 1; code < codes; code++) {
    const kind = schema.kinds[kindOfCode(schema, code)];
    board[code] = weight;
    weight *= kind.max + 1;
    if (kind.reserve !== undefined && kind.reserve > 0) {
      reserve[code] = weight;
      weight *= kind.reserve + 1;
    }
  }
  if (weight > Number.MAX_SAFE_INTEGER) throw new RangeError('schema: too many men to number their combinations');
  const weights = { board, reserve, range: schema.content === 'seeds' ? (schema.seeds ?? 0) + 1 : weight };
  weightsOfSchema.set(schema, weights);
  return weights;
}

/**
 * A mutable position in flat typed arrays. Rules change it only through its methods, which keep three things in step:
 *
 *   lists      for each piece code the cells of its men (unordered), so nobody scans the board
 *   signature  a number that encodes how many men of each code are on the board and in reserve (exact, mixed radix);
 *              positions with equal signatures belong to the same slice (see specialize/material.ts)
 *   journal    every change, so that `rewind` undoes any move: a game never writes an `undo`
 *
 * Its methods allocate nothing, but for `key`.
 */
export class Position {
  /** What the position consists of. */
  readonly schema: Schema;
  /** Content of each cell: a piece code or 0, or a number of seeds. Read it; write through the methods. */
  readonly cells: Uint8Array;
  /** Number of men of each code on the board. */
  readonly counts: Uint8Array;
  /** Number of men of each code in reserve. */
  readonly reserve: Uint8Array;
  /** Cells of the men of each code: `counts[code]` of them from `code * stride` on. */
  readonly lists: Uint8Array;
  /** Room for the men of one code in `lists`. */
  readonly stride: number;
  /** The side to move. */
  turn: Side = 0;
  /** The marked cell, or NONE. */
  mark: number = NONE;
  /** Rights that no index holds (castling), as 16 bits; tables know only positions with 0. */
  flags = 0;
  /** Material on the board and in reserve; number of seeds on the board for content `seeds`. */
  signature = 0;
  /** Length of the journal, the argument of `rewind`. */
  time = 0;
  /**
   * Grows with every change that the journal does not hold: with the same stamp and an empty journal nothing has
   * changed.
   */
  stamp = 0;

  readonly #slots: Uint8Array;
  #journal: Int32Array = NO_CHANGES;
  readonly #boardWeights: Float64Array;
  readonly #reserveWeights: Float64Array;
  readonly #seeds: boolean;

  constructor(schema: Schema) {
    const codes = 2 * schema.kinds.length + 1;
    const weights = weightsOf(schema);
    this.schema = schema;
    this.stride = Math.max(1, ...schema.kinds.map((kind) => kind.max));
    const { cells } = schema.board;
    // One buffer for all: many positions may be around, and each buffer takes more than these bytes.
    const bytes = new ArrayBuffer(2 * cells + (2 + this.stride) * codes);
    let at = 0;
    const take = (length: number): Uint8Array => new Uint8Array(bytes, (at += length) - length, length);
    this.cells = take(cells);
    this.#slots = take(cells);
    this.counts = take(codes);
    this.reserve = take(codes);
    this.lists = take(codes * this.stride);
    this.#boardWeights = weights.board;
    this.#reserveWeights = weights.reserve;
    this.#seeds = schema.content === 'seeds';
  }

  /** Empties the board and the journal; side 0 is to move. */
  clear(): void {
    this.cells.fill(0);
    this.counts.fill(0);
    this.reserve.fill(0);
    this.turn = 0;
    this.mark = NONE;
    this.flags = 0;
    this.signature = 0;
    this.forget();
  }

  /** Returns the place in `lists` of the man on `cell`. */
  listIndex(cell: number): number {
    return this.cells[cell] * this.stride + this.#slots[cell];
  }

  /** Puts `content` (a piece code, EMPTY, or a number of seeds) on `cell` and replaces what was there. */
  set(cell: number, content: number): void {
    this.#log(SET, cell, this.cells[cell]);
    this.#put(cell, content);
  }

  /** Moves the man on `from` to `to`, which must be empty. */
  shift(from: number, to: number): void {
    this.#log(SHIFT, from, to);
    this.#slide(from, to);
  }

  /** Passes the turn to the other side and marks `mark` (the cell of a man that has just moved) or no cell. */
  pass(mark: number = NONE): void {
    this.#log(TURN, this.mark, this.turn);
    this.turn = (1 - this.turn) as Side;
    this.mark = mark;
  }

  /** Sets the rights that no index holds. */
  setFlags(flags: number): void {
    this.#log(FLAGS, this.flags >> 8, this.flags & 255);
    this.flags = flags;
  }

  /** Adds `delta` men of `code` to the reserve; a negative `delta` takes men out. */
  addReserve(code: number, delta: number): void {
    this.#log(RESERVE, code, delta + 128);
    this.#stock(code, delta);
  }

  /** Undoes every change since the journal had length `time`. */
  rewind(time: number): void {
    const journal = this.#journal;
    while (this.time > time) {
      const entry = journal[--this.time];
      const a = (entry >> 8) & 255;
      const b = entry & 255;
      switch (entry >> 16) {
        case SHIFT:
          this.#slide(b, a);
          break;
        case TURN:
          this.mark = a;
          this.turn = b as Side;
          break;
        case SET:
          this.#put(a, b);
          break;
        case FLAGS:
          this.flags = (a << 8) | b;
          break;
        case RESERVE:
          this.#stock(a, 128 - b);
          break;
      }
    }
  }

  /** Empties the journal; earlier moves can no longer be rewound. */
  forget(): void {
    this.time = 0;
    this.stamp++;
  }

  /** Takes over the state of `other`, a position of the same schema, with an empty journal. */
  copyFrom(other: Position): void {
    this.cells.set(other.cells);
    this.counts.set(other.counts);
    this.reserve.set(other.reserve);
    this.lists.set(other.lists);
    this.#slots.set(other.#slots);
    this.turn = other.turn;
    this.mark = other.mark;
    this.flags = other.flags;
    this.signature = other.signature;
    this.forget();
  }

  /** Returns a string that is equal for equal positions only. It is for tests and small sets, not for hot loops. */
  key(): string {
    return `${this.cells.join()}|${this.reserve.join()}|${this.turn}|${this.mark}|${this.flags}`;
  }

  /** Number of bytes that `save` writes. */
  get stateBytes(): number {
    return this.cells.length + this.reserve.length + 4;
  }

  /** Writes everything that distinguishes two positions to `out` from `at` on. Equal bytes mean equal positions. */
  save(out: Uint8Array, at: number): void {
    const { cells, reserve } = this;
    for (let i = 0; i < cells.length; i++) out[at + i] = cells[i];
    let end = at + cells.length;
    for (let i = 0; i < reserve.length; i++) out[end + i] = reserve[i];
    end += reserve.length;
    out[end] = this.turn;
    out[end + 1] = this.mark;
    out[end + 2] = this.flags & 255;
    out[end + 3] = this.flags >> 8;
  }

  /** Takes over what `save` wrote, with an empty journal. */
  restore(from: Uint8Array, at: number): void {
    const { cells, reserve } = this;
    for (let i = 0; i < cells.length; i++) if (cells[i] !== from[at + i]) this.#put(i, EMPTY);
    for (let i = 0; i < cells.length; i++) if (cells[i] !== from[at + i]) this.#put(i, from[at + i]);
    let end = at + cells.length;
    for (let i = 0; i < reserve.length; i++)
      if (reserve[i] !== from[end + i]) this.#stock(i, from[end + i] - reserve[i]);
    end += reserve.length;
    this.turn = from[end] as Side;
    this.mark = from[end + 1];
    this.flags = from[end + 2] | (from[end + 3] << 8);
    this.forget();
  }

  /** Prepares for `place`: empties the board and sets the signature and reserves of a slice. */
  open(signature: number, reserve: Uint8Array): void {
    this.clear();
    this.lists.fill(0);
    this.reserve.set(reserve);
    this.signature = signature;
  }

  /**
   * Sets every man of one slice at once, without the journal. Between `open` and `place`, and between two calls of
   * `place`, the position must not leave the slice.
   * @param men cells of the men of `codes`, in order
   * @param from the men before stand where the last call put them; the first of its code
   * @returns false if two men share a cell; then only `place` may touch the position, with all men
   */
  place(codes: Uint8Array, men: Uint8Array, length: number, turn: Side, mark: number, from = 0): boolean {
    const cells = this.cells;
    const lists = this.lists;
    const counts = this.counts;
    const stride = this.stride;
    let slot = 0;
    let last = 0;
    let distinct = true;
    for (let i = from; i < length; i++) {
      const code = codes[i];
      slot = code === last ? slot + 1 : code * stride;
      last = code;
      cells[lists[slot]] = EMPTY;
    }
    last = 0;
    for (let i = from; i < length; i++) {
      const code = codes[i];
      const cell = men[i];
      slot = code === last ? slot + 1 : code * stride;
      if (code !== last) counts[code] = 0;
      last = code;
      if (cells[cell] !== EMPTY) distinct = false;
      cells[cell] = code;
      lists[slot] = cell;
      this.#slots[cell] = slot - code * stride;
      counts[code]++;
    }
    if (!distinct) {
      for (let i = 0; i < length; i++) cells[men[i]] = EMPTY;
    }
    this.turn = turn;
    this.mark = mark;
    this.forget();
    return distinct;
  }

  /** Exchanges the men on two cells, without the journal. */
  exchange(a: number, b: number): void {
    const { cells, lists, stride } = this;
    const slots = this.#slots;
    const code = cells[a];
    const slot = slots[a];
    lists[code * stride + slot] = b;
    lists[cells[b] * stride + slots[b]] = a;
    cells[a] = cells[b];
    slots[a] = slots[b];
    cells[b] = code;
    slots[b] = slot;
    this.stamp++;
  }

  /**
   * Sets all pits at once, without the journal (content `seeds`).
   * @param counts seeds of each cell
   * @param seeds their sum
   */
  fill(counts: Uint8Array, seeds: number, turn: Side): void {
    const { cells } = this;
    // A few bytes: a loop is faster than a call to TypedArray.set.
    for (let cell = 0; cell < counts.length; cell++) cells[cell] = counts[cell];
    this.signature = seeds;
    this.turn = turn;
    this.mark = NONE;
    this.flags = 0;
    this.forget();
  }

  #log(op: number, a: number, b: number): void {
    const time = this.time;
    if (time === this.#journal.length) this.#lengthen();
    this.#journal[time] = (op << 16) | (a << 8) | b;
    this.time = time + 1;
  }

  #lengthen(): void {
    const { length } = this.#journal;
    if (length >= MOST_LENGTH) throw new RangeError('position: journal full; call forget() after moves that stay');
    const longer = new Int32Array(Math.max(FIRST_LENGTH, 4 * length));
    longer.set(this.#journal);
    this.#journal = longer;
  }

  #put(cell: number, content: number): void {
    const old = this.cells[cell];
    this.cells[cell] = content;
    if (this.#seeds) {
      this.signature += content - old;
      return;
    }
    if (old !== EMPTY) {
      const slot = this.#slots[cell];
      const last = --this.counts[old];
      const moved = this.lists[old * this.stride + last];
      this.lists[old * this.stride + slot] = moved;
      this.#slots[moved] = slot;
      this.signature -= this.#boardWeights[old];
    }
    if (content !== EMPTY) {
      const slot = this.counts[content]++;
      if (slot >= this.stride) throw new RangeError('position: more men of a kind than the schema allows');
      this.lists[content * this.stride + slot] = cell;
      this.#slots[cell] = slot;
      this.signature += this.#boardWeights[content];
    }
  }

  #slide(from: number, to: number): void {
    const cells = this.cells;
    const code = cells[from];
    const slot = this.#slots[from];
    cells[from] = EMPTY;
    cells[to] = code;
    this.#slots[to] = slot;
    this.lists[code * this.stride + slot] = to;
  }

  #stock(code: number, delta: number): void {
    this.reserve[code] += delta;
    this.signature += delta * this.#reserveWeights[code];
  }
}
