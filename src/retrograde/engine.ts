import { stuckValue } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import type { Effort } from '../engine/index.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { loss, negate, UNKNOWN, UNUSED, type Value } from '../game/value.ts';
import type { Space } from '../specialize/index.ts';
import { Agenda, BLOCK_BITS, LEVELS } from './agenda.ts';
import { ReverseEdges } from './edges.ts';

/** Indices between two reports of progress: a few milliseconds of work. */
const CHUNK = 1 << 14;
/** Value of most ended positions. */
const LOST = loss(0);

/**
 * Returns the value of a position outside the slice, for its side to move; undefined while its slice is not available.
 */
export type Probe = (p: Position) => Value | undefined;

/** Progress of an analysis. */
export interface Progress {
  /** `wait`: moves led to slices that were not available. They must be available when the analysis continues. */
  readonly phase: 'mark' | 'forward' | 'wait' | 'levels';
  /** Share of the phase that is done, 0..1 (levels: share of the settled positions). */
  readonly share: number;
}

/**
 * Generic retrograde analysis of one slice: level-synchronous backward induction with a counter of undecided successors
 * (Thompson 1986, Lake/Schaeffer/Lu 1994), one algorithm for both value domains.
 *
 * Values are integers ordered by preference (game/value.ts), and |value| falls by one per ply (outcome domain) or stays
 * (score domain). So results are settled by falling |value|: the levels. Three passes:
 *
 *   mark     every index: hole or illegal -> UNUSED; ended -> its value
 *   forward  every other position plays its moves. Exits give `best`, the best value that they reach; moves within the
 *            slice are counted
 *   levels   from the largest |value| down: a position with value +L, or with value -L and no undecided successor left,
 *            is settled and updates its predecessors: a loss makes them wins, a win lowers their counters, and a
 *            counter that reaches zero makes a loss (unless an exit is better)
 *
 * Positions that no level settles can go on for ever: 0. An exit enters at its own level, so distances are exact. Only
 * an exit may score points or keep the turn (then the successor's value is the mover's own). Within a slice the value
 * of every move is minus its successor's value; the levels rest on this.
 *
 * Symmetry: an index is an orbit, and between orbits of different sizes a move and its unmove differ in number. If p
 * has |S_p| symmetries, N moves lead from p to the orbit of q, and N' unmoves lead back, then N |S_q| = N' |S_p|. Hence
 * a move counts |S_q| forward and an unmove |S_p| backward.
 *
 * The first two passes are one as long as played moves show whether they are legal: marks serve moves that are not
 * played (game.shift). A slice without moves within itself (games in which every move adds or removes a man) is done
 * then.
 *
 * Memory: 4 bytes per index (5 with scores); without `unmoves` also 4 bytes per edge and, if there are edges, 4 per
 * index.
 */
export class Retrograde {
  readonly #game: Game;
  readonly #space: Space;
  readonly #probe: Probe;
  readonly #values: Int16Array;
  /** Undecided successors within the slice. */
  readonly #open: Uint16Array;
  readonly #agenda: Agenda;
  readonly #edges: ReverseEdges | undefined;
  readonly #step: 0 | 1;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #settled: Uint8Array | undefined;
  /** Indices with exits whose values were not available. */
  readonly #late: number[] = [];
  /**
   * Whether the slice holds ended positions with a value other than `LOST`. They have no successors, even if an unmove
   * leads to them.
   */
  #someEnded = false;
  /** Whether a move stays within the slice. */
  #someInside = false;
  /** Whether a move had to be played only because its target was not marked yet. */
  #marksAsked = false;
  /** Counters of the work so far. */
  readonly effort: Effort = { positions: 0, edges: 0, backEdges: 0, bytes: 0 };

  constructor(game: Game, space: Space, probe: Probe) {
    this.#game = game;
    this.#space = space;
    this.#probe = probe;
    this.#values = new Int16Array(space.size).fill(UNKNOWN);
    this.#open = new Uint16Array(space.size);
    this.#edges = game.unmoves ? undefined : new ReverseEdges(space.size);
    this.#step = game.domain.name === 'outcome' ? 1 : 0;
    // In the outcome domain a level is swept once; with scores settled positions can settle more of the same level.
    this.#settled = this.#step === 0 ? new Uint8Array(space.size) : undefined;
    this.#agenda = new Agenda(space.size, this.#step === 0);
    this.#p = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
  }

  /**
   * Solves the slice, pausing at every yield. The caller may stop iterating at any pause.
   * @returns value of each index, UNUSED for holes and illegal positions
   * @throws EndgameError E_RULES if the rules contradict the contract
   */
  *run(): Generator<Progress, Int16Array, void> {
    const size = this.#space.size;
    let start = 0;
    while (start < size && !this.#marksAsked) {
      start = this.#markAndPlay(start, Math.min(size, start + CHUNK));
      yield { phase: 'forward', share: start / size };
    }
    for (let from = start; from < size; from += CHUNK) {
      this.#mark(from, Math.min(size, from + CHUNK));
      yield { phase: 'mark', share: from / size };
    }
    for (let from = start; from < size; from += CHUNK) {
      this.#forward(from, Math.min(size, from + CHUNK));
      yield { phase: 'forward', share: from / size };
    }
    if (this.#late.length > 0) {
      yield { phase: 'wait', share: 1 };
      for (const i of this.#late) this.#leave(i);
    }
    this.#edges?.close();
    // Without moves within the slice every value is final: the best value that exits reach.
    if (!this.#someInside) {
      this.#count();
      return this.#values;
    }
    let settled = 0;
    for (let level = LEVELS; level > 0; level--) {
      while (this.#agenda.begin(level)) {
        for (let from = 0; from < size; from += CHUNK) {
          settled += this.#sweep(level, from, Math.min(size, from + CHUNK));
          yield { phase: 'levels', share: settled / size };
        }
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
      this.#agenda.bytes +
      (this.#edges?.bytes ?? 0) +
      (this.#settled?.byteLength ?? 0);
  }

  /** Marks an index, for which `p` was set up unless it is a hole; returns whether its position goes on. */
  #goesOn(i: number, used: boolean): boolean {
    const game = this.#game;
    // In line, as everywhere in this loop: a shared function would see the rules of all games.
    if (!used || (game.legal !== undefined && !game.legal(this.#p))) {
      this.#values[i] = UNUSED;
      return false;
    }
    this.effort.positions++;
    const ended = game.ended(this.#p);
    if (ended === undefined) return true;
    if (ended !== LOST) this.#someEnded = true;
    this.#values[i] = ended;
    this.#agenda.expect(i, Math.abs(ended));
    return false;
  }

  #mark(from: number, to: number): void {
    const space = this.#space;
    const p = this.#p;
    for (let i = from; i < to; i++) this.#goesOn(i, space.unrank(i, p));
  }

  /** Runs both passes at once until a move needs marks that are not set yet; returns the index reached. */
  #markAndPlay(from: number, to: number): number {
    const space = this.#space;
    const p = this.#p;
    for (let i = from; i < to; i++) {
      if (this.#goesOn(i, space.unrank(i, p))) this.#play(i, true);
      if (this.#marksAsked) return i + 1;
    }
    return to;
  }

  #forward(from: number, to: number): void {
    const space = this.#space;
    const values = this.#values;
    const p = this.#p;
    for (let i = from; i < to; i++) if (values[i] === UNKNOWN && space.unrank(i, p)) this.#play(i, false);
  }

  /**
   * Plays the moves of index i, for which `p` is set up.
   * @param ahead whether the indices after i are not marked yet, so that moves to them must be played to see their
   * legality
   */
  #play(i: number, ahead: boolean): void {
    const game = this.#game;
    const space = this.#space;
    const values = this.#values;
    const edges = this.#edges;
    const moves = this.#moves;
    const p = this.#p;
    const n = game.moves(p, moves);
    let best = UNKNOWN;
    let inside = 0;
    let outside = 0;
    let played = 0;
    let late = false;
    for (let m = 0; m < n; m++) {
      const shift = game.shift === undefined ? -1 : game.shift(moves[m]);
      let j = shift < 0 ? -1 : space.rankShifted(p, shift & 255, shift >> 8);
      let used: boolean;
      const unmarked = ahead && j > i;
      if (j >= 0 && !(unmarked && game.legal !== undefined)) used = values[j] !== UNUSED;
      else {
        if (unmarked) this.#marksAsked = true;
        const { time, turn } = p;
        const points = game.play(p, moves[m]) ?? 0;
        j = space.rank(p);
        if (j >= 0 && (p.turn === turn || points !== 0)) throw staysInSlice(game, p);
        used = j >= 0 && !(ahead && j > i) ? values[j] !== UNUSED : game.legal === undefined || game.legal(p);
        if (used && j < 0) {
          const reached = this.#worth(p, turn, points);
          if (reached === undefined) late = true;
          else if (reached > best) best = reached;
          outside++;
        }
        p.rewind(time);
      }
      if (!used || j < 0) continue;
      if (edges) {
        edges.add(i, j);
        inside++;
      } else inside += space.stabilizer;
      played++;
    }
    if (inside + outside === 0) best = stuckValue(game, p);
    if (inside > 0xffff)
      throw new EndgameError(
        'E_RULES',
        `${game.id}: ${inside} successors in one slice`,
        'the engine counts up to 65535',
      );
    this.#open[i] = inside;
    if (inside > 0) this.#someInside = true;
    if (late) this.#late.push(i);
    else if (inside === 0 || best > 0) this.#agenda.expect(i, Math.abs(best));
    values[i] = best;
    this.effort.edges += played + outside;
  }

  /**
   * Returns the value of an exit for the mover; undefined if the values of the slice below are not available.
   * @param turn the mover
   * @param points that the move scored
   */
  #worth(p: Position, turn: number, points: number): number | undefined {
    const seen = this.#game.ended(p) ?? this.#probe(p);
    if (seen === undefined) return undefined;
    const v = p.turn === turn ? negate(seen) : seen;
    return points + (v > 0 ? this.#step - v : v < 0 ? -this.#step - v : 0);
  }

  /** Evaluates the exits of `i` again. */
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
        if (reached === undefined) throw new Error(`${game.id}: continued without the values of ${game.format(p)}`);
        best = Math.max(best, reached);
      }
      p.rewind(time);
    }
    this.#values[i] = best;
    this.#agenda.expect(i, Math.abs(best));
  }

  /** Settles positions with value +level or -level; returns their number. */
  #sweep(level: number, from: number, to: number): number {
    let settled = 0;
    for (let first = from; first < to; first += 1 << BLOCK_BITS) {
      if (!this.#agenda.open(first, level)) continue;
      settled += this.#sweepBlock(level, first, Math.min(to, first + (1 << BLOCK_BITS)));
    }
    return settled;
  }

  #sweepBlock(level: number, from: number, to: number): number {
    const values = this.#values;
    const open = this.#open;
    const done = this.#settled;
    const agenda = this.#agenda;
    let settled = 0;
    let next = 0;
    for (let first = from; first < to; first++) {
      const seen = values[first];
      if (seen !== level && (seen !== -level || open[first] !== 0)) {
        // The highest level below this one at which something in the block is due.
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
        if (agenda.waiting === 0) break;
        i = agenda.next();
      }
    }
    agenda.close(from, next);
    return settled;
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

  /** Updates a predecessor of a position that was settled at value v. */
  #learn(j: number, v: number, weight: number): void {
    const values = this.#values;
    const step = this.#step;
    if (v < 0) {
      const gained = -v - step;
      // A position that is lost on the board has no successors: a win from an unmove does not exist.
      if (values[j] < gained && values[j] !== LOST) {
        values[j] = gained;
        this.#agenda.wait(j, gained);
      }
      return;
    }
    // Unused indices count down from 0, harmlessly: their value is larger than any.
    const left = this.#open[j] - weight;
    this.#open[j] = left;
    if (left === 0) {
      const lost = step - v;
      const old = values[j];
      if (old < lost) {
        values[j] = lost;
        this.#agenda.wait(j, -lost);
      } else if (old < 0) this.#agenda.wait(j, -old);
    }
  }

  /** Marks positions that were never settled as draws (or a score of 0): nobody can force more. */
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
