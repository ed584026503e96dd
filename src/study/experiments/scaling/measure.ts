/** Experiment 10: the growth of length and time with the number of positions, and the slopes of fitted lines. */

import { Random } from '../../../specialize/index.ts';
import { coderNamed } from '../../coders/index.ts';
import { Encoder, headBytes } from '../../encoding.ts';
import type { Measurement } from '../../measurement.ts';
import { ladderNamed, laddersOf } from '../../ladders.ts';
import { nanoseconds } from '../../stopwatch.ts';
import type { Truth } from '../../truth.ts';

/** The compared data structures, by the ids of their coders. */
export const STRUCTURES = ['array', 'sorted', 'hash', 'perfect'] as const;
export type Structure = (typeof STRUCTURES)[number];

const PROBES = 50_000;

/** One step of a ladder. */
export interface ScalingStep {
  readonly name: string;
  readonly positions: number;
  readonly cells: number;
  readonly bytes: Readonly<Record<Structure, number>>;
  /** CPU nanoseconds to read one random cell of the largest slice. */
  readonly nanoseconds: Readonly<Record<Structure, number>>;
  /** Cells of the largest slice. */
  readonly largest: number;
  /** Moves (or words of 64 positions) that the generator processes: the same in every run. */
  readonly work: number;
  /** Keys moved in a hash table that doubles at three quarters full: per inserted key, and the most at a time. */
  readonly rehash: { readonly mean: number; readonly most: number };
}

/** The data of one ladder. */
export interface ScalingData {
  readonly ladder: string;
  readonly title: string;
  readonly grows: string;
  readonly steps: readonly ScalingStep[];
  /** Slopes of log bytes and of log nanoseconds against log cells: 1 is linear, 0 is constant. */
  readonly slopes: {
    readonly bytes: Readonly<Record<Structure, number>>;
    readonly nanoseconds: Readonly<Record<Structure, number>>;
    readonly work: number;
  };
}

/** Measures each structure on each step of a ladder. */
export const scalingMeasurement: Measurement<ScalingData> = {
  units: (size) => laddersOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { title, grows, steps } = ladderNamed(unit, context.size);
    const out: ScalingStep[] = [];
    for (const { name, subject } of steps) {
      context.report(`${title}, ${name}: structures`);
      const truth = await context.truth(subject, 0);
      out.push(measureRung(name, truth, new Encoder(truth)));
    }
    const slopeOf = (pick: (step: ScalingStep) => number, against: (step: ScalingStep) => number): number =>
      slope(out.map((step) => [Math.log(against(step)), Math.log(Math.max(1, pick(step)))]));
    const each = (pick: (step: ScalingStep, structure: Structure) => number, against: (step: ScalingStep) => number) =>
      byStructure((structure) => slopeOf((step) => pick(step, structure), against));
    return {
      ladder: unit,
      title,
      grows,
      steps: out,
      slopes: {
        bytes: each(
          (step, structure) => step.bytes[structure],
          ({ cells }) => cells,
        ),
        nanoseconds: each(
          (step, structure) => step.nanoseconds[structure],
          ({ largest }) => largest,
        ),
        work: slopeOf(
          ({ work }) => work,
          ({ positions }) => positions,
        ),
      },
    };
  },
};

function byStructure<T>(of: (structure: Structure) => T): Record<Structure, T> {
  return { array: of('array'), sorted: of('sorted'), hash: of('hash'), perfect: of('perfect') };
}

function measureRung(name: string, truth: Truth, encoder: Encoder): ScalingStep {
  const number = truth.slices.reduce(
    (best, { values }, i) => (values.length > truth.slices[best].values.length ? i : best),
    0,
  );
  const { length, alphabetSize } = encoder.cells(number, true);
  const random = new Random(3);
  const cells = Uint32Array.from({ length: PROBES }, () => random.below(length));
  return {
    name,
    positions: truth.positions,
    cells: truth.cells,
    bytes: byStructure((structure) =>
      encoder.all(structure, true).reduce((sum, slice) => sum + headBytes(slice) + slice.payload.length, 0),
    ),
    nanoseconds: byStructure((structure) => {
      const reader = coderNamed(structure).open(encoder.encode(number, structure, true).payload, length, alphabetSize);
      let sum = 0;
      const each = nanoseconds(PROBES, () => {
        for (const cell of cells) sum += reader.at(cell);
      });
      if (sum < 0) throw new Error('codes are not negative');
      return each;
    }),
    largest: length,
    work: truth.slices.reduce((sum, { effort }) => sum + (effort.words || effort.edges), 0),
    rehash: rehash(truth.positions),
  };
}

function rehash(keys: number): { mean: number; most: number } {
  let moved = 0;
  let most = 0;
  for (let capacity = 16; 0.75 * capacity < keys; capacity *= 2) {
    most = Math.floor(0.75 * capacity);
    moved += most;
  }
  return { mean: moved / Math.max(1, keys), most };
}

/** Returns the slope of the straight line with the least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
