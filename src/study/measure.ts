/** Timing: seeded questions, distributions of seconds, and the cost of solving slices. */

import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import { type RunOptions, SliceValues } from '../retrograde/index.ts';
import type { Random, Slice, Specialization } from '../specialize/index.ts';

export interface Timing {
  readonly mean: number;
  readonly p50: number;
  readonly max: number;
  /** How many questions or runs were timed. */
  readonly samples: number;
}

/** A slice with its true values: of every index, UNUSED where there is no legal position. */
export interface SolvedSlice {
  readonly slice: Slice;
  readonly values: Values;
  /** Legal positions, as the engine counted them. */
  readonly positions: number;
  readonly moves: number;
  /** Median seconds, and of how many runs. */
  readonly seconds: number;
  readonly runs: number;
}

/** A position to ask for, and its value. */
export interface Question {
  readonly slice: Slice;
  readonly index: number;
  readonly value: Value;
}

/** Positions held at the same time while probes are timed; each takes about 66 kB. */
const BATCH = 256;
/** A slice solved in less time than this is solved several times. */
const QUICK_SECONDS = 0.3;
const QUICK_RUNS = 5;
/** Indices drawn for one position that can be asked for; even sparse slices need a few dozen. */
const MOST_TRIES = 100_000;
const WARM_PASSES = 3;
const TIMED_PASSES = 7;

/** The value at a share `q` of the total weight, counted from the smallest. */
export function quantile(values: readonly number[], weights: readonly number[], q: number): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const total = weights.reduce((sum, w) => sum + w, 0);
  let reached = 0;
  for (const i of order) {
    reached += weights[i];
    if (reached >= q * total && weights[i] > 0) return values[i];
  }
  return values[order.at(-1)!];
}

/** Mean, median and maximum of weighted seconds; entries of weight 0 do not count. */
export function weightedTiming(seconds: readonly number[], weights: readonly number[], samples: number): Timing {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return {
    mean: seconds.reduce((sum, s, i) => sum + s * weights[i], 0) / total,
    p50: quantile(seconds, weights, 0.5),
    max: Math.max(...seconds.filter((_, i) => weights[i] > 0)),
    samples,
  };
}

/** Solves `slice` from the values of the slices below it, which `solved` holds; several times if that is quick. */
export async function solveSlice(
  specialization: Specialization,
  slice: Slice,
  solved: ReadonlyMap<string, SolvedSlice>,
  run: RunOptions & { readonly memory: number },
): Promise<SolvedSlice> {
  const times: number[] = [];
  for (;;) {
    let positions = 0;
    let moves = 0;
    const source = new SliceValues(specialization, {
      memory: run.memory,
      load: (lower) => solved.get(lower.name)?.values,
    });
    const start = performance.now();
    const values = await source.get(slice, {
      ...run,
      onSolved: (_, effort) => {
        positions = effort.positions;
        moves = effort.edges;
      },
    });
    times.push((performance.now() - start) / 1000);
    if (times[0] < QUICK_SECONDS && times.length < QUICK_RUNS) continue;
    return { slice, values, positions, moves, seconds: median(times), runs: times.length };
  }
}

export function median(times: readonly number[]): number {
  return quantile(
    times,
    times.map(() => 1),
    0.5,
  );
}

/** Draws `count` positions of a slice in which the game is not over, uniformly up to symmetry. */
export function drawFrom(
  specialization: Specialization,
  { slice, values }: SolvedSlice,
  count: number,
  random: Random,
): Question[] {
  const space = specialization.space(slice);
  const p = new Position(specialization.game.schema);
  const drawn: Question[] = [];
  for (let tries = 0; drawn.length < count; tries++) {
    if (tries > (count + 1) * MOST_TRIES) throw new Error(`hardly any position of ${slice.name} can be asked for`);
    const index = random.below(space.size);
    const value = values.at(index);
    if (value === UNUSED || !space.unrank(index, p) || specialization.game.ended(p) !== undefined) continue;
    drawn.push({ slice, index, value: value as Value });
  }
  return drawn;
}

/** Positions of a slice in which the game is not over. */
export function countOpen(specialization: Specialization, { slice, values }: SolvedSlice): number {
  const space = specialization.space(slice);
  const p = new Position(specialization.game.schema);
  let open = 0;
  for (let index = 0; index < values.length; index++) {
    if (values.at(index) !== UNUSED && space.unrank(index, p) && specialization.game.ended(p) === undefined) open++;
  }
  return open;
}

/** Draws questions by the weights of their slices. */
export function drawQuestions(
  specialization: Specialization,
  solved: ReadonlyMap<string, SolvedSlice>,
  weights: ReadonlyMap<string, number>,
  count: number,
  random: Random,
): Question[] {
  const names = [...weights.keys()].filter((name) => weights.get(name)! > 0);
  const questions: Question[] = [];
  while (questions.length < count) {
    let at = random.below(2 ** 30) / 2 ** 30;
    const name = names.find((n) => (at -= weights.get(n)!) < 0) ?? names.at(-1)!;
    questions.push(...drawFrom(specialization, solved.get(name)!, 1, random));
  }
  return questions;
}

/**
 * Seconds per probe, from the position on the board to the value. The mean comes from batches: the median of several
 * passes, so that one pause of the machine does not decide it. Median and maximum come from probes timed one by one
 * (these include about 0.05 us of the clock).
 */
export function timeProbes(
  specialization: Specialization,
  questions: readonly Question[],
  probe: (p: Position) => Value,
): Timing {
  const board = new Boards(specialization);
  const singles: number[] = [];
  const means: number[] = [];
  let sink = 0;
  // The first passes do not count: they compile the code and bring whatever the contender keeps into memory.
  for (let pass = -WARM_PASSES; pass < TIMED_PASSES; pass++) {
    let sum = 0;
    for (let first = 0; first < questions.length; first += BATCH) {
      const batch = board.set(questions.slice(first, first + BATCH));
      const start = performance.now();
      for (let i = 0; i < batch.length; i++) sink += probe(batch[i]);
      sum += performance.now() - start;
    }
    if (pass >= 0) means.push(sum / 1000 / questions.length);
  }
  for (let first = 0; first < questions.length; first += BATCH) {
    for (const p of board.set(questions.slice(first, first + BATCH))) {
      const start = performance.now();
      sink += probe(p);
      singles.push((performance.now() - start) / 1000);
    }
  }
  if (!Number.isFinite(sink)) throw new Error('a probe gave no number');
  const { p50, max } = weightedTiming(
    singles,
    singles.map(() => 1),
    singles.length,
  );
  return { mean: median(means), p50, max, samples: questions.length };
}

/** Seconds of each question, every one timed alone after `reset`, whose time does not count. */
export function timeEach(
  specialization: Specialization,
  questions: readonly Question[],
  reset: () => void,
  probe: (p: Position) => Value,
): number[] {
  const board = new Boards(specialization);
  return questions.map((question) => {
    const [p] = board.set([question]);
    reset();
    const start = performance.now();
    probe(p);
    return (performance.now() - start) / 1000;
  });
}

/** A reused set of positions. */
export class Boards {
  readonly #specialization: Specialization;
  readonly #scratch: Position;
  readonly #pool: Position[] = [];

  constructor(specialization: Specialization) {
    this.#specialization = specialization;
    this.#scratch = new Position(specialization.game.schema);
  }

  /** The positions of `questions`, valid until the next call. */
  set(questions: readonly Question[]): Position[] {
    const { game }: { game: Game } = this.#specialization;
    return questions.map(({ slice, index }, i) => {
      this.#specialization.space(slice).unrank(index, this.#scratch);
      const p = (this.#pool[i] ??= new Position(game.schema));
      p.copyFrom(this.#scratch);
      return p;
    });
  }
}
