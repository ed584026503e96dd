import { UNUSED } from '../game/value.ts';
import type { Side } from '../game/schema.ts';
import type { CodeStream, Values } from '../game/values.ts';
import type { PlacedCells } from '../engine/index.ts';
import { placedCellsOf } from './cells.ts';
import { passantValue } from './passant.ts';
import type { ProblemCache } from './problem-cache.ts';
import type { KernelTask } from './task.ts';
import { type ClassSlots, sideIn, slotsOf } from './slots.ts';
import type { Solved } from './solved.ts';
import type { StoredOrder } from './stored-order.ts';
import { Tiles } from './tiles.ts';

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
  readonly #class: ClassSlots;
  readonly #tiles: Tiles;

  private constructor(cache: ProblemCache, order: StoredOrder, all: ClassSlots) {
    this.order = order;
    this.length = order.size;
    this.#cache = cache;
    this.#class = all;
    this.#tiles = new Tiles(cache, order, all);
    const bytes = new Map<Solved, number>();
    for (const slot of all.slots) {
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
    return placedCellsOf(this.#cache, this.order, part, this.#class);
  }

  at(index: number): number {
    const { parts, pieces, mirrored } = this.order;
    const part = parts.find(({ base, size }) => index >= base && index < base + size);
    if (part === undefined) throw new RangeError(`no index ${index}`);
    let rest = index - part.base;
    const mark = rest % part.marks;
    rest = (rest - mark) / part.marks;
    const slot = this.#class.slots[rest % this.#class.slots.length];
    rest = Math.floor(rest / this.#class.slots.length);
    const combos = pieces.map(() => 0);
    for (let g = pieces.length - 1; g >= 0; g--) {
      combos[g] = rest % pieces[g].size;
      rest = Math.floor(rest / pieces[g].size);
    }
    if (slot === undefined || (mirrored[rest] === 1 && this.#tiles.isHole(combos))) return UNUSED;
    const at = this.#tiles.index(rest, combos, slot.view);
    if (mark === 0) return this.#cache.metricCodes.meaning[slot.solved.code(sideIn(slot, part.turn), at)];
    const passants = slot.marked[part.turn][mark];
    return passants ? passantValue(this.#cache, slot.solved, passants, at) : UNUSED;
  }

  read(from: number, out: Int16Array): void {
    if (from < 0 || from + out.length > this.length)
      throw new RangeError(`no indices ${from} to ${from + out.length - 1}`);
    const { bits, meaning } = this.#tiles.form;
    let done = 0;
    for (const part of this.order.parts) {
      const size = this.#tiles.size(part);
      while (done < out.length && from + done < part.base + part.size) {
        const start = from + done - part.base;
        const codes = this.#tiles.read(part, Math.floor(start / size));
        const skip = start % size;
        const end = Math.min(size, skip + out.length - done);
        for (let i = skip; i < end; i++) {
          out[done++] = meaning[bits === 2 ? (codes[i >> 2] >> ((i & 3) << 1)) & 3 : codes[i]];
        }
      }
    }
  }

  stream(): CodeStream {
    return { ...this.#tiles.form, pieces: this.#pieces() };
  }

  *#pieces(): Generator<Uint8Array | Uint16Array, void, void> {
    for (const part of this.order.parts) {
      const count = part.size / this.#tiles.size(part);
      for (let number = 0; number < count; number++) yield this.#tiles.read(part, number);
    }
  }
}
