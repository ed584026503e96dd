import type { Position } from '../game/position.ts';
import { EMPTY, type Schema } from '../game/schema.ts';
import { choose } from './binomial.ts';
import type { Random } from './random.ts';

/**
 * A pile: one of the schema's stacks, or a single cell that belongs to none. Piles and their heights tell which sets of
 * cells can be occupied.
 */
export interface Pile {
  /** Its cells, bottom first. */
  readonly cells: readonly number[];
  /** Fewest men on it: its highest cell that is never empty determines them. */
  readonly least: number;
}

const pilesOfSchema = new WeakMap<Schema, readonly Pile[]>();

/**
 * Returns the piles of a schema.
 * @throws RangeError if a cell is in two stacks, or if the schema binds men to cells in ways that piles do not know
 */
export function pilesOf(schema: Schema): readonly Pile[] {
  const known = pilesOfSchema.get(schema);
  if (known) return known;
  const { board, stacks = [], filled = [] } = schema;
  const stacked = stacks.flat();
  if (new Set(stacked).size < stacked.length) throw new RangeError('schema: a cell is in two stacks');
  if (isPiled(schema) && !placesFreely(schema)) {
    throw new RangeError('schema: stacks and filled cells go with neither marks nor kinds bound to certain cells');
  }
  const single = Array.from({ length: board.cells }, (_, cell) => cell).filter((cell) => !stacked.includes(cell));
  const piles = [...stacks, ...single.map((cell) => [cell])].map((cells) => ({
    cells,
    least: 1 + Math.max(-1, ...filled.map((cell) => cells.indexOf(cell))),
  }));
  pilesOfSchema.set(schema, piles);
  return piles;
}

/** Returns whether some sets of cells cannot be occupied. */
export function isPiled(schema: Schema): boolean {
  return schema.stacks !== undefined || schema.filled !== undefined;
}

/** Returns whether any man may stand on any cell that can be occupied, so that the order of placing does not matter. */
export function placesFreely({ kinds, mark, apart }: Schema): boolean {
  return mark === undefined && apart === undefined && kinds.every((kind) => kind.cells === undefined);
}

/**
 * Numbers the profiles of one number of men: the ways to spread them over the piles, in the order of the first pile's
 * height, then the second's, and so on.
 */
export class Profiles {
  /** Number of profiles; 0 if the men have no room. Not exact above 2^53. */
  readonly count: number;
  readonly piles: readonly Pile[];
  /** Number of men. */
  readonly men: number;
  /**
   * `skipped[(pile * (men + 1) + left) * stride + height]`: number of profiles before this height of the pile if `left`
   * men are left for it and the piles after it; hugely negative if the pile cannot be so low.
   */
  readonly skipped: Float64Array;
  /** Length of a row of `skipped`. */
  readonly stride: number;

  constructor(piles: readonly Pile[], men: number) {
    this.piles = piles;
    this.men = men;
    this.stride = 2 + Math.max(0, ...piles.map((pile) => pile.cells.length));
    this.skipped = new Float64Array(piles.length * (men + 1) * this.stride).fill(Number.NEGATIVE_INFINITY);
    let ways = new Float64Array(men + 1);
    ways[0] = 1;
    for (let i = piles.length - 1; i >= 0; i--) {
      const { cells, least } = piles[i];
      const next = new Float64Array(men + 1);
      for (let left = 0; left <= men; left++) {
        for (let height = least; height <= cells.length + 1; height++) {
          this.skipped[(i * (men + 1) + left) * this.stride + height] = next[left];
          if (height <= Math.min(left, cells.length)) next[left] += ways[left - height];
        }
      }
      ways = next;
    }
    this.count = ways[men];
  }

  /** Returns the number of a profile. */
  rank(heights: ArrayLike<number>): number {
    const { piles, men, skipped, stride } = this;
    let left = men;
    let index = 0;
    for (let i = 0; i < piles.length; i++) {
      index += skipped[(i * (men + 1) + left) * stride + heights[i]];
      left -= heights[i];
    }
    return index;
  }

  /** Writes the profile of a number to `heights`; allocates nothing. */
  unrank(index: number, heights: Uint8Array): void {
    const { piles, men, skipped, stride } = this;
    let left = men;
    let rest = index;
    for (let i = 0; i < piles.length; i++) {
      const at = (i * (men + 1) + left) * stride;
      let height = piles[i].least;
      while (height < piles[i].cells.length && skipped[at + height + 1] <= rest) height++;
      rest -= skipped[at + height];
      left -= height;
      heights[i] = height;
    }
  }
}

/** Returns the number of ways for the men of a material to stand, at most one on each cell. */
export function occupancyCount(schema: Schema, board: Uint8Array): number {
  const men = board.reduce((sum, n) => sum + n, 0);
  return new Profiles(pilesOf(schema), men).count * arrangements(board);
}

/** Returns the number of ways to arrange men of several codes on as many places: a multinomial coefficient. */
export function arrangements(board: Uint8Array): number {
  let left = 0;
  let product = 1;
  for (const men of board) {
    left += men;
    product *= choose(left, men);
  }
  return product;
}

/** Puts men of these codes, in random order, where men can stand; returns false if room or men are too few. */
export function fillAtRandom(p: Position, codes: number[], random: Random): boolean {
  const piles = pilesOf(p.schema);
  const heights = piles.map((pile) => pile.least);
  let left = codes.length - heights.reduce((sum, height) => sum + height, 0);
  if (left < 0) return false;
  for (; left > 0; left--) {
    const open = piles.map((_, i) => i).filter((i) => heights[i] < piles[i].cells.length);
    if (open.length === 0) return false;
    heights[open[random.below(open.length)]]++;
  }
  for (let i = codes.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [codes[i], codes[j]] = [codes[j], codes[i]];
  }
  let next = 0;
  piles.forEach(({ cells }, i) => {
    for (const cell of cells.slice(0, heights[i])) if (p.cells[cell] === EMPTY) p.set(cell, codes[next++]);
  });
  return true;
}

/**
 * Returns whether a permutation of the cells maps piles to piles, bottom to bottom, and filled cells to filled cells.
 */
export function keepsPiles(schema: Schema, image: Uint8Array): boolean {
  if (!isPiled(schema)) return true;
  const piles = pilesOf(schema);
  const whole = new Set(piles.map(({ cells, least }) => `${least}:${cells.join()}`));
  return piles.every(({ cells, least }) => whole.has(`${least}:${cells.map((cell) => image[cell]).join()}`));
}
