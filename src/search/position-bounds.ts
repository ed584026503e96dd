import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import { type Bounds, LEAST, MOST } from './question.ts';
import { States } from './states.ts';

/** Bounds of positions, which are numbered in the order in which they were met. */
export class PositionBounds {
  readonly #states: States;
  #lower = new Int16Array(1 << 10);
  #upper = new Int16Array(1 << 10);

  constructor(like: Position) {
    this.#states = new States(like);
  }

  /** Number of positions. */
  get count(): number {
    return this.#states.count;
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#states.byteLength + 4 * this.#lower.length;
  }

  /** Returns the number of a position, of which nothing is known if it is new. */
  numberOf(p: Position): number {
    const { count } = this.#states;
    const number = this.#states.add(p);
    if (number < count) return number;
    if (number === this.#lower.length) {
      this.#lower = doubled(this.#lower);
      this.#upper = doubled(this.#upper);
    }
    this.set(number, { lower: LEAST, upper: MOST });
    return number;
  }

  /** Sets `p` to the position of a number, with an empty journal. */
  load(number: number, p: Position): void {
    this.#states.load(number, p);
  }

  /** Returns the bounds of the position of a number, for its side to move. */
  get(number: number): Bounds {
    return { lower: this.#lower[number] as Value, upper: this.#upper[number] as Value };
  }

  /** Stores the bounds of the position of a number. */
  set(number: number, { lower, upper }: Bounds): void {
    this.#lower[number] = lower;
    this.#upper[number] = upper;
  }
}

function doubled(from: Int16Array): Int16Array<ArrayBuffer> {
  const to = new Int16Array(2 * from.length);
  to.set(from);
  return to;
}
