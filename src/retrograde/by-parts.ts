import type { Effort, Scratch } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { stuckValue } from '../game/rules.ts';
import { UNKNOWN, UNUSED } from '../game/value.ts';
import type { Space } from '../specialize/index.ts';
import { LOST } from './distance-entries.ts';
import type { Progress } from './engine.ts';
import { FiledValues } from './filed-values.ts';
import { factsOf, MOST_OPEN, Part, type PartFacts, SETTLED } from './part.ts';
import { staysInSlice, tooManyInside, worthOfExit } from './exits.ts';
import type { Probe } from './probe.ts';
import { forEachUpdate, removeUpdates, Updates } from './updates.ts';

/** Indices between two reports of progress. */
const CHUNK = 1 << 14;
/** Bytes of an index in memory. */
const INDEX_BYTES = 4;
const STATE = 'state';

/** How far the analysis has come, as its file says. What the parts' own files say is not repeated. */
interface State {
  readonly size: number;
  readonly partSize: number;
  /** The round whose updates are complete in files, with its level and the bytes of these files; absent before. */
  readonly telling?: { readonly round: number; readonly level: number; readonly files: readonly (readonly number[])[] };
  readonly isFinished?: true;
}

/**
 * The analysis of `Retrograde` for a slice that does not fit into memory: the slice stands in files, a part of consecutive indices each, and one
 * part at a time is in memory. The same values come out, index by index.
 *
 *   forward  each part: ended positions, exits, and the number of moves within the slice
 *   levels   from the largest |value| down, in rounds. A round reads the parts in which a position may be settled at its level. What
 *            these tell their predecessors is written to files by part. Then each part is read again that settles something or is told something,
 *            and written anew
 *
 * It can be killed at any time: a part's file says which round it has had, and the updates of a round stay until all parts have had it.
 * Without `unmoves` a slice must have no moves within itself.
 */
export class ByParts {
  readonly effort: Effort = { positions: 0, edges: 0, backEdges: 0, bytes: 0 };
  readonly #game: Game;
  readonly #space: Space;
  readonly #probe: Probe;
  readonly #scratch: Scratch;
  readonly #memory: number;
  readonly #least: number;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #step: 0 | 1;
  #partSize: number;
  #facts: PartFacts[] = [];

  /**
   * @param memory bytes for a part, for updates, and for the blocks of the values that come out, a third each
   * @param least fewest indices of a part
   */
  constructor(game: Game, space: Space, probe: Probe, scratch: Scratch, memory: number, least: number = CHUNK) {
    this.#game = game;
    this.#space = space;
    this.#probe = probe;
    this.#scratch = scratch;
    this.#memory = memory;
    this.#p = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
    this.#step = game.domain.name === 'outcome' ? 1 : 0;
    this.#least = least;
    this.#partSize = Math.max(least, CHUNK * Math.floor(memory / 3 / INDEX_BYTES / CHUNK));
  }

  /**
   * Solves the slice, or goes on where another process stopped. It pauses at every yield.
   * @returns value of each index, UNUSED for holes and illegal positions
   * @throws EndgameError E_RULES if the rules contradict the contract; E_BUDGET if moves stay within the slice and cannot be undone;
   *   E_FILE, E_DISK_FULL
   */
  *run(): Generator<Progress, FiledValues, void> {
    const state = this.#begin();
    if (state.isFinished !== true) {
      const missing = yield* this.#forward();
      if (missing) yield { phase: 'wait', share: 1 };
      if (this.#facts.some(({ someInside }) => someInside)) yield* this.#settle(state.telling);
      this.#save({ isFinished: true });
      removeUpdates(this.#scratch);
    }
    for (const { positions, edges } of this.#facts) {
      this.effort.positions += positions;
      this.effort.edges += edges;
    }
    this.effort.bytes = this.#memory;
    return new FiledValues(this.#scratch, nameOf, this.#space.size, this.#partSize, this.#memory / 3);
  }

  /** Reads how far the analysis has come. What was made for other indices, or with other parts, goes. */
  #begin(): State {
    const { size } = this.#space;
    const names = new Set(this.#scratch.list());
    const state = names.has(STATE) ? readState(this.#scratch) : undefined;
    if (state?.size === size && INDEX_BYTES * state.partSize <= Math.max(this.#memory, INDEX_BYTES * this.#least)) {
      this.#partSize = state.partSize;
      return state;
    }
    for (const name of names) this.#scratch.remove(name);
    this.#save({});
    return { size, partSize: this.#partSize };
  }

  #save(state: Omit<State, 'size' | 'partSize'>): void {
    const all: State = { size: this.#space.size, partSize: this.#partSize, ...state };
    // The length stands before, since files are read by the number of bytes.
    const text = new TextEncoder().encode(JSON.stringify(all));
    this.#scratch.write(STATE, [new Uint8Array(Uint32Array.of(text.length).buffer), text]);
  }

  get #count(): number {
    return Math.ceil(this.#space.size / this.#partSize);
  }

  #sizeOf(part: number): number {
    return Math.min(this.#partSize, this.#space.size - part * this.#partSize);
  }

  /** Makes the parts that are not there yet; returns true at the first exit whose value is not available. */
  *#forward(): Generator<Progress, boolean, void> {
    const made = new Set(this.#scratch.list());
    for (let part = 0; part < this.#count; part++) {
      if (!made.has(nameOf(part))) {
        const facts = yield* this.#forwardPart(part);
        if (facts === undefined) return true;
      }
      this.#facts[part] = factsOf(this.#scratch, nameOf(part));
    }
    return false;
  }

  *#forwardPart(number: number): Generator<Progress, PartFacts | undefined, void> {
    const size = this.#sizeOf(number);
    const base = number * this.#partSize;
    const part = new Part(size);
    const found = { someEnded: false, someInside: false, positions: 0, edges: 0 };
    for (let i = 0; i < size; i++) {
      if (i % CHUNK === 0) yield { phase: 'forward', share: (base + i) / this.#space.size };
      if (!this.#enter(part, i, base + i, found)) return undefined;
    }
    const facts = { round: 0, due: part.due(), ...found };
    part.save(this.#scratch, nameOf(number), facts);
    return facts;
  }

  /** Enters a position with what its exits give and the number of its other moves; returns false if an exit's value is not available. */
  #enter(
    part: Part,
    i: number,
    index: number,
    found: { someEnded: boolean; someInside: boolean; positions: number; edges: number },
  ): boolean {
    const game = this.#game;
    const space = this.#space;
    const p = this.#p;
    part.values[i] = UNUSED;
    if (!space.unrank(index, p) || (game.legal !== undefined && !game.legal(p))) return true;
    found.positions++;
    const ended = game.ended(p);
    if (ended !== undefined) {
      if (ended !== LOST) found.someEnded = true;
      part.values[i] = ended;
      return true;
    }
    const moves = this.#moves;
    const n = game.moves(p, moves);
    let best = UNKNOWN;
    let inside = 0;
    let outside = 0;
    for (let m = 0; m < n; m++) {
      const { time, turn } = p;
      const points = game.play(p, moves[m]) ?? 0;
      if (game.legal === undefined || game.legal(p)) {
        if (space.rank(p) >= 0) {
          if (p.turn === turn || points !== 0) throw staysInSlice(game, p);
          inside += space.stabilizer;
          found.edges++;
        } else {
          const worth = this.#worth(p, turn, points);
          if (worth === undefined) return false;
          if (worth > best) best = worth;
          outside++;
          found.edges++;
        }
      }
      p.rewind(time);
    }
    if (inside > 0) found.someInside = true;
    if (inside > 0 && game.unmoves === undefined) throw cannotUndo(game);
    if (inside > MOST_OPEN) throw tooManyInside(game, inside, MOST_OPEN);
    if (inside + outside === 0) best = stuckValue(game, p);
    part.values[i] = best;
    part.open[i] = inside;
    return true;
  }

  /** Returns the value of an exit for the mover. */
  #worth(p: Position, turn: number, points: number): number | undefined {
    const seen = this.#game.ended(p) ?? this.#probe(p);
    if (seen === undefined) return undefined;
    return worthOfExit(seen, p.turn === turn, points, this.#step);
  }

  /** Settles positions level by level, and at the end calls draws what nobody can force. */
  *#settle(told: State['telling']): Generator<Progress, void, void> {
    let round = Math.max(...this.#facts.map((facts) => facts.round));
    let telling = told;
    for (;;) {
      if (telling !== undefined) {
        yield* this.#take(telling);
        round = telling.round;
      }
      const level = Math.max(...this.#facts.map(({ due }) => due));
      if (level === 0) break;
      telling = { round: round + 1, level, files: yield* this.#tell(level) };
      this.#save({ telling });
    }
    for (let number = 0; number < this.#count; number++) {
      yield { phase: 'levels', share: 1 };
      const part = this.#load(number);
      const { values, open } = part;
      for (let i = 0; i < values.length; i++) if (values[i] < 0 && open[i] > 0 && open[i] !== SETTLED) values[i] = 0;
      part.save(this.#scratch, nameOf(number), this.#facts[number]);
    }
  }

  #load(number: number): Part {
    const part = new Part(this.#sizeOf(number));
    part.load(this.#scratch, nameOf(number));
    return part;
  }

  /** Writes what the positions that are settled at a level tell their predecessors; returns the bytes of the files of each part. */
  *#tell(level: number): Generator<Progress, number[][], void> {
    removeUpdates(this.#scratch);
    const updates = new Updates(this.#scratch, this.#count, this.#memory / 3);
    const someEnded = this.#facts.some((facts) => facts.someEnded);
    for (const [number, { due }] of this.#facts.entries()) {
      if (due !== level) continue;
      const { values, open } = this.#load(number);
      for (let i = 0; i < values.length; i++) {
        if (i % CHUNK === 0) yield { phase: 'levels', share: this.#settledShare(number, level) };
        if (isDue(values[i], open[i], level))
          this.#tellFrom(number * this.#partSize + i, values[i], someEnded, updates);
      }
    }
    updates.close();
    return updates.files;
  }

  #tellFrom(index: number, v: number, someEnded: boolean, updates: Updates): void {
    const game = this.#game;
    const space = this.#space;
    const moves = this.#moves;
    const p = this.#p;
    space.unrank(index, p);
    const n = game.unmoves!(p, moves);
    for (let m = 0; m < n; m++) {
      const { time } = p;
      game.unplay!(p, moves[m]);
      const j = space.rank(p);
      if (j >= 0 && !(someEnded && game.ended(p) !== undefined))
        updates.add(Math.floor(j / this.#partSize), j % this.#partSize, v, space.stabilizer);
      p.rewind(time);
    }
    this.effort.backEdges += n;
  }

  /** Brings the parts that are concerned to the end of a round. */
  *#take({ round, level, files }: NonNullable<State['telling']>): Generator<Progress, void, void> {
    for (const [number, facts] of this.#facts.entries()) {
      if (facts.round === round || (facts.due !== level && files[number].length === 0)) continue;
      yield { phase: 'levels', share: this.#settledShare(number, level) };
      const part = this.#load(number);
      const { values, open } = part;
      for (let i = 0; i < values.length; i++) if (isDue(values[i], open[i], level)) open[i] = SETTLED;
      forEachUpdate(this.#scratch, number, files[number], (i, v, weight) => this.#learn(part, i, v, weight));
      const after = { ...facts, round, due: part.due() };
      part.save(this.#scratch, nameOf(number), after);
      this.#facts[number] = after;
    }
  }

  /** Updates a predecessor of a position that was settled at value v. */
  #learn({ values, open }: Part, i: number, v: number, weight: number): void {
    if (values[i] === UNUSED || open[i] === SETTLED) return;
    if (v < 0) {
      const gained = -v - this.#step;
      // A position that is lost on the board has no successors: a win from an unmove does not exist.
      if (values[i] < gained && values[i] !== LOST) values[i] = gained;
      return;
    }
    open[i] -= weight;
    if (open[i] === 0) values[i] = Math.max(values[i], this.#step - v);
  }

  /** A guess, which rises from level to level. */
  #settledShare(number: number, level: number): number {
    const highest = Math.abs(LOST);
    return (highest - level + number / this.#count) / highest;
  }
}

function nameOf(part: number): string {
  return `part.${part}`;
}

/** Returns whether a position is settled at a level. */
function isDue(v: number, open: number, level: number): boolean {
  return open !== SETTLED && v !== UNUSED && (v === level || (v === -level && open === 0));
}

function readState(scratch: Scratch): State {
  const length = new Uint32Array(1);
  scratch.read(STATE, 0, new Uint8Array(length.buffer));
  const text = new Uint8Array(length[0]);
  scratch.read(STATE, 4, text);
  return JSON.parse(new TextDecoder().decode(text)) as State;
}

function cannotUndo(game: Game): EndgameError {
  const hint = 'give it more memory, or add unmoves to the rules';
  return new EndgameError(
    'E_BUDGET',
    `${game.id}: a slice with moves within itself needs unmoves to be solved by parts`,
    hint,
  );
}
