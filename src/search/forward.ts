import { isLegal } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { DRAW, loss, negate, RULE_PLIES, type Value, type ValueDomain, win, zeroed } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { Memo } from './memo.ts';
import { type Bounds, type Known, LEAST, MOST, searchedDomain, seenAt, stuckAt, zeroesUnder } from './question.ts';

/** Options of a forward search. */
export interface ForwardOptions {
  readonly game: Game;
  readonly metric: Metric;
  /** Values of positions that need not be searched. */
  readonly known: Known;
  /** Results of positions met, shared with other searches of the same question. */
  readonly memo: Memo;
  /** Most positions to expand. */
  readonly most: number;
  /** Largest depth in plies; default 200. */
  readonly deepest?: number;
}

const DEEPEST = 200;
/** Positions between two pauses. */
const CHUNK = 1024;
/** Moves are distinguished by these bits when their cutoffs are counted. */
const HISTORY = 4096;

/**
 * Forward search to known values: alpha-beta by rising depth, in which every position has a lower and an upper bound
 * instead of one value. An unknown position at the end of the search has the widest bounds. So the bounds of the root
 * hold whatever was not searched, and the search is over when they meet. The search remembers no path: it never claims
 * a draw by repetition, and facts about a position hold wherever it is met.
 *
 * The search has its own stack, so it can pause at any position.
 */
export class Forward {
  readonly #game: Game;
  readonly #options: ForwardOptions;
  readonly #domain: ValueDomain;
  readonly #zeroes: Game['zeroes'];
  readonly #p: Position;
  readonly #memo: Memo;
  /** Number of cutoffs of each move. */
  readonly #history = new Int32Array(HISTORY);
  readonly #frames: Frame[] = [];
  /** Number of expanded positions. */
  expanded = 0;
  /** Lower bound of the root's value, for its side to move. */
  lower: number = LEAST;
  /** Upper bound of the root's value, for its side to move. */
  upper: number = MOST;
  /** Bounds of the last searched position. */
  #low = 0;
  #high = 0;

  /** @param from a legal position; it is copied */
  constructor(from: Position, options: ForwardOptions) {
    this.#options = options;
    this.#game = options.game;
    this.#domain = searchedDomain(options.game, options.metric);
    this.#zeroes = zeroesUnder(options.game, options.metric);
    this.#memo = options.memo;
    this.#p = new Position(options.game.schema);
    this.#p.copyFrom(from);
  }

  /** Bounds of the root, which hold at any time. */
  get bounds(): Bounds {
    return { lower: this.lower as Value, upper: this.upper as Value };
  }

  /**
   * Searches deeper and deeper, pausing at every yield.
   * @returns the bounds of the root
   */
  *run(): Generator<number, Bounds, void> {
    const { most, deepest = DEEPEST } = this.#options;
    for (let depth = 1; depth <= deepest && this.lower < this.upper && this.expanded < most; depth++) {
      const steps = this.#search(depth);
      for (let step = steps.next(); !step.done; step = steps.next()) {
        if (this.expanded >= most) {
          this.#p.rewind(0);
          return this.bounds;
        }
        yield this.expanded / most;
      }
      this.lower = Math.max(this.lower, this.#low);
      this.upper = Math.min(this.upper, this.#high);
      // Two hundred searches that each stop short of a pause would make a long time without one.
      yield this.expanded / most;
    }
    return this.bounds;
  }

  /** Searches `depth` plies deep and leaves the root's bounds in `#low` and `#high`. */
  *#search(depth: number): Generator<void, void, void> {
    const game = this.#game;
    const p = this.#p;
    const zeroes = this.#zeroes;
    let ply = -1;
    if (this.#enter(0, depth, LEAST, MOST)) ply = 0;
    let pause = this.expanded + CHUNK;
    while (ply >= 0) {
      const frame = this.#frames[ply];
      if (frame.next === frame.count || frame.low >= frame.beta) {
        this.#leave(frame);
        if (ply-- === 0) return;
        this.#learn(this.#frames[ply]);
        continue;
      }
      if (this.expanded >= pause) {
        pause = this.expanded + CHUNK;
        yield;
      }
      const move = this.#pick(frame);
      frame.move = move;
      frame.time = p.time;
      const { turn } = p;
      frame.resets = zeroes?.(p, move) === true;
      frame.points = game.play(p, move) ?? 0;
      if (!isLegal(game, p)) {
        p.rewind(frame.time);
        continue;
      }
      frame.playable++;
      frame.again = p.turn === turn;
      const least = Math.max(frame.alpha, frame.low) - frame.points;
      const most = frame.beta - frame.points;
      // One ply further costs one, so windows are one wider than the result.
      const entered = frame.resets
        ? this.#enter(ply + 1, frame.depth - 1, losingFrom(most), winningFrom(least))
        : frame.again
          ? this.#enter(ply + 1, frame.depth - 1, least - 1, most + 1)
          : this.#enter(ply + 1, frame.depth - 1, -most - 1, -least + 1);
      if (entered) ply++;
      else this.#learn(frame);
    }
  }

  /**
   * Examines the position; returns true if its moves have to be searched, else its bounds are in `#low` and `#high`.
   */
  #enter(ply: number, depth: number, alpha: number, beta: number): boolean {
    const game = this.#game;
    const p = this.#p;
    const seen = seenAt(game, this.#domain, this.#options.known, p);
    if (seen !== undefined) return this.#settle(seen, seen);
    const memo = this.#memo;
    memo.find(p);
    const { lower, upper } = memo;
    const tried = memo.depth >= depth && memo.alpha <= alpha && memo.beta >= beta;
    if (lower === upper || lower >= beta || upper <= alpha || depth <= 0 || tried) return this.#settle(lower, upper);
    const frame = (this.#frames[ply] ??= newFrame(game));
    frame.depth = depth;
    frame.alpha = alpha;
    frame.beta = Math.min(beta, upper);
    frame.low = LEAST;
    frame.high = LEAST;
    frame.known = lower;
    frame.limit = upper;
    frame.first = memo.move;
    frame.best = memo.move;
    frame.next = 0;
    frame.playable = 0;
    frame.count = game.moves(p, frame.moves);
    this.expanded++;
    return true;
  }

  #settle(low: number, high: number): false {
    this.#low = low;
    this.#high = high;
    return false;
  }

  /** Returns the next move to search: first the best one of the last search, then those with most cutoffs. */
  #pick(frame: Frame): number {
    const { moves, count } = frame;
    let at = frame.next;
    if (frame.next === 0 && frame.first >= 0) {
      for (let i = 0; i < count; i++) if (moves[i] === frame.first) at = i;
    } else {
      let merit = this.#history[moves[at] & (HISTORY - 1)];
      for (let i = at + 1; i < count; i++) {
        const each = this.#history[moves[i] & (HISTORY - 1)];
        if (each > merit) {
          merit = each;
          at = i;
        }
      }
    }
    const move = moves[at];
    moves[at] = moves[frame.next];
    moves[frame.next++] = move;
    return move;
  }

  /** Takes the successor's bounds, which are in `#low` and `#high`, into account. */
  #learn(frame: Frame): void {
    const domain = this.#domain;
    const { points, again, resets } = frame;
    if (resets) {
      this.#take(frame, zeroed(this.#high as Value), zeroed(this.#low as Value));
      return;
    }
    const near = domain.further(this.#low as Value);
    const far = domain.further(this.#high as Value);
    this.#take(frame, clamp(points + (again ? near : negate(far))), clamp(points + (again ? far : negate(near))));
  }

  /** Takes the bounds of the current move, for the mover, into account and takes the move back. */
  #take(frame: Frame, low: number, high: number): void {
    this.#p.rewind(frame.time);
    if (low > frame.low || frame.best < 0) frame.best = frame.move;
    if (low > frame.low) frame.low = low;
    if (high > frame.high) frame.high = high;
  }

  /** Ends the search of a position: its bounds go to `#low` and `#high`. */
  #leave(frame: Frame): void {
    const p = this.#p;
    const cut = frame.next < frame.count;
    if (frame.playable === 0 && !cut) frame.low = frame.high = stuckAt(this.#game, this.#domain, p);
    const low = Math.max(frame.low, frame.known);
    const high = Math.min(cut ? MOST : frame.high, frame.limit);
    if (cut && frame.depth < 64) this.#history[frame.move & (HISTORY - 1)] += frame.depth * frame.depth;
    this.#memo.put(p, frame, low, high);
    this.#low = low;
    this.#high = high;
  }
}

/** One position of the current path. */
interface Frame {
  readonly moves: Int32Array;
  count: number;
  next: number;
  playable: number;
  depth: number;
  alpha: number;
  beta: number;
  /** Bounds from the moves searched so far. */
  low: number;
  high: number;
  /** Bounds that were known before. */
  known: number;
  limit: number;
  first: number;
  best: number;
  /** The current move: its points, whether the mover moves again, and the length of the journal before it. */
  move: number;
  points: number;
  again: boolean;
  /** Whether it resets the clock of the 50-move rule, and that counts. */
  resets: boolean;
  time: number;
}

function newFrame({ maxMoves }: Game): Frame {
  return {
    moves: new Int32Array(maxMoves),
    count: 0,
    next: 0,
    playable: 0,
    depth: 0,
    alpha: 0,
    beta: 0,
    low: 0,
    high: 0,
    known: 0,
    limit: 0,
    first: -1,
    best: -1,
    move: -1,
    points: 0,
    again: false,
    resets: false,
    time: 0,
  };
}

function clamp(v: number): number {
  return v < LEAST ? LEAST : v > MOST ? MOST : v;
}

/** Returns the greatest value of a successor whose zeroing move is worth `most` or more to the mover. */
function losingFrom(most: number): number {
  if (most > win(1)) return LEAST;
  if (most > win(RULE_PLIES + 1)) return loss(RULE_PLIES);
  if (most > DRAW) return -1;
  if (most > loss(RULE_PLIES + 1)) return DRAW;
  return most > loss(1) ? win(RULE_PLIES + 1) : MOST;
}

/** Returns the least value of a successor whose zeroing move is worth `least` or less to the mover. */
function winningFrom(least: number): number {
  return -losingFrom(-least);
}
