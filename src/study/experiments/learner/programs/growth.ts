/** How the length of a program grows with its number of games: least squares for three shapes, and their errors. */

import { median } from '../../../../text/quantile.ts';
import { slope } from '../../scaling/measure.ts';

/** The shapes, each a function of the number of games. */
export const SHAPES = {
  line: (n: number): number => n,
  root: (n: number): number => Math.sqrt(n),
  logarithm: (n: number): number => Math.log2(n),
} as const;
export type GrowthShape = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as readonly GrowthShape[];

/** A program with several games. */
export interface Cabinet {
  /** Number of its games, at least 1. */
  readonly games: number;
  /** Names of the families that it has and the one before has not, or has not whole. */
  readonly families: readonly string[];
  readonly bytes: number;
}

/** A curve of one shape, `constant + factor * shape(n)` bytes for n games. */
export interface Growth {
  readonly constant: number;
  readonly factor: number;
  /** Root of the mean square error of the lengths that it was fitted to, in bytes. */
  readonly error: number;
  /** The same of what games add, each predicted from all families but its own, in bytes a game. */
  readonly heldOut: number;
  /** The median of the same errors without their signs: one large family moves it little. */
  readonly heldOutMedian: number;
}

/**
 * Fits a curve to the lengths of programs.
 *
 * A length contains all games before, so leaving one length out holds nothing out. Held out are families: the factor
 * comes from the increments of all other families, as least squares through the origin.
 * @param cabinets rising by the number of games, at least three
 */
export function growthOf(cabinets: readonly Cabinet[], shape: GrowthShape): Growth {
  const at = SHAPES[shape];
  const factor = slope(cabinets.map(({ games, bytes }) => [at(games), bytes]));
  const constant = mean(cabinets.map(({ games, bytes }) => bytes - factor * at(games)));
  const increments = cabinets.slice(1).map(({ games, bytes, families }, i) => ({
    families,
    added: games - cabinets[i].games,
    x: at(games) - at(cabinets[i].games),
    y: bytes - cabinets[i].bytes,
  }));
  const heldOut = increments.map(({ families, added, x, y }) => {
    const others = increments.filter((each) => !each.families.some((family) => families.includes(family)));
    const learnt = sum(others.map((each) => each.x * each.y)) / sum(others.map((each) => each.x ** 2));
    return (y - learnt * x) / added;
  });
  return {
    constant,
    factor,
    error: rootMeanSquare(cabinets.map(({ games, bytes }) => bytes - constant - factor * at(games))),
    heldOut: rootMeanSquare(heldOut),
    heldOutMedian: median(heldOut.map(Math.abs)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, x) => all + x, 0);
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

function rootMeanSquare(numbers: readonly number[]): number {
  return Math.sqrt(mean(numbers.map((x) => x ** 2)));
}
