/** The word-parallel kernel behind the contract: slices of up to five men, whole. */

import type { Metric } from '../game/values.ts';
import { EndgameError } from '../game/errors.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Kernel, KernelEffort, KernelRun } from './contract.ts';
import { arrayBytes } from './layout.ts';
import { Library } from './library.ts';
import { METERS } from './metric.ts';
import { type Order, orderOf } from './order.ts';
import { Problems } from './problem.ts';
import { KernelValues } from './values.ts';

const MOST_MEN = 5;
/** Slabs and the memory of the process that a kernel needs beside its arrays. */
const SPARE_BYTES = 16_000_000;

export class WordKernel implements Kernel {
  readonly #specialization: Specialization;
  readonly #libraries = new Map<Metric, Library>();
  readonly #orders = new Map<Slice, Order>();

  constructor(specialization: Specialization) {
    this.#specialization = specialization;
  }

  supports(slice: Slice): boolean {
    return slice.signatures.length === 1 && this.#specialization.materials.men(slice.signatures[0]) <= MOST_MEN;
  }

  predict(slice: Slice, metric: Metric): number {
    const order = this.#order(slice);
    const meter = METERS[metric];
    const cells = ([0, 1] as const).map((side) =>
      Array.from({ length: order.pawns[side] }, (_, i) => 8 + 8 * side + i),
    );
    const { problem } = new Problems().resolve(order.men, [cells[0], cells[1]]);
    const working = arrayBytes(problem, meter.depths, metric === 'dtz');
    // Half of the placements are mirror images, but the codes of illegal positions are kept too.
    const placements = Math.ceil((order.pawnGroups[0].size * order.pawnGroups[1].size) / 2);
    const codes = problem.rows * 4096 * 2 * (metric === 'dtz' ? 2 : 1);
    return working + placements * codes + SPARE_BYTES;
  }

  async solve(slice: Slice, run: KernelRun): Promise<{ values: KernelValues; effort: KernelEffort }> {
    const needed = this.predict(slice, run.metric);
    if (needed > run.memory) {
      throw new EndgameError(
        'E_BUDGET',
        `solving ${slice.name} needs ${Math.ceil(needed / 1e6)} MB, ${Math.floor(run.memory / 1e6)} MB are left`,
        'give it more memory',
      );
    }
    const library = this.#library(run.metric);
    const before = { ...library.effort };
    library.effort.bytes = 0;
    const values = await KernelValues.make(library, this.#order(slice), {
      signal: run.signal,
      threads: run.threads,
      onProgress: (share) => run.onProgress?.('solving', share),
    });
    const { effort } = library;
    return {
      values,
      effort: {
        positions: effort.positions - before.positions,
        edges: 0,
        backEdges: 0,
        bytes: effort.bytes,
        words: effort.words - before.words,
      },
    };
  }

  #library(metric: Metric): Library {
    const known = this.#libraries.get(metric);
    if (known) return known;
    const made = new Library({ game: this.#specialization.game, meter: METERS[metric] });
    this.#libraries.set(metric, made);
    return made;
  }

  #order(slice: Slice): Order {
    const known = this.#orders.get(slice);
    if (known) return known;
    const { materials, game } = this.#specialization;
    const { board } = materials.of(slice.signatures[0]);
    const kinds = game.schema.kinds.length;
    const order = orderOf([[...board.subarray(1, 1 + kinds)], [...board.subarray(1 + kinds, 1 + 2 * kinds)]]);
    this.#orders.set(slice, order);
    return order;
  }
}
