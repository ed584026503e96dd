import { isLegal } from '../game/rules.ts';
import {
  type Engine,
  type EngineRun,
  type Prediction,
  type Scratch,
  type SolvedSlice,
  SuccessorsChanged,
} from '../engine/index.ts';
import { budgetError } from '../game/budget.ts';
import { abortError, EndgameError } from '../game/errors.ts';
import { bytesHeld, bytesOfOutcomes, OutcomeValues } from '../game/outcome-values.ts';
import { Pacer } from '../platform/pacer.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { type Metric, PlainValues, type Values } from '../game/values.ts';
import { Random, type Slice, type Space, type Specialization } from '../specialize/index.ts';
import { STACK } from './agenda.ts';
import { ByParts } from './by-parts.ts';
import { Crew } from './crew.ts';
import { type Helpers, Retrograde } from './engine.ts';
import { TooManyForAByte } from './exits.ts';
import type { SharedSlice } from './helper.ts';
import type { Probe } from './probe.ts';
import { Rings } from './rings.ts';
import { SignsOf } from './signs-of.ts';

/** Seconds per index, on a machine of 2024, in order of magnitude. */
const SECONDS = 1.5e-6;

/** Smaller slices are solved before other threads have started, or before they know of them if they have. */
const FEWEST_COLD = 1 << 18;
const FEWEST_WARM = 1 << 15;

/** Bytes per index of an analysis, at least: values and counters, or outcomes alone, in the narrow form and in the wide one. */
const DISTANCE_BYTES = 4;
const OUTCOME_BYTES = 1.25;
const WIDE_OUTCOME_BYTES = 2.25;

/**
 * The generic engine as an `Engine`: it solves whole slices of any game, with the values of all slices below in memory.
 * It finds dtm, and wdl of games without scores: where moves score points, outcomes do not follow from outcomes.
 */
export class GenericEngine implements Engine {
  readonly id = 'generic';
  readonly needsAllBelow = true;
  readonly #specialization: Specialization;
  readonly #crew: Crew | undefined;

  constructor(specialization: Specialization) {
    this.#specialization = specialization;
    this.#crew = Crew.of(specialization.game);
  }

  supports(_slice: Slice, metric: Metric): boolean {
    return metric === 'dtm' || (metric === 'wdl' && this.#specialization.game.domain.name === 'outcome');
  }

  solvesByParts(slice: Slice): boolean {
    const specialization = this.#specialization;
    // Edges that must be remembered would take more memory than all else.
    return specialization.game.unmoves !== undefined || sampledEdges(specialization, specialization.space(slice)) === 0;
  }

  predict(slice: Slice, metric: Metric, threads = 1): Prediction {
    const space = this.#specialization.space(slice);
    const rings = this.#crew === undefined ? 0 : Rings.bytes(Crew.most(threads));
    return { bytes: predictBytes(this.#specialization, space, metric) + rings, seconds: space.size * SECONDS };
  }

  predictLeast(slice: Slice, metric: Metric): Prediction {
    const size = this.#specialization.leastSize(slice);
    return { bytes: size * (metric === 'wdl' ? OUTCOME_BYTES : DISTANCE_BYTES), seconds: size * SECONDS };
  }

  async solve(slice: Slice, run: EngineRun): Promise<SolvedSlice> {
    try {
      return await this.#solve(slice, run, false);
    } catch (error) {
      if (!(error instanceof TooManyForAByte)) throw error;
      const needed = this.#needed(slice, run, true);
      if (needed > run.memory) throw budgetError(`${this.#specialization.game.id} ${slice.name}`, needed, run.memory);
      return await this.#solve(slice, run, true);
    }
  }

  /** @param isWide whether outcomes count moves in two bytes */
  async #solve(slice: Slice, run: EngineRun, isWide: boolean): Promise<SolvedSlice> {
    const { successors, scratch } = run;
    const specialization = this.#specialization;
    const space = specialization.space(slice);
    const known = new Map<Slice, Values>();
    for (const lower of specialization.below(slice)) known.set(lower, await successors.values(lower));
    const missing = new Set<number>();
    const probe = probeOf(specialization, known, missing);
    if (scratch !== undefined) return await this.#byParts(slice, run, scratch, known, probe, missing);
    const helpers = this.#helpers(slice, known, run, isWide);
    const metric = run.metric === 'wdl' ? 'wdl' : 'dtm';
    const engine = new Retrograde(specialization.game, space, probe, { metric, isWide, helpers });
    if (helpers === undefined) return await this.#finish(slice, run, engine, known, missing);
    const crew = this.#crew!;
    crew.hire();
    let isDone = false;
    try {
      const solved = await this.#finish(slice, run, engine, known, missing);
      isDone = true;
      return solved;
    } finally {
      // Threads that help with a slice that is given up would wait for ever.
      if (isDone) crew.release();
      else crew.end();
    }
  }

  async #byParts(
    slice: Slice,
    { memory, metric, signal, onProgress }: EngineRun,
    scratch: Scratch,
    known: ReadonlyMap<Slice, Values>,
    probe: Probe,
    missing: ReadonlySet<number>,
  ): Promise<SolvedSlice> {
    const specialization = this.#specialization;
    const held = [...known.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    const engine = new ByParts(
      specialization.game,
      specialization.space(slice),
      probe,
      scratch,
      Math.max(0, memory - held),
    );
    const steps = engine.run();
    const pacer = new Pacer();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        const values = metric === 'wdl' ? new SignsOf(step.value) : step.value;
        return { values, effort: engine.effort };
      }
      if (step.value.phase === 'wait') {
        // The indices may have another meaning from now on.
        for (const name of scratch.list()) scratch.remove(name);
        for (const signature of missing) specialization.learn(slice, signature);
        throw new SuccessorsChanged(slice.name);
      }
      if (!pacer.isDue) continue;
      onProgress?.(step.value.phase, step.value.share);
      await pacer.pause();
      if (signal?.aborted) throw abortError(slice.name);
    }
  }

  /** Runs an analysis to its end. */
  async #finish(
    slice: Slice,
    run: EngineRun,
    engine: Retrograde,
    known: Map<Slice, Values>,
    missing: ReadonlySet<number>,
  ): Promise<SolvedSlice> {
    const { memory, signal, onProgress, successors } = run;
    const specialization = this.#specialization;
    const space = specialization.space(slice);
    const steps = engine.run();
    const pacer = new Pacer();
    for (;;) {
      const step = steps.next();
      if (step.done) return { values: step.value, effort: engine.effort };
      if (step.value.phase === 'wait') {
        for (const signature of missing) {
          specialization.learn(slice, signature);
          const lower = specialization.sliceOf(signature);
          // It starts again if the indices have another meaning now, or if the memory does not hold both computations.
          const fits = this.#needed(slice, run) + this.#needed(lower, run) <= memory;
          if (!fits || specialization.space(slice) !== space) throw new SuccessorsChanged(lower.name);
          known.set(lower, await successors.values(lower));
        }
      }
      if (!pacer.isDue) continue;
      onProgress?.(step.value.phase, step.value.share);
      await pacer.pause();
      if (signal?.aborted) throw abortError(slice.name);
    }
  }

  /** Returns the threads that help with a slice; undefined if one thread does better. */
  #helpers(slice: Slice, known: ReadonlyMap<Slice, Values>, run: EngineRun, isWide: boolean): Helpers | undefined {
    const { memory, metric } = run;
    const crew = this.#crew;
    const specialization = this.#specialization;
    const space = specialization.space(slice);
    const threads = Crew.most(run.threads);
    if (crew === undefined || crew.isBusy || threads < 2 || space.size < (crew.isWarm ? FEWEST_WARM : FEWEST_COLD))
      return undefined;
    // Edges are remembered by the thread that finds them.
    if (specialization.game.unmoves === undefined && sampledEdges(specialization, space) > 0) return undefined;
    let copies = 0;
    for (const values of known.values())
      if (sharedArray(values) === undefined) copies += bytesHeld(metric, values.length);
    if (this.#needed(slice, run, isWide) + copies > memory) return undefined;
    const below = Array.from(known, ([lower, values]): SharedSlice => {
      return { space: specialization.space(lower).recipe, values: sharedArray(values) ?? sharedCopy(values, metric) };
    });
    return { threads, begin: (arrays) => crew.begin({ space: space.recipe, arrays, below }, threads) };
  }

  /** Returns the bytes for solving a slice with the values of all slices directly below it. */
  #needed(slice: Slice, { metric, threads }: EngineRun, isWide = false): number {
    const specialization = this.#specialization;
    const sizeOf = (each: Slice): number => specialization.space(each).size;
    const below = specialization.below(slice).reduce((sum, lower) => sum + bytesHeld(metric, sizeOf(lower)), 0);
    const more = isWide ? Math.ceil((WIDE_OUTCOME_BYTES - OUTCOME_BYTES) * sizeOf(slice)) : 0;
    return this.predict(slice, metric, threads).bytes + more + below;
  }
}

/** Returns the array of values that is shared; undefined if it is not. */
function sharedArray(values: Values): SharedSlice['values'] | undefined {
  const array =
    values instanceof PlainValues ? values.array : values instanceof OutcomeValues ? values.packed : undefined;
  return array?.buffer instanceof SharedArrayBuffer ? array : undefined;
}

function sharedCopy(values: Values, metric: Metric): SharedSlice['values'] {
  const buffer = new SharedArrayBuffer(bytesHeld(metric, values.length));
  if (metric === 'wdl') return OutcomeValues.of(values, new Uint8Array(buffer)).packed;
  const copy = new Int16Array(buffer);
  values.read(0, copy);
  return copy;
}

/**
 * Returns a probe of `successors`.
 * @param missing receives the signatures of slices that are not among `successors`
 */
function probeOf(specialization: Specialization, successors: ReadonlyMap<Slice, Values>, missing: Set<number>): Probe {
  const tables = new Map<number, { space: Space; values: Values }>();
  let last: { space: Space; values: Values } | undefined;
  let lastSignature = -1;
  return (p) => {
    if (p.signature !== lastSignature) {
      let table = tables.get(p.signature);
      if (!table) {
        const slice = specialization.sliceOf(p.signature);
        const values = successors.get(slice);
        if (!values) {
          missing.add(p.signature);
          return undefined;
        }
        table = { space: specialization.space(slice), values };
        tables.set(p.signature, table);
      }
      last = table;
      lastSignature = p.signature;
    }
    const index = last!.space.rank(p);
    const v = index < 0 ? UNUSED : last!.values.at(index);
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

/**
 * Returns the most bytes that the generic analysis of a slice takes: 4 per index (5 and a stack with scores, 1 1/4 and a
 * stack with outcomes alone), and for games without `unmoves` 12 per move within the slice (estimated from a sample) and,
 * if there are any, 4 per index. Where a position has more than 248 moves within the slice, outcomes take 1 byte per index
 * more.
 */
export function predictBytes(specialization: Specialization, space: Space, metric: Metric = 'dtm'): number {
  const { game } = specialization;
  const own =
    metric === 'wdl'
      ? space.size + bytesOfOutcomes(space.size) + 4 * STACK
      : game.domain.name === 'score'
        ? space.size * 5 + 4 * STACK
        : space.size * DISTANCE_BYTES;
  if (game.unmoves) return own;
  const edges = sampledEdges(specialization, space);
  if (edges === 0) return own;
  return own + space.size * 4 + Math.ceil((edges / SAMPLES) * space.size * 12);
}

const SAMPLES = 256;

/** Returns the number of moves within the slice in `SAMPLES` positions. */
function sampledEdges({ game }: Specialization, space: Space): number {
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const random = new Random(1);
  let edges = 0;
  for (let i = 0; i < SAMPLES; i++) {
    if (!space.unrank(random.below(space.size), p) || !isLegal(game, p) || game.ended(p) !== undefined) continue;
    const n = game.moves(p, moves);
    for (let m = 0; m < n; m++) {
      game.play(p, moves[m]);
      if (space.rank(p) >= 0) edges++;
      p.rewind(0);
    }
  }
  return edges;
}
