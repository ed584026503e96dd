import { UNUSED } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import type { ProblemCache } from './problem-cache.ts';
import type { KernelTask } from './problem-solver.ts';
import { type StoredOrder, type OrderPart, transposed } from './stored-order.ts';
import { passantValue } from './passant.ts';
import type { Side } from '../game/schema.ts';
import type { PlacedCells } from '../engine/index.ts';
import { placedCellsOf } from './cells.ts';
import type { Resolved } from './problem.ts';
import { type Solved, SolvedCodes } from './solved.ts';
import { type ClassSlots, type Slot, slotsOf } from './slots.ts';

/** Share of each man's digits in a problem's index, under one view. */
interface Weights {
  readonly white: Int32Array;
  readonly black: Int32Array;
  /** For each group of pieces by combination. */
  readonly groups: readonly Int32Array[];
}

/**
 * Values of a whole slice, read from the solved problems in the order of the index spaces. It allocates nothing of the
 * size of the table.
 */
export class KernelValues implements Values {
  readonly length: number;
  readonly byteLength: number;
  /** The order of the indices. */
  readonly order: StoredOrder;
  readonly #cache: ProblemCache;
  readonly #slots: readonly (Slot | undefined)[];
  readonly #views: readonly (Resolved | undefined)[];
  readonly #weights: readonly (Weights | undefined)[];
  readonly #transposed: readonly Int32Array[];
  readonly #meaning: Int16Array;
  /** Combinations of pawns, and of the innermost group, over which the reading loop runs. */
  readonly #pawns: number;
  readonly #hasHead: boolean;
  readonly #headStride: number;

  private constructor(cache: ProblemCache, order: StoredOrder, { slots, views }: ClassSlots) {
    this.order = order;
    this.length = order.size;
    this.#cache = cache;
    this.#slots = slots;
    this.#meaning = cache.metricCodes.meaning;
    this.#pawns = order.pawnGroups[0].size * order.pawnGroups[1].size;
    this.#transposed = order.pieces.map(transposed);
    const any = slots.find((slot) => slot !== undefined)!;
    this.#hasHead = any.solved.problem.hasKingPair;
    this.#headStride = 64 ** any.solved.problem.digits.length;
    this.#views = views;
    this.#weights = views.map((resolved) => resolved && weightsOf(order, resolved));
    const bytes = new Map<Solved, number>();
    for (const slot of slots) {
      if (slot) bytes.set(slot.solved, slot.solved.bytes + 2 * (slot.settled?.[0].byteLength ?? 0));
    }
    this.byteLength = [...bytes.values()].reduce((sum, each) => sum + each, 0);
  }

  /**
   * Solves every problem of a slice.
   * @param run receives as progress the share of pawn placements that are done, or of a single problem's positions
   * @param settled whether `cells` shall tell which positions exits settle
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  static async make(
    cache: ProblemCache,
    order: StoredOrder,
    run: KernelTask = {},
    settled = false,
  ): Promise<KernelValues> {
    return new KernelValues(cache, order, await slotsOf(cache, order, run, settled));
  }

  /**
   * Yields the legal positions of a side to move; see `SolvedSlice.cells`.
   * @throws RangeError if the order has no part with this turn
   */
  cells(turn: Side): Generator<PlacedCells, void, void> {
    const part = this.order.parts.find((each) => each.turn === turn);
    if (!part) throw new RangeError(`positions with side ${turn} to move are those with the sides exchanged`);
    return placedCellsOf(this.#cache, this.order, part, { slots: this.#slots, views: this.#views });
  }

  at(index: number): number {
    const out = new Int16Array(1);
    this.read(index, out);
    return out[0];
  }

  read(from: number, out: Int16Array): void {
    if (from < 0 || from + out.length > this.length)
      throw new RangeError(`no indices ${from} to ${from + out.length - 1}`);
    let done = 0;
    for (const part of this.order.parts) {
      const start = from + done - part.base;
      if (done === out.length || start >= part.size) continue;
      done += this.#readPart(part, start, out, done);
    }
  }

  /** Reads values of a part from its index `start` on to `out` from `at` on, up to the end of either. */
  #readPart(part: OrderPart, start: number, out: Int16Array, at: number): number {
    const { order } = this;
    const count = Math.min(part.size - start, out.length - at);
    const { pieces } = order;
    const inner = this.#pawns * part.marks;
    // The combinations of the pieces are an odometer; the pawns and the mark are the innermost loop.
    const combos = new Int32Array(pieces.length);
    let rest = Math.floor(start / inner);
    let skip = start - rest * inner;
    for (let g = pieces.length - 1; g >= 0; g--) {
      combos[g] = rest % pieces[g].size;
      rest = Math.floor(rest / pieces[g].size);
    }
    let orbit = rest;
    let done = 0;
    const bases = new Int32Array(4);
    while (done < count) {
      if (pieces.length > 0 && inner === 1) {
        done += this.#run(part.turn, orbit, combos, out, at + done, count - done);
      } else {
        for (let view = 0; view < 4; view++) bases[view] = this.#base(orbit, combos, view);
        const take = Math.min(inner - skip, count - done);
        this.#readPawns(part, bases, skip, take, out, at + done);
        done += take;
        skip = 0;
        let g = pieces.length - 1;
        for (; g >= 0; g--) {
          if (++combos[g] < pieces[g].size) break;
          combos[g] = 0;
        }
        if (g < 0) orbit++;
        continue;
      }
      // `run` ended at the end of the innermost group or of `out`.
      combos[pieces.length - 1] = 0;
      let g = pieces.length - 2;
      for (; g >= 0; g--) {
        if (++combos[g] < pieces[g].size) break;
        combos[g] = 0;
      }
      if (g < 0) orbit++;
    }
    return count;
  }

  /** Returns the index of kings and pieces in the problems of a view. */
  #base(orbit: number, combos: Int32Array, view: number): number {
    const weights = this.#weights[view];
    if (!weights) return 0;
    const { orbits } = this.order;
    let base = this.#hasHead
      ? orbit * this.#headStride
      : weights.white[orbits[2 * orbit]] + weights.black[orbits[2 * orbit + 1]];
    for (let g = 0; g < combos.length; g++) base += weights.groups[g][combos[g]];
    return base;
  }

  /** Reads without pawns: the last group from its current combination on. */
  #run(turn: Side, orbit: number, combos: Int32Array, out: Int16Array, at: number, most: number): number {
    const g = combos.length - 1;
    const first = combos[g];
    const { solved } = this.#slots[0]!;
    const adds = this.#weights[0]!.groups[g];
    const base = this.#base(orbit, combos, 0) - adds[first];
    const meaning = this.#meaning;
    const count = Math.min(adds.length - first, most);
    if (solved instanceof SolvedCodes) {
      const source = solved.codes[turn];
      for (let i = 0; i < count; i++) out[at + i] = meaning[source[base + adds[first + i]]]!;
    } else {
      for (let i = 0; i < count; i++) out[at + i] = meaning[solved.code(turn, base + adds[first + i])]!;
    }
    if (this.order.mirrored[orbit]) {
      for (let i = 0; i < count; i++) {
        combos[g] = first + i;
        if (this.#isHole(combos)) out[at + i] = UNUSED;
      }
      combos[g] = first;
    }
    return count;
  }

  /** Returns whether the mirror image of a position with both kings on the diagonal has the smaller index. */
  #isHole(combos: Int32Array): boolean {
    for (let g = 0; g < combos.length; g++) {
      const image = this.#transposed[g][combos[g]];
      if (image !== combos[g]) return image < combos[g];
    }
    return false;
  }

  #readPawns(
    { turn, marks }: OrderPart,
    bases: Int32Array,
    skip: number,
    take: number,
    out: Int16Array,
    at: number,
  ): void {
    const meaning = this.#meaning;
    let slotNumber = Math.floor(skip / marks);
    let mark = skip - slotNumber * marks;
    for (let i = 0; i < take; i++) {
      const slot = this.#slots[slotNumber];
      let v = UNUSED;
      if (slot !== undefined) {
        const index = bases[slot.view];
        if (mark === 0) v = meaning[slot.solved.code((slot.swap ? 1 - turn : turn) as Side, index)];
        else {
          const passants = slot.marked[turn][mark];
          if (passants) v = passantValue(this.#cache, slot.solved, passants, index);
        }
      }
      out[at + i] = v;
      if (++mark === marks) {
        mark = 0;
        slotNumber++;
      }
    }
  }
}

function weightsOf(order: StoredOrder, { problem, flip, digits, kings }: Resolved): Weights {
  const strideOf = (man: number): number => {
    const digit = digits.indexOf(man);
    return digit < 0 ? 0 : 64 ** (problem.digits.length - 1 - digit);
  };
  const byCell = (man: number): Int32Array =>
    Int32Array.from({ length: 64 }, (_, cell) => (cell ^ flip) * strideOf(man));
  let man = 2;
  const groups = order.pieces.map(({ men, places, size }) => {
    const strides = Array.from({ length: men }, (_, i) => strideOf(man + i));
    man += men;
    return Int32Array.from({ length: size }, (_, c) =>
      strides.reduce((sum, stride, i) => sum + (places[c * men + i] ^ flip) * stride, 0),
    );
  });
  if (kings.length !== 2) throw new Error('two kings');
  return { white: byCell(0), black: byCell(1), groups };
}
