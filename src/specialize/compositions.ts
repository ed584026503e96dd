/**
 * Dense ranking of seeds in pits: the ways to write a number of seeds as an ordered sum over the cells (compositions),
 * up to symmetry. Pits and seeds are stars and bars: bar i stands at s_1 + ... + s_i + i, and the bars' places are
 * ranked as a combination, so there are binomial(seeds + cells - 1, cells - 1) indices. Of the images of a position
 * the least index counts, the others are holes.
 */

import type { Position } from '../game/position.ts';
import { NONE, type Side } from '../game/schema.ts';
import { choose, type Ranking, tooLarge } from './ranking.ts';
import type { Symmetry } from './symmetry.ts';

export class Compositions {
  readonly size: number;
  readonly turn: Side;
  readonly #seeds: number;
  readonly #cells: number;
  readonly #images: readonly Uint8Array[];
  readonly #view: CompositionView;
  readonly #contents: Uint8Array;

  /** @throws EndgameError E_BUDGET if the space has 2^31 indices or more, or more than 31 cells */
  constructor(cells: number, seeds: number, turn: Side, symmetries: readonly Symmetry[]) {
    this.size = choose(seeds + cells - 1, cells - 1);
    if (cells > 31 || seeds + cells > 255 || this.size >= 2 ** 31) throw tooLarge(this.size);
    this.turn = turn;
    this.#seeds = seeds;
    this.#cells = cells;
    this.#contents = new Uint8Array(cells);
    this.#images = symmetries.map((s) => s.image);
    this.#view = this.view(
      Uint8Array.from({ length: cells }, (_, i) => i),
      0,
    );
  }

  /** The seeds in each cell, by an index, hole or not. */
  decode(index: number, out: Uint8Array): void {
    let rest = index;
    let last = this.#seeds + this.#cells - 1;
    for (let i = this.#cells - 1; i >= 0; i--) {
      let bar = i - 1;
      if (i > 0) {
        while (choose(bar + 1, i) <= rest) bar++;
        rest -= choose(bar, i);
      }
      out[i] = last - bar - 1;
      last = bar;
    }
  }

  view(image: Uint8Array, base: number): CompositionView {
    return new CompositionView(
      this.#cells,
      base,
      this.size,
      this.#images.map((inner) => image.map((to) => inner[to])),
    );
  }

  unrank(index: number, p: Position): boolean {
    p.clear();
    this.decode(index, this.#contents);
    for (let i = this.#cells - 1; i >= 0; i--) p.set(i, this.#contents[i]);
    p.turn = this.turn;
    p.mark = NONE;
    p.forget();
    return this.#images.length === 1 || this.#view.rank(p) === index;
  }
}

export class CompositionView implements Ranking {
  readonly size: number;
  stabilizer = 1;
  readonly #cells: number;
  readonly #base: number;
  /** For each image, from which cell the content of each cell comes. */
  readonly #sources: readonly Uint8Array[];

  constructor(cells: number, base: number, size: number, images: readonly Uint8Array[]) {
    this.size = size;
    this.#cells = cells;
    this.#base = base;
    this.#sources = images.map((image) => {
      const source = new Uint8Array(cells);
      image.forEach((to, from) => (source[to] = from));
      return source;
    });
  }

  rank(p: Position): number {
    let best = -1;
    for (let s = 0; s < this.#sources.length; s++) {
      const source = this.#sources[s];
      let index = 0;
      let bar = -1;
      for (let i = 1; i < this.#cells; i++) {
        bar += p.cells[source[i - 1]] + 1;
        index += choose(bar, i);
      }
      if (index === best) this.stabilizer++;
      else if (best < 0 || index < best) {
        best = index;
        this.stabilizer = 1;
      }
    }
    return best + this.#base;
  }
}
