import { isLegal } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { negate, type Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { AGAIN, MoveGraph, ZEROES } from './graph.ts';
import { solving, UNSOLVED } from './induction.ts';
import { type Bounds, type Known, LEAST, MOST, searchedDomain, seenAt, stuckAt, zeroesUnder } from './question.ts';
import { States } from './states.ts';

/** Options of a closure. */
export interface ClosureOptions {
  readonly game: Game;
  readonly metric: Metric;
  /** Values of positions that need not be expanded. */
  readonly known: Known;
  /** Most positions to expand. */
  readonly most: number;
}

/** Positions between two pauses. */
const CHUNK = 2048;

/**
 * Backward induction over the closure of one position: everything reachable, up to positions with known values. If few
 * moves are possible (locked pawns, the end of a sowing game), that is a handful of positions of a slice of millions.
 *
 * If the closure exceeds the limit, positions that were met but not expanded count once as won and once as lost for the
 * asker, the side to move at the root. The value of a game rises with the values of its ends, so both results are
 * bounds.
 *
 * The positions are solved by strongly connected components, each after those that its exits lead to (R. Tarjan,
 * "Depth-first search and linear graph algorithms", 1972). Inside a component results are settled by falling |value|,
 * as in retrograde/engine.ts. Positions that are not settled can go on for ever: 0. A move that resets the clock of the
 * 50-move rule always leaves its component: nothing brings a captured man or a pawn back.
 */
export class Closure {
  readonly #options: ClosureOptions;
  readonly #states: States;
  readonly #graph = new MoveGraph();
  /** Known values by number; UNSOLVED for the others. */
  #seen = new Int16Array(1 << 10).fill(UNSOLVED);
  #turns = new Uint8Array(1 << 10);
  readonly #p: Position;
  readonly #domain;
  readonly #zeroes: Game['zeroes'];
  readonly #asker: number;
  /** Number of expanded positions. */
  expanded = 0;
  #values: Int16Array | undefined;

  /** @param from a legal position; it is copied */
  constructor(from: Position, options: ClosureOptions) {
    this.#options = options;
    this.#domain = searchedDomain(options.game, options.metric);
    this.#zeroes = zeroesUnder(options.game, options.metric);
    this.#p = new Position(options.game.schema);
    this.#p.copyFrom(from);
    this.#states = new States(from);
    this.#states.add(from);
    this.#turns[0] = from.turn;
    this.#asker = from.turn;
  }

  /** Number of positions met. */
  get positions(): number {
    return this.#states.count;
  }

  /** Number of moves between them. */
  get moves(): number {
    return this.#graph.edges;
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#states.byteLength + this.#graph.byteLength + 3 * this.#seen.length;
  }

  /**
   * Expands positions until there are no more or the limit is reached, then solves. It pauses at every yield.
   * @returns bounds of the root, which are equal if the closure was complete
   */
  *run(): Generator<number, Bounds, void> {
    yield* this.expand();
    return yield* this.solve();
  }

  /** Whether every position that can follow was expanded. */
  get isComplete(): boolean {
    return this.expanded === this.#states.count;
  }

  /** Expands positions until there are no more or the limit is reached; it yields the share of the limit. */
  *expand(): Generator<number, void, void> {
    const { most } = this.#options;
    while (!this.isComplete && this.expanded < most) {
      this.#expand(this.expanded++);
      if (this.expanded % CHUNK === 0) yield this.expanded / most;
    }
  }

  /** Solves what was expanded and returns bounds of the root. */
  *solve(): Generator<number, Bounds, void> {
    if (this.isComplete) {
      this.#values = yield* this.#solve(LEAST);
      const v = this.#values[0] as Value;
      return { lower: v, upper: v };
    }
    const lower = (yield* this.#solve(LEAST))[0] as Value;
    return { lower, upper: (yield* this.#solve(MOST))[0] as Value };
  }

  /** Returns the value of a position of the closure, once every position was expanded. */
  value(p: Position): Value | undefined {
    const number = this.#values === undefined ? -1 : this.#states.find(p);
    return number < 0 ? undefined : (this.#values![number] as Value);
  }

  #expand(number: number): void {
    const { game, known } = this.#options;
    const p = this.#p;
    this.#states.load(number, p);
    this.#graph.open(number);
    const seen = seenAt(game, this.#domain, known, p);
    if (seen !== undefined) {
      this.#seen[number] = seen;
      return;
    }
    const moves = this.#buffer;
    const zeroes = this.#zeroes;
    const n = game.moves(p, moves);
    let playable = 0;
    for (let m = 0; m < n; m++) {
      const { turn } = p;
      const reset = zeroes?.(p, moves[m]) === true ? ZEROES : 0;
      const points = game.play(p, moves[m]) ?? 0;
      if (isLegal(game, p)) {
        playable++;
        const next = this.#states.add(p);
        if (next >= this.#seen.length) this.#grow();
        this.#turns[next] = p.turn;
        this.#graph.add(next, points, reset | (p.turn === turn ? AGAIN : 0));
      }
      p.rewind(0);
    }
    if (playable === 0) this.#seen[number] = stuckAt(game, this.#domain, p);
  }

  get #buffer(): Int32Array {
    return (this.#moves ??= new Int32Array(this.#options.game.maxMoves));
  }

  #moves: Int32Array | undefined;

  #grow(): void {
    const seen = new Int16Array(2 * this.#seen.length).fill(UNSOLVED);
    seen.set(this.#seen);
    this.#seen = seen;
    const turns = new Uint8Array(2 * this.#turns.length);
    turns.set(this.#turns);
    this.#turns = turns;
  }

  /**
   * Returns the values of all positions.
   * @param unknown value of positions that were not expanded, for the asker
   */
  *#solve(unknown: Value): Generator<number, Int16Array, void> {
    const { count } = this.#states;
    const values = this.#seen.slice(0, count);
    for (let i = this.expanded; i < count; i++) values[i] = this.#turns[i] === this.#asker ? unknown : negate(unknown);
    const step = this.#domain.name === 'outcome' && this.#options.metric !== 'wdl' ? 1 : 0;
    yield* solving(this.#graph, count, values, step);
    return values;
  }
}
