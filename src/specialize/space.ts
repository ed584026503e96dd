import type { Position } from '../game/position.ts';
import { codeOf, EMPTY, kindOfCode, NONE, type Schema, type Side, sideOfCode } from '../game/schema.ts';
import { type Axes, singleAxis } from './axes.ts';
import { Compositions } from './compositions.ts';
import { Crowded, isCrowded } from './crowded.ts';
import type { Material, Materials } from './material.ts';
import { Occupancies, prefersOccupancies } from './occupancies.ts';
import { Placements } from './placements.ts';
import { type Indexer, type Ranking, tooLarge } from './ranking.ts';
import type { Symmetry } from './symmetry.ts';

/** What it takes to make a space again, in another thread. */
export interface SpaceRecipe {
  /** Signatures of the materials, in the order of their indices. */
  readonly signatures: readonly number[];
  readonly symmetries: readonly Symmetry[];
  /** Signatures of all positions that the space holds. */
  readonly held: readonly number[];
}

/** One part of a space: the indices of one material with one side to move. */
export interface SpacePart {
  readonly material: Material;
  readonly turn: Side;
  /** First index. */
  readonly base: number;
  /** Number of indices. */
  readonly size: number;
  /** Sets an open position to an index of the part, counted from its base; returns false for a hole. */
  readonly unrank: (index: number, p: Position) => boolean;
  readonly indexer: Indexer;
  /** Returns the digits of an index minus the base; each call computes them. */
  readonly axes: () => Axes;
}

/**
 * Returns the sides to move that need indices of their own.
 * @param one whether exchanging the sides keeps the material
 */
function turnsOf(schema: Schema, material: Material, one: boolean): readonly Side[] {
  if (one) return [0];
  return schema.mover ? [schema.mover(material.board)] : [0, 1];
}

function indexerOf(
  schema: Schema,
  materials: Materials,
  material: Material,
  turn: Side,
  symmetries: readonly Symmetry[],
): Indexer {
  if (schema.content === 'seeds') {
    return new Compositions(schema.board.cells, material.signature, turn, symmetries);
  }
  if (prefersOccupancies(schema, material, materials.placementsApart(material.board))) {
    return new Occupancies(schema, material, turn, symmetries);
  }
  if (isCrowded(schema, material)) return new Crowded(schema, material, turn, symmetries);
  return new Placements(schema, material, turn, symmetries);
}

/** What one signature has for each side to move. */
type Turns<T> = (T | undefined)[];

/**
 * The index space of one slice: the spaces of its parts, end to end. A part is one canonical material with one side to
 * move. If exchanging the sides is a symmetry that keeps the material (KQvKQ), one side to move is enough.
 */
export class Space {
  /** Number of indices, holes included; below 2^31. */
  readonly size: number;
  /** Order of the symmetry group of the last ranked position (1 for a position without symmetry). */
  stabilizer = 1;
  /** @internal */
  readonly parts: readonly SpacePart[];
  /** By signature. A probe needs one ranking of many, so each is made when it is needed. */
  readonly #views = new Map<number, Turns<Ranking>>();
  readonly #makers = new Map<number, Turns<() => Ranking>>();
  readonly #signature: number;
  readonly #turns: Turns<Ranking>;
  /** Absent if there is only one signature, which saves looking up those of exits. */
  readonly #others: ReadonlyMap<number, Turns<Ranking>> | undefined;
  #open = -1;

  readonly #symmetries: readonly Symmetry[];

  /**
   * @param signatures those of the slice's materials
   * @param symmetries those of everything from the slice down, the identity first
   * @internal
   */
  constructor(materials: Materials, signatures: Iterable<number>, symmetries: readonly Symmetry[]) {
    const { schema } = materials;
    const parts: SpacePart[] = [];
    let base = 0;
    this.#symmetries = symmetries;
    for (const signature of signatures) {
      const material = materials.of(signature);
      const swapped = materials.swap(material.signature);
      const keeping = symmetries.filter((s) => !s.swap);
      const exchange = symmetries.find((s) => s.swap);
      const turns = turnsOf(schema, material, exchange !== undefined && swapped === material.signature);
      for (const turn of turns) {
        const indexer = indexerOf(schema, materials, material, turn, keeping);
        const identity = keeping[0].image;
        const first = base;
        this.#add(material.signature, turn, () => indexer.view(identity, (code) => code, first));
        if (exchange) {
          const other = (code: number): number =>
            codeOf(schema, kindOfCode(schema, code), (1 - sideOfCode(schema, code)) as Side);
          const side = (1 - turn) as Side;
          if (turns.length === 1 || swapped !== material.signature)
            this.#add(swapped, side, () => indexer.view(exchange.image, other, first));
        }
        const { size } = indexer;
        const axes = (): Axes => (indexer instanceof Placements ? indexer.axes : singleAxis(size));
        const unrank = (index: number, p: Position): boolean => indexer.unrank(index, p);
        parts.push({ material, turn, base, size, unrank, indexer, axes });
        base += indexer.size;
      }
    }
    if (base >= 2 ** 31) throw tooLarge(base);
    this.parts = parts;
    this.size = base;
    this.#signature = parts[0].material.signature;
    this.#turns = this.#views.get(this.#signature)!;
    this.#others = this.#views.size > 1 ? this.#views : undefined;
  }

  #add(signature: number, turn: Side, make: () => Ranking): void {
    const makers = this.#makers.get(signature) ?? [undefined, undefined];
    makers[turn] = make;
    this.#makers.set(signature, makers);
    if (!this.#views.has(signature)) this.#views.set(signature, [undefined, undefined]);
  }

  /** Makes a ranking of the slice; undefined if there is none for this side to move. */
  #made(signature: number, turn: number): Ranking | undefined {
    const view = this.#makers.get(signature)![turn]?.();
    this.#views.get(signature)![turn] = view;
    return view;
  }

  /** Returns the index of the position's orbit, or -1 if it is not of this slice or has men on forbidden cells. */
  rank(p: Position): number {
    const turns = p.signature === this.#signature ? this.#turns : this.#others?.get(p.signature);
    if (turns === undefined || p.flags !== 0) return -1;
    const view = turns[p.turn] ?? this.#made(p.signature, p.turn);
    if (view === undefined) return -1;
    const index = view.rank(p);
    this.stabilizer = view.stabilizer;
    return index;
  }

  /** Returns the ranking of what comes of a shift. */
  #after({ signature, turn }: Position): Ranking | undefined {
    const turns = signature === this.#signature ? this.#turns : this.#others?.get(signature);
    return turns && (turns[1 - turn] ?? this.#made(signature, 1 - turn));
  }

  /**
   * Returns the index of `p` after the man on `from` goes to the empty cell `to` and the turn passes without a mark, or
   * -1. It plays nothing: a ranking reads only the lists (or else the cells), the turn and the mark.
   */
  rankShifted(p: Position, from: number, to: number): number {
    const view = this.#after(p);
    if (view === undefined) return -1;
    const { cells, lists, mark } = p;
    const at = p.listIndex(from);
    lists[at] = to;
    p.mark = NONE;
    if (view.readsCells) {
      cells[to] = cells[from];
      cells[from] = EMPTY;
    }
    const index = view.rank(p);
    if (view.readsCells) {
      cells[from] = cells[to];
      cells[to] = EMPTY;
    }
    lists[at] = from;
    p.mark = mark;
    this.stabilizer = view.stabilizer;
    return index;
  }

  /**
   * Fills `out` with what `rankShifted` returns for each of some shifts, in half the time. The stabilizer is not told.
   * @param shifts `from + 256 * to`
   * @param count number of shifts
   * @returns false if they can only be ranked one by one
   * @internal
   */
  rankShifts(p: Position, shifts: Int32Array, count: number, out: Int32Array): boolean {
    const view = this.#after(p);
    if (view?.rankShifts === undefined) return false;
    const { mark } = p;
    p.mark = NONE;
    view.rankShifts(p, shifts, count, out);
    p.mark = mark;
    return true;
  }

  /**
   * Sets `p` to the position of `index`. Consecutive calls should use the same `p`.
   * @returns false for a hole; then `p` may only be unranked again
   */
  unrank(index: number, p: Position): boolean {
    const i = this.#partOf(index);
    const part = this.parts[i];
    if (p.signature !== part.material.signature || this.#open !== i) {
      p.open(part.material.signature, part.material.reserve);
      this.#open = i;
    }
    return part.unrank(index - part.base, p);
  }

  /** Returns whether the images of the position of an index under the symmetries have the same index. */
  isReduced(index: number): boolean {
    return this.parts[this.#partOf(index)].indexer.isReduced;
  }

  /** Returns the part that holds `index`: mostly the last one, else the one that halving finds. */
  #partOf(index: number): number {
    const { parts } = this;
    if (this.#open >= 0) {
      const { base, size } = parts[this.#open];
      if (index >= base && index < base + size) return this.#open;
    }
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle].base <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Returns what it takes to make the space again.
   * @internal
   */
  get recipe(): SpaceRecipe {
    const signatures = new Set(this.parts.map((part) => part.material.signature));
    return { signatures: [...signatures], symmetries: this.#symmetries, held: [...this.#views.keys()] };
  }

  /** Returns whether positions of this signature belong to the slice. */
  holds(signature: number): boolean {
    return this.#views.has(signature);
  }
}
