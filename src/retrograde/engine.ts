/**
 * Generic retrograde analysis of one slice: level-synchronous backward induction with a counter of undecided
 * successors (Thompson 1986, Lake/Schaeffer/Lu 1994), one algorithm for both value domains.
 *
 * Values are integers ordered by preference (game/value.ts), and |value| falls by one a ply (outcome domain) or stays
 * (score domain). So results are settled by falling |value|: the levels. Three passes:
 *
 *   mark     every index: hole or illegal -> UNUSED; ended -> its value
 *   forward  every other position plays its moves. Moves out of the slice give `best`, the best value they reach;
 *            moves within the slice are counted
 *   levels   from the largest |value| down: a position with value +L, or with value -L and no undecided successor left,
 *            is settled and tells its predecessors: a loss makes them wins, a win lowers their counters, and a counter
 *            that reaches zero makes a loss (unless a move out of the slice is better)
 *
 * What no level settles can go on for ever: 0. A move out of the slice enters at its own level, so distances are exact.
 * Only such a move may score points or keep the turn (then the value behind it is the mover's own); within a slice every
 * move is worth minus what it leads to, on which the levels rest.
 *
 * Symmetry: an index is an orbit, and between orbits of different sizes a move and its unmove differ in number. If p
 * has |S_p| symmetries, N moves lead from p to the orbit of q, and N' unmoves lead back, then N |S_q| = N' |S_p|.
 * Hence a move counts |S_q| forward and an unmove |S_p| backward.
 *
 * A slice without a move within itself (games in which every move adds or removes a man) is done after the second pass.
 *
 * Memory: 4 bytes an index (5 with scores); without `unmoves` also 4 bytes an edge and, if there is an edge, 4 an index.
 */

import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { loss, negate, UNKNOWN, UNUSED, type Value } from '../game/value.ts';
import type { Space } from '../specialize/index.ts';
import { ReverseEdges } from './edges.ts';

/** Indices between two reports of progress: a few milliseconds of work. */
const CHUNK = 1 << 14;
/** Indices, as a power of two, that a sweep passes over together if nothing among them can be settled. */
const BLOCK_BITS = 10;
/** |value| is at most 2^15. */
const LEVELS = 1 << 15;
/** Most positions that wait on the stack; what does not fit is found by another sweep. */
export const STACK: number = 1 << 16;
/** Value of most positions where the game is over. */
const LOST = loss(0);

/** Value of a position outside the slice, for its side to move; undefined as long as its slice is not at hand. */
export type Probe = (p: Position) => Value | undefined;

export interface Progress {
  /** `wait`: moves led to slices that were not at hand; when the analysis goes on, they must be. */
  readonly phase: 'mark' | 'forward' | 'wait' | 'levels';
  /** Share of the phase that is done, 0..1 (of the levels: share of the positions settled). */
  readonly share: number;
}

/** Deterministic counters of one analysis. */
export interface Effort {
  /** Legal positions. */
  positions: number;
  /** Legal moves, within the slice and out of it. */
  edges: number;
  /** Predecessors visited. */
  backEdges: number;
  /** Peak of what the analysis allocated, bytes. */
  bytes: number;
  /** Words touched, where a kernel worked on words of positions. */
  words?: number;
}

export class Retrograde {
  readonly #game: Game;
  readonly #space: Space;
  readonly #probe: Probe;
  readonly #values: Int16Array;
  /** Undecided successors within the slice. */
  readonly #open: Uint16Array;
  /** How many positions may be settled at each level (an upper bound). */
  readonly #pending = new Int32Array(LEVELS + 1);
  /** By block: the highest level at which one of its positions may be settled (an upper bound). */
  readonly #due: Uint16Array;
  readonly #edges: ReverseEdges | undefined;
  readonly #step: 0 | 1;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #settled: Uint8Array | undefined;
  /** Indices with moves out of the slice whose values were not at hand. */
  readonly #late: number[] = [];
  /** Positions to be settled at the level at hand. */
  readonly #stack: Int32Array;
  #waiting = 0;
  #level = 0;
  /**
   * Whether the slice holds positions where the game is over other than by `LOST`; they have no successors, whatever an
   * unmove says.
   */
  #someEnded = false;
  /** Whether a move stays within the slice. */
  #someInside = false;
  readonly effort: Effort = { positions: 0, edges: 0, backEdges: 0, bytes: 0 };

  constructor(game: Game, space: Space, probe: Probe) {
    this.#game = game;
    this.#space = space;
    this.#probe = probe;
    this.#values = new Int16Array(space.size).fill(UNKNOWN);
    this.#open = new Uint16Array(space.size);
    this.#due = new Uint16Array((space.size >> BLOCK_BITS) + 1);
    this.#edges = game.unmoves ? undefined : new ReverseEdges(space.size);
    this.#step = game.domain.name === 'outcome' ? 1 : 0;
    // In the outcome domain a level is swept once; with scores what is settled can settle more of the same level.
    this.#settled = this.#step === 0 ? new Uint8Array(space.size) : undefined;
    this.#stack = new Int32Array(this.#step === 0 ? STACK : 0);
    this.#p = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
  }

  /**
   * Solves the slice, pausing at every yield. The caller may stop iterating at any pause.
   * @returns value of each index, UNUSED for holes and illegal positions
   */
  *run(): Generator<Progress, Int16Array, void> {
    const size = this.#space.size;
    for (let from = 0; from < size; from += CHUNK) {
      this.#mark(from, Math.min(size, from + CHUNK));
      yield { phase: 'mark', share: from / size };
    }
    for (let from = 0; from < size; from += CHUNK) {
      this.#forward(from, Math.min(size, from + CHUNK));
      yield { phase: 'forward', share: from / size };
    }
    if (this.#late.length > 0) {
      yield { phase: 'wait', share: 1 };
      for (const i of this.#late) this.#leave(i);
    }
    this.#edges?.close();
    // Without moves within the slice every value is final: best of what moves out of it reach.
    if (!this.#someInside) {
      this.#count();
      return this.#values;
    }
    let settled = 0;
    for (let level = LEVELS; level > 0; level--) {
      let pending = this.#pending[level];
      this.#level = level;
      while (pending > 0) {
        this.#pending[level] = 0;
        for (let from = 0; from < size; from += CHUNK) {
          settled += this.#sweep(level, from, Math.min(size, from + CHUNK));
          yield { phase: 'levels', share: settled / size };
        }
        pending = this.#step === 0 ? this.#pending[level] : 0;
      }
    }
    this.#finish();
    this.#count();
    return this.#values;
  }

  #count(): void {
    this.effort.bytes =
      this.#values.byteLength +
      this.#open.byteLength +
      this.#stack.byteLength +
      (this.#edges?.bytes ?? 0) +
      (this.#settled?.byteLength ?? 0);
  }

  #mark(from: number, to: number): void {
    const game = this.#game;
    const space = this.#space;
    const values = this.#values;
    const p = this.#p;
    for (let i = from; i < to; i++) {
      if (!space.unrank(i, p) || (game.legal !== undefined && !game.legal(p))) {
        values[i] = UNUSED;
        continue;
      }
      this.effort.positions++;
      const ended = game.ended(p);
      if (ended !== undefined) {
        if (ended !== LOST) this.#someEnded = true;
        values[i] = ended;
        this.#expect(i, Math.abs(ended));
      }
    }
  }

  #forward(from: number, to: number): void {
    const game = this.#game;
    const space = this.#space;
    const values = this.#values;
    const open = this.#open;
    const edges = this.#edges;
    const moves = this.#moves;
    const p = this.#p;
    let played = 0;
    for (let i = from; i < to; i++) {
      if (values[i] !== UNKNOWN || !space.unrank(i, p)) continue;
      const n = game.moves(p, moves);
      let best = UNKNOWN;
      let inside = 0;
      let outside = 0;
      let late = false;
      for (let m = 0; m < n; m++) {
        const shift = game.shift === undefined ? -1 : game.shift(moves[m]);
        if (shift >= 0) {
          const j = space.rankShifted(p, shift & 255, shift >> 8);
          if (j >= 0) {
            if (values[j] === UNUSED) continue;
            if (edges) {
              edges.add(i, j);
              inside++;
            } else inside += space.stabilizer;
            played++;
            continue;
          }
        }
        const { time, turn } = p;
        const points = game.play(p, moves[m]) ?? 0;
        const j = space.rank(p);
        if (j >= 0) {
          if (p.turn === turn || points !== 0) throw staysInSlice(game, p);
          if (values[j] !== UNUSED) {
            if (edges) {
              edges.add(i, j);
              inside++;
            } else inside += space.stabilizer;
            played++;
          }
        } else if (game.legal === undefined || game.legal(p)) {
          const reached = this.#worth(p, turn, points);
          if (reached === undefined) late = true;
          else if (reached > best) best = reached;
          outside++;
        }
        p.rewind(time);
      }
      played += outside;
      if (inside + outside === 0) best = game.stuck ? game.stuck(p) : loss(0);
      if (inside > 0xffff)
        throw new EndgameError(
          'E_RULES',
          `${game.id}: ${inside} successors in one slice`,
          'the engine counts up to 65535',
        );
      open[i] = inside;
      if (inside > 0) this.#someInside = true;
      if (late) this.#late.push(i);
      else if (inside === 0 || best > 0) this.#expect(i, Math.abs(best));
      values[i] = best;
    }
    this.effort.edges += played;
  }

  /**
   * What a move out of the slice is worth to the mover; undefined if the values of the slice it leads to are not at hand.
   * @param turn who moved
   * @param points that the move scored
   */
  #worth(p: Position, turn: number, points: number): number | undefined {
    const seen = this.#game.ended(p) ?? this.#probe(p);
    if (seen === undefined) return undefined;
    const v = p.turn === turn ? negate(seen) : seen;
    return points + (v > 0 ? this.#step - v : v < 0 ? -this.#step - v : 0);
  }

  /** Looks once more at the moves of `i` that lead out of the slice. */
  #leave(i: number): void {
    const game = this.#game;
    const moves = this.#moves;
    const p = this.#p;
    this.#space.unrank(i, p);
    let best = UNKNOWN;
    for (let n = game.moves(p, moves), m = 0; m < n; m++) {
      const { time, turn } = p;
      const points = game.play(p, moves[m]) ?? 0;
      if (this.#space.rank(p) < 0 && (game.legal === undefined || game.legal(p))) {
        const reached = this.#worth(p, turn, points);
        if (reached === undefined) throw new Error(`${game.id}: went on without the values of ${game.format(p)}`);
        best = Math.max(best, reached);
      }
      p.rewind(time);
    }
    this.#values[i] = best;
    this.#expect(i, Math.abs(best));
  }

  /** The position at index i may be settled at `level`. */
  #expect(i: number, level: number): void {
    this.#pending[level]++;
    const block = i >> BLOCK_BITS;
    if (this.#due[block] < level) this.#due[block] = level;
  }

  /** Settles what has value +level or -level; returns how many. */
  #sweep(level: number, from: number, to: number): number {
    const due = this.#due;
    let settled = 0;
    for (let first = from; first < to; first += 1 << BLOCK_BITS) {
      const block = first >> BLOCK_BITS;
      if (due[block] < level) continue;
      due[block] = 0; // what is learnt meanwhile, from this block too, counts again
      settled += this.#sweepBlock(level, first, Math.min(to, first + (1 << BLOCK_BITS)));
    }
    return settled;
  }

  #sweepBlock(level: number, from: number, to: number): number {
    const values = this.#values;
    const open = this.#open;
    const done = this.#settled;
    let settled = 0;
    let next = 0;
    for (let first = from; first < to; first++) {
      const seen = values[first];
      if (seen !== level && (seen !== -level || open[first] !== 0)) {
        // The highest level below at which something here is due.
        if (seen > next) {
          if (seen < level) next = seen;
        } else if (-seen > next && -seen < level && open[first] === 0) next = -seen;
        continue;
      }
      let i = first;
      for (;;) {
        const v = values[i];
        if ((v === level || (v === -level && open[i] === 0)) && !done?.[i]) {
          if (done) done[i] = 1;
          settled++;
          if (this.#edges) this.#tellRemembered(this.#edges, i, v);
          else this.#tell(i, v);
        }
        if (this.#waiting === 0) break;
        i = this.#stack[--this.#waiting];
      }
    }
    const block = from >> BLOCK_BITS;
    if (this.#due[block] < next) this.#due[block] = next;
    return settled;
  }

  /** Notes that position j may be settled at `level`. */
  #wait(j: number, level: number): void {
    if (level === this.#level && this.#waiting < this.#stack.length) this.#stack[this.#waiting++] = j;
    else this.#expect(j, level);
  }

  #tell(i: number, v: number): void {
    const game = this.#game;
    const space = this.#space;
    const moves = this.#moves;
    const p = this.#p;
    space.unrank(i, p);
    const n = game.unmoves!(p, moves);
    for (let m = 0; m < n; m++) {
      const shift = game.unshift === undefined || this.#someEnded ? -1 : game.unshift(moves[m]);
      if (shift >= 0) {
        const j = space.rankShifted(p, shift & 255, shift >> 8);
        if (j >= 0) this.#learn(j, v, space.stabilizer);
        continue;
      }
      const time = p.time;
      game.unplay!(p, moves[m]);
      const j = space.rank(p);
      if (j >= 0 && !(this.#someEnded && game.ended(p) !== undefined)) this.#learn(j, v, space.stabilizer);
      p.rewind(time);
    }
    this.effort.backEdges += n;
  }

  #tellRemembered(edges: ReverseEdges, i: number, v: number): void {
    const to = edges.start[i + 1];
    for (let e = edges.start[i]; e < to; e++) this.#learn(edges.source[e], v, 1);
    this.effort.backEdges += to - edges.start[i];
  }

  /** A predecessor learns that a successor has the settled value v. */
  #learn(j: number, v: number, weight: number): void {
    const values = this.#values;
    const step = this.#step;
    if (v < 0) {
      const gained = -v - step;
      // Who has lost on the board has no successors: a win that an unmove would give it does not exist.
      if (values[j] < gained && values[j] !== LOST) {
        values[j] = gained;
        this.#wait(j, gained);
      }
      return;
    }
    // Indices that are not used count down from 0, harmlessly: their value is larger than any.
    const left = this.#open[j] - weight;
    this.#open[j] = left;
    if (left === 0) {
      const lost = step - v;
      const old = values[j];
      if (old < lost) {
        values[j] = lost;
        this.#wait(j, -lost);
      } else if (old < 0) this.#wait(j, -old);
    }
  }

  /** What was never settled is a draw (or a score of 0): nobody can force more. */
  #finish(): void {
    const values = this.#values;
    const open = this.#open;
    for (let i = 0; i < values.length; i++) {
      if (values[i] < 0 && open[i] > 0) values[i] = 0;
    }
  }
}

function staysInSlice(game: Game, p: Position): EndgameError {
  return new EndgameError(
    'E_RULES',
    `${game.id}: a move to ${game.format(p)} scores points or keeps the turn, but does not leave the slice`,
    'only moves that change what is on the board or in reserve may do that',
  );
}
