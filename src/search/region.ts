import { negate, type Value } from '../game/value.ts';
import { AGAIN, MoveGraph, ZEROES } from './graph.ts';
import { solving, UNSOLVED } from './induction.ts';
import { type Bounds, LEAST, MOST } from './question.ts';

/** Values of moves that leave a region, each with the turn after the move. */
interface Exit extends Bounds {
  readonly turn: number;
}

/** What a move does beside leading to a position. */
export interface Leap {
  /** Points that it scores for the mover. */
  readonly points: number;
  /** Whether the mover moves again. */
  readonly again: boolean;
  /** Whether it resets the clock of the 50-move rule, and values count that. */
  readonly zeroing: boolean;
}

/**
 * Positions that reach each other, numbered in the order in which they are added, with the bounds of the moves that lead
 * out. Positions whose moves were not added have no bounds of their own.
 */
export class Region {
  /** Numbers of the positions, as their owner counts them. */
  readonly members: number[] = [];
  readonly #places = new Map<number, number>();
  readonly #turns: number[] = [];
  /** Values of positions without a move, by place; UNSOLVED for the others. */
  readonly #seen: number[] = [];
  readonly #graph = new MoveGraph();
  readonly #exits: Exit[] = [];
  readonly #exitPlaces = new Map<string, number>();

  /** Number of moves. */
  get moves(): number {
    return this.#graph.edges;
  }

  /** Adds a position; it may be there already. */
  add(number: number, turn: number): number {
    const known = this.#places.get(number);
    if (known !== undefined) return known;
    const place = this.members.length;
    this.members.push(number);
    this.#turns.push(turn);
    this.#places.set(number, place);
    return place;
  }

  /** Begins the moves of the next position. */
  open(): void {
    this.#graph.open(this.#seen.length);
    this.#seen.push(UNSOLVED);
  }

  /** Gives the begun position a value instead of moves. */
  settle(value: Value): void {
    this.#seen[this.#seen.length - 1] = value;
  }

  /** Adds a move of the begun position to another one. */
  move(number: number, turn: number, move: Leap): void {
    this.#graph.add(this.add(number, turn), move.points, flagsOf(move));
  }

  /** Adds a move of the begun position that leaves the region. */
  exit({ lower, upper }: Bounds, turn: number, move: Leap): void {
    // Few values are different, so moves share them.
    const key = `${lower} ${upper} ${turn}`;
    let place = this.#exitPlaces.get(key);
    if (place === undefined) {
      place = this.#exits.push({ lower, upper, turn }) - 1;
      this.#exitPlaces.set(key, place);
    }
    this.#graph.add(-1 - place, move.points, flagsOf(move));
  }

  /**
   * Solves the region, pausing at every yield. Call it once.
   * @param step plies that a move adds to a distance: 1, or 0 where values are no distances
   * @returns the bounds of every position, in the order of `members`
   */
  *solving(step: number): Generator<number, Bounds[], void> {
    const inside = this.members.length;
    const count = inside + this.#exits.length;
    const { to, edges } = this.#graph;
    for (let e = 0; e < edges; e++) if (to[e] < 0) to[e] = inside - 1 - to[e];
    // What is unknown counts once as the worst for side 0 and once as the best.
    const worst = this.#values(count, 'lower');
    yield* solving(this.#graph, count, worst, step);
    const isExact = this.#seen.length === inside && this.#exits.every(({ lower, upper }) => lower === upper);
    const best = isExact ? worst : this.#values(count, 'upper');
    if (!isExact) yield* solving(this.#graph, count, best, step);
    return this.members.map((_, i) => {
      const [lower, upper] = this.#turns[i] === 0 ? [worst[i], best[i]] : [best[i], worst[i]];
      return { lower: lower as Value, upper: upper as Value };
    });
  }

  /** Returns the values before anything is solved, with one end of the bounds as side 0 sees them. */
  #values(count: number, end: 'lower' | 'upper'): Int16Array {
    const values = new Int16Array(count).fill(UNSOLVED);
    const inside = this.members.length;
    const unknown = end === 'lower' ? LEAST : MOST;
    for (let i = 0; i < inside; i++) {
      values[i] = i < this.#seen.length ? this.#seen[i] : this.#turns[i] === 0 ? unknown : negate(unknown);
    }
    this.#exits.forEach(({ lower, upper, turn }, i) => {
      values[inside + i] = (turn === 0) === (end === 'lower') ? lower : upper;
    });
    return values;
  }
}

function flagsOf({ again, zeroing }: Leap): number {
  return (again ? AGAIN : 0) | (zeroing ? ZEROES : 0);
}
