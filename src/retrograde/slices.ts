/**
 * Values of whole slices on demand, within a memory limit: at hand -> returned; stored -> loaded; else solved, after
 * the slices below it. What is at hand is kept in least-recently-used order for as long as memory allows; a slice that
 * is asked for twice at the same time is solved once.
 */

import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { Random, type Slice, type Space, type Specialization } from '../specialize/index.ts';
import { type Effort, type Probe, type Progress, Retrograde } from './engine.ts';

/** How long the engine may keep the thread before timers, signals and other queries get their turn. */
const PAUSE_MS = 40;

export interface SliceProgress extends Progress {
  readonly slice: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SliceProgress) => void) | undefined;
  /** Told of every slice that was solved for this call; not of those that another call was solving already. */
  readonly onSolved?: ((slice: Slice, effort: Effort) => void) | undefined;
}

export interface SlicesOptions {
  /** Where stored slices come from; undefined means that a slice is not stored. */
  readonly load?: (slice: Slice) => Int16Array | undefined;
  /** Bytes for values at hand and for the analysis under way. */
  readonly memory: number;
}

export class SliceValues {
  readonly specialization: Specialization;
  readonly #options: SlicesOptions;
  readonly #atHand: LRUCache<string, Int16Array>;
  readonly #underWay = new Map<Slice, Promise<Int16Array>>();

  constructor(specialization: Specialization, options: SlicesOptions) {
    this.specialization = specialization;
    this.#options = options;
    this.#atHand = new LRUCache({
      maxSize: Math.max(1, Math.floor(options.memory)),
      sizeCalculation: (values) => Math.max(1, values.byteLength),
    });
  }

  /** Bytes of the values at hand. */
  get bytes(): number {
    return this.#atHand.calculatedSize;
  }

  /** The values of a slice if they are at hand. */
  peek(slice: Slice): Int16Array | undefined {
    return this.#atHand.get(slice.name);
  }

  /** Forgets everything at hand. */
  clear(): void {
    this.#atHand.clear();
  }

  /**
   * Values of `slice` by index, UNUSED where an index stands for no legal position (loaded slices may hold any value
   * there).
   * @throws EndgameError E_BUDGET if the working set is larger than the memory, E_ABORTED
   */
  async get(slice: Slice, run: RunOptions = {}): Promise<Int16Array> {
    const known = this.#atHand.get(slice.name) ?? this.#load(slice);
    if (known) return known;
    const shared = this.#underWay.get(slice);
    if (shared) {
      try {
        return await shared;
      } catch (error) {
        // The one who started it gave up; whoever still wants it starts again.
        if (!isAborted(error) || run.signal?.aborted) throw error;
        return await this.get(slice, run);
      }
    }
    const work = this.#solve(slice, run).finally(() => this.#underWay.delete(slice));
    this.#underWay.set(slice, work);
    return await work;
  }

  /**
   * Bytes that solving the slice takes, the values below it included.
   * @throws EndgameError E_BUDGET if that is more than the memory
   */
  check(slice: Slice): number {
    const { specialization } = this;
    const own = predictBytes(specialization, specialization.space(slice));
    const below = specialization.below(slice).reduce((sum, s) => sum + 2 * specialization.space(s).size, 0);
    if (own + below > this.#options.memory) throw budgetError(specialization, slice, own + below, this.#options.memory);
    return own + below;
  }

  #load(slice: Slice): Int16Array | undefined {
    const values = this.#options.load?.(slice);
    if (values) this.#keep(slice, values);
    return values;
  }

  #keep(slice: Slice, values: Int16Array): void {
    if (values.byteLength <= this.#options.memory) this.#atHand.set(slice.name, values);
  }

  async #solve(slice: Slice, run: RunOptions): Promise<Int16Array> {
    const { specialization } = this;
    for (;;) {
      const space = specialization.space(slice);
      const successors = new Map<Slice, Int16Array>();
      const below = specialization.below(slice);
      const working = this.check(slice);
      for (const lower of below) successors.set(lower, await this.get(lower, run));
      while (this.#atHand.size > 0 && this.#atHand.calculatedSize + working > this.#options.memory) this.#atHand.pop();
      const engine = new Retrograde(specialization.game, space, probeOf(specialization, successors));
      try {
        const values = await drive(engine, slice, run);
        run.onSolved?.(slice, engine.effort);
        this.#keep(slice, values);
        return values;
      } catch (error) {
        if (!(error instanceof MissingSuccessor)) throw error;
        specialization.learn(slice, error.signature);
      }
    }
  }
}

/** A move leads to a slice that no sample of positions showed. */
class MissingSuccessor extends Error {
  readonly signature: number;

  constructor(signature: number) {
    super(`no values for signature ${signature}`);
    this.signature = signature;
  }
}

function probeOf(specialization: Specialization, successors: ReadonlyMap<Slice, Int16Array>): Probe {
  const tables = new Map<number, { space: Space; values: Int16Array }>();
  let last: { space: Space; values: Int16Array } | undefined;
  let lastSignature = -1;
  return (p) => {
    if (p.signature !== lastSignature) {
      let table = tables.get(p.signature);
      if (!table) {
        const slice = specialization.sliceOf(p.signature);
        const values = successors.get(slice);
        if (!values) throw new MissingSuccessor(p.signature);
        table = { space: specialization.space(slice), values };
        tables.set(p.signature, table);
      }
      last = table;
      lastSignature = p.signature;
    }
    const index = last!.space.rank(p);
    const v = index < 0 ? UNUSED : last!.values[index];
    if (v === UNUSED) {
      const { game } = specialization;
      throw new EndgameError(
        'E_RULES',
        `${game.id}: a move leads to ${game.format(p)}, which has no index`,
        'schema and rules disagree',
      );
    }
    return v as Value;
  };
}

async function drive(engine: Retrograde, slice: Slice, { signal, onProgress }: RunOptions): Promise<Int16Array> {
  const steps = engine.run();
  let pause = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - pause < PAUSE_MS) continue;
    onProgress?.({ slice: slice.name, ...step.value });
    await setImmediate();
    if (signal?.aborted) throw abortError(slice.name);
    pause = performance.now();
  }
}

/** The error of a query or generation whose AbortSignal fired while `what` was under way. */
export function abortError(what: string): EndgameError {
  return new EndgameError('E_ABORTED', `stopped while solving ${what}`, 'nothing was lost; run it again to go on');
}

function isAborted(error: unknown): boolean {
  return error instanceof EndgameError && error.code === 'E_ABORTED';
}

/**
 * Bytes that the analysis of a slice takes at most: 4 an index, and for games without `unmoves` 12 a move within the
 * slice (estimated from a sample) and 4 an index.
 */
export function predictBytes(specialization: Specialization, space: Space): number {
  const { game } = specialization;
  const own = space.size * (game.domain.name === 'score' ? 5 : 4);
  if (game.unmoves) return own;
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const random = new Random(1);
  let edges = 0;
  const samples = 256;
  for (let i = 0; i < samples; i++) {
    if (!space.unrank(random.below(space.size), p) || (game.legal && !game.legal(p)) || game.ended(p) !== undefined)
      continue;
    const n = game.moves(p, moves);
    for (let m = 0; m < n; m++) {
      game.play(p, moves[m]);
      if (space.rank(p) >= 0) edges++;
      p.rewind(0);
    }
  }
  return own + space.size * 4 + Math.ceil((edges / samples) * space.size * 12);
}

function budgetError(specialization: Specialization, slice: Slice, needed: number, memory: number): EndgameError {
  return new EndgameError(
    'E_BUDGET',
    `solving ${specialization.game.id} ${slice.name} needs ${roundUp(needed)}, the budget is ${roundUp(memory)}`,
    `raise the budget to ${roundUp(needed)}, or generate the table and use lookup`,
  );
}

function roundUp(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(Math.ceil(bytes / 1e5) / 10).toFixed(1)} MB`;
}
