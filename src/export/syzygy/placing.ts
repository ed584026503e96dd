import { choose } from '../../specialize/binomial.ts';
import { Numbering, type NumberingLayout } from '../../syzygy/numbering.ts';
import { KING_PAIR_NUMBERS, PAWN_PLACES, TRIANGLE } from '../../syzygy/placement-numbers.ts';

const FIRST_PAWN_CELL = 8;

/** The inverse of a `Numbering`: from numbers to the cells of the men. */
export class Placing {
  readonly numbering: Numbering;
  /** Cells of the men of the last number, in the order of the layout. */
  readonly cells: Uint8Array;
  /** Cells of the leading men, by their digit. */
  readonly #leading: Uint8Array;
  /** By group: first man, and number of values of the digit. */
  readonly #starts: number[] = [];
  readonly #ranges: number[] = [];
  readonly #hasOtherPawns: boolean;
  /** Cells of the men that are placed, ascending. */
  readonly #placed: Uint8Array;

  constructor(layout: NumberingLayout) {
    this.numbering = new Numbering(layout);
    this.cells = new Uint8Array(layout.men.length);
    this.#placed = new Uint8Array(layout.men.length);
    this.#hasOtherPawns = layout.pawns[1] > 0;
    this.#leading = leadingCells(layout);
    const { lengths } = this.numbering;
    let start = 0;
    for (const [group, length] of lengths.entries()) {
      const free = group === 1 && this.#hasOtherPawns ? 48 - start : 64 - start;
      this.#starts.push(start);
      this.#ranges.push(group === 0 ? this.#leading.length / length : choose(free, length));
      start += length;
    }
  }

  /** Sets `cells` to those of a number. */
  place(number: number): void {
    const { lengths, weights } = this.numbering;
    for (let group = 0; group < lengths.length; group++) {
      const digit = Math.floor(number / weights[group]) % this.#ranges[group];
      if (group > 0) this.#combine(group, digit);
      else {
        const length = lengths[0];
        for (let i = 0; i < length; i++) this.cells[i] = this.#leading[digit * length + i];
      }
      this.#settle(this.#starts[group], lengths[group]);
    }
  }

  /** Sorts the cells of a group into those that are taken. */
  #settle(from: number, length: number): void {
    const placed = this.#placed;
    for (let i = from; i < from + length; i++) {
      const cell = this.cells[i];
      let j = i;
      for (; j > 0 && placed[j - 1] > cell; j--) placed[j] = placed[j - 1];
      placed[j] = cell;
    }
  }

  /** Finds the combination of a digit, and its cells among those that are free. */
  #combine(group: number, digit: number): void {
    const from = this.#starts[group];
    let rest = digit;
    for (let k = this.numbering.lengths[group]; k > 0; k--) {
      let free = k - 1;
      if (k === 1) free = rest;
      else while (choose(free + 1, k) <= rest) free++;
      rest -= choose(free, k);
      let cell = free + (group === 1 && this.#hasOtherPawns ? FIRST_PAWN_CELL : 0);
      for (let i = 0; i < from; i++) if (this.#placed[i] <= cell) cell++;
      this.cells[from + k - 1] = cell;
    }
  }
}

/** Returns the cells of the leading men by their digit, with the board turned as numberings turn it. */
function leadingCells({ men, pawns, kingsLead, file }: NumberingLayout): Uint8Array {
  const lead = pawns[0] > 0 ? pawns[0] : kingsLead ? 2 : 3;
  const alone = new Numbering({ men: men.slice(0, lead), pawns: [pawns[0], 0], kingsLead, places: [0, 15], file });
  const out = new Uint8Array(lead * alone.size);
  const cells = new Uint8Array(lead);
  const visit = (): void => out.set(cells, lead * alone.ofCells(cells));
  if (pawns[0] > 0) visitPawns(cells, file, visit);
  else visitPieces(cells, visit);
  return out;
}

/** Visits all placements of pawns of one side whose leader is on a file. */
function visitPawns(cells: Uint8Array, file: number, visit: () => void): void {
  const byPlace = [...PAWN_PLACES.keys()].filter((cell) => cell >= 8 && cell < 56);
  byPlace.sort((a, b) => PAWN_PLACES[a] - PAWN_PLACES[b]);
  const next = (i: number, below: number): void => {
    if (i === cells.length) {
      visit();
      return;
    }
    for (let place = 0; place < below; place++) {
      cells[i] = byPlace[place];
      next(i + 1, place);
    }
  };
  for (let rank = 1; rank < 7; rank++) {
    cells[0] = 8 * rank + file;
    next(1, PAWN_PLACES[cells[0]]);
  }
}

/** Visits all placements of two kings or of three men, the first off the long diagonal below it. */
function visitPieces(cells: Uint8Array, visit: () => void): void {
  const next = (i: number, isOff: boolean): void => {
    if (i === cells.length) {
      visit();
      return;
    }
    for (let cell = 0; cell < 64; cell++) {
      const [x, y] = [cell & 7, cell >> 3];
      if (i === 0 && (x > 3 || y > 3)) continue;
      if ((!isOff && y > x) || cells.subarray(0, i).includes(cell)) continue;
      if (cells.length === 2 && i === 1 && KING_PAIR_NUMBERS[64 * TRIANGLE[cells[0]] + cell] < 0) continue;
      cells[i] = cell;
      next(i + 1, isOff || x !== y);
    }
  };
  next(0, false);
}
