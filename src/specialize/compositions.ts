import type { Position } from '../game/position.ts';
import type { Side } from '../game/schema.ts';
import { binomial, CHOOSE, choose } from './binomial.ts';
import { type Indexer, type Ranking, tooLarge } from './ranking.ts';
import type { Symmetry } from './symmetry.ts';

/**
 * Dense ranking of seeds in pits: the ways to write a number of seeds as an ordered sum over the cells (compositions),
 * up to symmetry. Pits and seeds are stars and bars: bar i stands at s_1 + ... + s_i + i, and the bars' places are
 * ranked as a combination, so there are binomial(seeds + cells - 1, cells - 1) indices. The least index among the
 * images of a position counts; the others are holes.
 */
export class Compositions implements Indexer {
  readonly size: number;
  readonly isReduced = true;
  readonly turn: Side;
  readonly #seeds: number;
  readonly #cells: number;
  readonly #images: readonly Uint8Array[];
  readonly #view: CompositionView;
  /** The composition of the last unranked index. Slices are traversed in order, and the next composition is near. */
  readonly #counts: Uint8Array;
  #index = -2;

  /** @throws EndgameError E_TOO_LARGE if the space has 2^31 indices or more, or more than 31 cells */
  constructor(cells: number, seeds: number, turn: Side, symmetries: readonly Symmetry[]) {
    this.size = choose(seeds + cells - 1, cells - 1);
    if (cells > 31 || seeds + cells > 255 || this.size >= 2 ** 31) throw tooLarge(this.size);
    this.turn = turn;
    this.#seeds = seeds;
    this.#cells = cells;
    this.#counts = new Uint8Array(cells);
    this.#images = symmetries.map((s) => s.image);
    this.#view = this.view(
      Uint8Array.from({ length: cells }, (_, i) => i),
      (code) => code,
      0,
    );
  }

  /** Returns the ranking for exchanged or turned positions; see `Indexer`. */
  view(image: Uint8Array, _codeIn: (code: number) => number, base: number): CompositionView {
    return new CompositionView(
      this.#cells,
      base,
      this.size,
      this.#images.map((inner) => image.map((to) => inner[to])),
    );
  }

  /** Sets `p`, which must be open for this material, to position `index`; returns false if the index is a hole. */
  unrank(index: number, p: Position): boolean {
    if (index === this.#index + 1) this.#advance();
    else this.decode(index, this.#counts);
    this.#index = index;
    p.fill(this.#counts, this.#seeds, this.turn);
    return this.#images.length === 1 || this.#view.rank(p) === index;
  }

  /** Writes the seeds in each cell of an index, hole or not, to `out`. */
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

  /** Moves the first bar with room to its right by one place and the bars before it back to the start. */
  #advance(): void {
    const counts = this.#counts;
    let i = 1;
    while (counts[i] === 0) i++;
    const first = counts[0];
    counts[0] = 0;
    counts[i]--;
    counts[i - 1] = first + 1;
  }
}

/** `Compositions` for exchanged or turned positions. */
export class CompositionView implements Ranking {
  readonly size: number;
  stabilizer = 1;
  readonly readsCells = true;
  readonly #cells: number;
  readonly #base: number;
  /** For each image the cell that the content of each cell comes from. */
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

  /** Returns the index of the position's orbit. */
  rank(p: Position): number {
    let best = -1;
    const { cells } = p;
    const most = this.#cells;
    for (let s = 0; s < this.#sources.length; s++) {
      const source = this.#sources[s];
      let index = 0;
      // Row `bar` and column `i` of the table of binomials.
      let at = -CHOOSE;
      for (let i = 1; i < most; i++) {
        at += (cells[source[i - 1]] + 1) * CHOOSE;
        index += binomial[at + i];
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
