import { stuckValue } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import type { Effort } from '../engine/index.ts';
import { Position } from '../game/position.ts';
import { UNKNOWN } from '../game/value.ts';
import type { Space } from '../specialize/index.ts';
import { Agenda, BLOCK_BITS } from './agenda.ts';
import { CLAIM, type Control, Patience, type Phase } from './control.ts';
import { LOST } from './distance-entries.ts';
import { ReverseEdges } from './edges.ts';
import type { Entries } from './entries.ts';
import { staysInSlice, tooManyInside, worthOfExit } from './exits.ts';
import type { Probe } from './probe.ts';
import { Rings } from './rings.ts';
import { entriesOf, type SliceArrays } from './slice-arrays.ts';

/** A thread looks for updates whenever this mask of the number that it has settled is 0. */
const POLL = 31;

/**
 * What one thread does in the analysis of a slice (engine.ts): the passes over chunks of indices. All threads work on the
 * same arrays.
 *
 *   chunks   whoever claims a chunk writes its values, except while levels are swept
 *   blocks   then each block of indices has an owner, the only one to write its values and counters. Whoever claims a
 *            chunk reads it, and sends updates of positions that others own by rings (rings.ts)
 *
 * An update at level L changes what happens at lower levels, or with scores in a later sweep. So it does not matter when
 * it comes, and values do not depend on the number of threads.
 */
export class Passes {
  /** Counters of the work so far. */
  readonly effort: Effort = { positions: 0, edges: 0, backEdges: 0, bytes: 0 };
  /** Indices with exits whose values were not available. */
  readonly late: number[] = [];
  readonly agenda: Agenda;
  readonly entries: Entries;
  /** Absent in games with `unmoves`. */
  readonly edges: ReverseEdges | undefined;
  readonly #game: Game;
  readonly #space: Space;
  readonly #probe: Probe;
  readonly #control: Control;
  readonly #thread: number;
  readonly #rings: Rings | undefined;
  readonly #step: 0 | 1;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #take = (j: number, v: number, weight: number): void => this.#learn(j, v, weight, false);
  /** Threads that own blocks in this sweep; 1 if this thread owns all. */
  #owners = 1;
  /**
   * Whether the slice holds ended positions with a value other than `LOST`. They have no successors, even if an unmove
   * leads to them.
   */
  #someEnded = false;
  /** What this thread has seen: ended positions as above, a move within the slice, a move that would ask for marks. */
  #seenEnded = false;
  #seenInside = false;
  #marksAsked = false;

  /** @param thread number of the thread, 0 for the first */
  constructor(game: Game, space: Space, probe: Probe, arrays: SliceArrays, control: Control, thread: number) {
    this.#game = game;
    this.#space = space;
    this.#probe = probe;
    this.#control = control;
    this.#thread = thread;
    this.entries = entriesOf(arrays);
    this.edges = game.unmoves ? undefined : new ReverseEdges(space.size);
    this.#step = game.domain.name === 'outcome' ? 1 : 0;
    this.agenda = new Agenda(arrays.agenda, thread, this.entries.repeats);
    this.#rings = arrays.threads > 1 ? new Rings(arrays.rings, arrays.threads, thread) : undefined;
    this.#p = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
  }

  /** Prepares for a phase that is open. */
  enter(phase: Phase): void {
    const control = this.#control;
    if (phase !== 'sweep') return;
    this.#someEnded = control.has('someEnded');
    this.#owners = control.owners;
    this.entries.areShared = this.#owners > 1;
    this.agenda.begin(control.level, control.sweep);
  }

  /** Performs a phase for a chunk; returns the number of positions that were settled. */
  perform(phase: Phase, chunk: number): number {
    const from = chunk * CLAIM;
    const to = Math.min(this.#space.size, from + CLAIM);
    if (phase === 'sweep') return this.#sweep(this.#control.level, from, to);
    if (phase === 'finish') this.entries.finish(from, to);
    else {
      if (phase === 'mark') this.#mark(from, to);
      else if (phase === 'forward') this.#forward(from, to);
      else this.#markAndPlay(from, to);
      this.#tellSeen();
    }
    return 0;
  }

  /** Ends a phase in which this thread finds no more chunks. */
  finish(phase: Phase): void {
    const control = this.#control;
    if (phase !== 'sweep' || this.#owners === 1) return;
    const rings = this.#rings!;
    const patience = new Patience();
    rings.show();
    control.done();
    while (!control.isDone()) {
      if (control.failed >= 0) return;
      if (rings.receive(this.#take) === 0) patience.wait();
    }
    rings.receive(this.#take);
  }

  #tellSeen(): void {
    const control = this.#control;
    if (this.#seenEnded) control.tell('someEnded');
    if (this.#seenInside) control.tell('someInside');
    if (this.#marksAsked) control.tell('marksAsked');
    if (this.late.length > 0) control.tell('late');
  }

  /** Marks an index, for which `p` was set up unless it is a hole; returns whether its position goes on. */
  #goesOn(i: number, used: boolean): boolean {
    const game = this.#game;
    // In line, as everywhere in this loop: a shared function would see the rules of all games.
    if (!used || (game.legal !== undefined && !game.legal(this.#p))) {
      this.entries.leaveOut(i);
      return false;
    }
    this.effort.positions++;
    const ended = game.ended(this.#p);
    if (ended === undefined) return true;
    if (ended !== LOST) this.#seenEnded = true;
    this.#expect(i, this.entries.end(i, ended));
    return false;
  }

  #mark(from: number, to: number): void {
    const space = this.#space;
    const p = this.#p;
    for (let i = from; i < to; i++) this.#goesOn(i, space.unrank(i, p));
  }

  /** Runs both passes at once. Every move is played, so no mark is asked for. */
  #markAndPlay(from: number, to: number): void {
    const space = this.#space;
    const p = this.#p;
    for (let i = from; i < to; i++) if (this.#goesOn(i, space.unrank(i, p))) this.#play(i, true);
  }

  #forward(from: number, to: number): void {
    const space = this.#space;
    const { entries } = this;
    const p = this.#p;
    for (let i = from; i < to; i++) if (entries.isNew(i) && space.unrank(i, p)) this.#play(i, false);
  }

  /**
   * Plays the moves of index i, for which `p` is set up.
   * @param ahead whether other indices are not marked yet, so that moves to them must be played to see their legality
   */
  #play(i: number, ahead: boolean): void {
    const game = this.#game;
    const space = this.#space;
    const { edges, entries } = this;
    const moves = this.#moves;
    const p = this.#p;
    const n = game.moves(p, moves);
    let best = UNKNOWN;
    let inside = 0;
    let outside = 0;
    let played = 0;
    let late = false;
    let marksAsked = false;
    for (let m = 0; m < n; m++) {
      const shift = game.shift === undefined ? -1 : game.shift(moves[m]);
      let j = shift < 0 ? -1 : space.rankShifted(p, shift & 255, shift >> 8);
      let used: boolean;
      if (j >= 0 && (!ahead || game.legal === undefined)) used = entries.isUsed(j);
      else {
        if (j >= 0) marksAsked = true;
        const { time, turn } = p;
        const points = game.play(p, moves[m]) ?? 0;
        j = space.rank(p);
        if (j >= 0 && (p.turn === turn || points !== 0)) throw staysInSlice(game, p);
        used = j >= 0 && !ahead ? entries.isUsed(j) : game.legal === undefined || game.legal(p);
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
    if (inside > entries.most) throw tooManyInside(game, inside, entries.most);
    if (inside > 0) this.#seenInside = true;
    if (marksAsked) this.#marksAsked = true;
    if (late) {
      this.late.push(i);
      best = UNKNOWN;
    }
    this.#expect(i, entries.enter(i, best, inside));
    this.effort.edges += played + outside;
  }

  #expect(i: number, level: number): void {
    if (level > 0) this.agenda.expect(i, level);
  }

  /**
   * Returns the value of an exit for the mover; undefined if the values of the slice below are not available.
   * @param turn the mover
   * @param points that the move scored
   */
  #worth(p: Position, turn: number, points: number): number | undefined {
    const seen = this.#game.ended(p) ?? this.#probe(p);
    if (seen === undefined) return undefined;
    return worthOfExit(seen, p.turn === turn, points, this.#step);
  }

  /** Adds to `late` the positions that other threads found to have exits without available values. */
  findLate(from: number, to: number): void {
    const game = this.#game;
    const moves = this.#moves;
    const p = this.#p;
    for (let i = from; i < to; i++) {
      if (!this.entries.isNew(i) || !this.#space.unrank(i, p)) continue;
      let late = false;
      for (let n = game.moves(p, moves), m = 0; m < n; m++) {
        const { time, turn } = p;
        game.play(p, moves[m]);
        const leaves = this.#space.rank(p) < 0 && (game.legal === undefined || game.legal(p));
        if (leaves && this.#worth(p, turn, 0) === undefined) late = true;
        p.rewind(time);
      }
      if (late) this.late.push(i);
    }
  }

  /** Evaluates the exits of `i` again. */
  leave(i: number): void {
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
    this.#expect(i, this.entries.improve(i, best));
  }

  /** Settles positions with value +level or -level; returns their number. */
  #sweep(level: number, from: number, to: number): number {
    let settled = 0;
    for (let first = from; first < to; first += 1 << BLOCK_BITS) {
      if (!this.agenda.open(first, level)) continue;
      if (this.#owners > 1) this.#rings!.receive(this.#take);
      settled += this.#sweepBlock(level, first, Math.min(to, first + (1 << BLOCK_BITS)));
    }
    return settled;
  }

  #sweepBlock(level: number, from: number, to: number): number {
    const { agenda, entries } = this;
    const shared = this.#owners > 1;
    let settled = 0;
    entries.later = 0;
    for (let first = entries.seek(from, to, level); first < to; first = entries.seek(first + 1, to, level)) {
      let i = first;
      for (;;) {
        const v = entries.settle(i, level);
        if (v !== 0) {
          settled++;
          if (shared && (settled & POLL) === 0) this.#rings!.receive(this.#take);
          if (this.edges) this.#tellRemembered(this.edges, i, v);
          else this.#tell(i, v);
        }
        if (agenda.waiting === 0) break;
        i = agenda.next();
      }
    }
    agenda.close(from, entries.later);
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
        if (j >= 0) this.#update(j, v, space.stabilizer);
        continue;
      }
      const time = p.time;
      game.unplay!(p, moves[m]);
      const j = space.rank(p);
      if (j >= 0 && !(this.#someEnded && game.ended(p) !== undefined)) this.#update(j, v, space.stabilizer);
      p.rewind(time);
    }
    this.effort.backEdges += n;
  }

  #tellRemembered(edges: ReverseEdges, i: number, v: number): void {
    const to = edges.start[i + 1];
    for (let e = edges.start[i]; e < to; e++) this.#update(edges.source[e], v, 1);
    this.effort.backEdges += to - edges.start[i];
  }

  /** Updates a predecessor of a position that was settled at value v, or lets its owner do so. */
  #update(j: number, v: number, weight: number): void {
    if (this.#owners > 1) {
      const owner = (j >> BLOCK_BITS) % this.#owners;
      if (owner !== this.#thread) {
        this.#send(owner, j, v, weight);
        return;
      }
    }
    this.#learn(j, v, weight, true);
  }

  #send(owner: number, j: number, v: number, weight: number): void {
    const rings = this.#rings!;
    if (rings.send(owner, j, v, weight)) return;
    const patience = new Patience();
    while (!rings.send(owner, j, v, weight)) {
      if (rings.receive(this.#take) > 0) continue;
      if (this.#control.failed >= 0) throw new Error('the rules failed in another thread; one thread shows where');
      patience.wait();
      rings.wait(owner);
    }
  }

  /** Updates a position that this thread owns. */
  #learn(j: number, v: number, weight: number, mayStack: boolean): void {
    const level = this.entries.learn(j, v, weight);
    if (level > 0) this.agenda.wait(j, level, mayStack);
  }
}
