import { Numbering, type NumberingLayout } from '../../syzygy/numbering.ts';
import type { Pause } from './pause.ts';
import { Placing } from './placing.ts';

/** Pieces of a sample, and the share of the cells in it: enough to tell layouts apart. */
const PIECES = 16;
const SHARE = 1 / 8;
/** Smaller parts are looked at whole. */
const WHOLE = 1 << 16;
/** Cells in a row that are looked at first, in each piece. */
const FIRST_LOOK = 4096;
/** Layouts whose values change more often than so many times the least are passed over, and those after so many. */
const MOST_CHANGES = 2;
const MOST_TRIED = 8;

/** Cells of a part in the order of one layout, from which every other layout takes them. */
export class Arranged {
  readonly #layout: NumberingLayout;
  readonly #numbering: Numbering;
  readonly #cells: Uint16Array;

  constructor(layout: NumberingLayout, cells: Uint16Array) {
    this.#layout = layout;
    this.#numbering = new Numbering(layout);
    this.#cells = cells;
  }

  /** Returns all cells in the order of another layout. */
  in(layout: NumberingLayout): Uint16Array {
    return this.#pieces(layout, 1, this.#cells.length);
  }

  /**
   * Returns the layout in which cells take the fewest bytes, by a sample; of several the first.
   * @param changes how often their values change
   * @param bytes that they take; this is asked about layouts with few changes alone
   */
  async cheapest(
    layouts: readonly NumberingLayout[],
    changes: (cells: Uint16Array) => number,
    bytes: (cells: Uint16Array) => number,
    pause: Pause,
  ): Promise<NumberingLayout> {
    const { length } = this.#cells;
    const isSmall = length <= WHOLE;
    const look = isSmall ? length : FIRST_LOOK;
    const counted: { layout: NumberingLayout; count: number }[] = [];
    for (const layout of layouts) {
      counted.push({ layout, count: changes(this.#pieces(layout, isSmall ? 1 : PIECES, look)) });
      await pause();
    }
    counted.sort((a, b) => a.count - b.count);
    const few = counted.filter(({ count }) => count <= MOST_CHANGES * counted[0].count).slice(0, MOST_TRIED);
    if (few.length === 1) return few[0].layout;
    const piece = isSmall ? length : Math.floor((length * SHARE) / PIECES);
    let best = few[0].layout;
    let least = Number.POSITIVE_INFINITY;
    for (const { layout } of few) {
      const size = bytes(this.#pieces(layout, isSmall ? 1 : PIECES, piece));
      if (size < least) [best, least] = [layout, size];
      await pause();
    }
    return best;
  }

  /** Returns pieces of the cells in the order of another layout, at equal distances. */
  #pieces(layout: NumberingLayout, pieces: number, length: number): Uint16Array {
    const view = new LayoutView(this.#layout, layout, this.#numbering);
    const out = new Uint16Array(pieces * length);
    for (let piece = 0; piece < pieces; piece++) {
      const from = pieces === 1 ? 0 : Math.floor(((this.#cells.length - length) * piece) / (pieces - 1));
      for (let i = 0; i < length; i++) out[piece * length + i] = this.#cells[view.at(from + i)];
    }
    return out;
  }
}

/** Finds the number in one layout of what has a number in another. */
class LayoutView {
  readonly #placing: Placing;
  readonly #numbering: Numbering;
  /** By man of the first layout: the man of the other. */
  readonly #from: Uint8Array;
  readonly #cells: Uint8Array;

  constructor(first: NumberingLayout, other: NumberingLayout, numbering: Numbering) {
    this.#placing = new Placing(other);
    this.#numbering = numbering;
    this.#cells = new Uint8Array(first.men.length);
    // Like men stand together in each layout.
    this.#from = first.men.map((name, i) => other.men.indexOf(name) + i - first.men.indexOf(name));
  }

  at(number: number): number {
    this.#placing.place(number);
    const { cells } = this.#placing;
    for (let i = 0; i < cells.length; i++) this.#cells[i] = cells[this.#from[i]];
    return this.#numbering.ofCells(this.#cells);
  }
}
