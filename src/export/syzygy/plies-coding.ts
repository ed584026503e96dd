import type { MapBytes } from './file-bytes.ts';
import { ANY_PLIES, PLIES_BITS } from './truths.ts';

/** Flags of a part of plies. */
const BLACK_TO_MOVE = 1;
const MAPPED = 2;
const WINS_IN_PLIES = 4;
const LOSSES_IN_PLIES = 8;
const WIDE_MAPS = 16;
const LOSS = 0;
const WIN = 4;
const OUTCOMES = 5;
/** Maps stand in the order win, loss, cursed win, blessed loss. */
const MAPPED_OUTCOMES = [WIN, LOSS, 3, 1];
/** The last plies, less 1, that the 50-move rule allows. */
const LAST = 99;
const PLIES = (1 << PLIES_BITS) - 1;

/** The plies of a part as its file writes them. */
export interface PliesCoding {
  readonly flags: number;
  readonly maps: MapBytes;
  /** The codes of cells; `range` stands for any. */
  readonly cells: Uint16Array;
  readonly range: number;
}

/**
 * Returns whether plies must be exact: where a win or a loss takes all that the 50-move rule allows, or more, a reader has
 * to know on which side of it a position is. Elsewhere moves will do, and take less.
 */
export function needsPlies(cells: Uint16Array): boolean {
  return cells.some((cell) => {
    if (cell === ANY_PLIES) return false;
    const outcome = cell >> PLIES_BITS;
    return (outcome !== WIN && outcome !== LOSS) || (cell & PLIES) >= LAST;
  });
}

/**
 * Returns the coding of plies: by moves, or by plies if they must be exact, and through a map for each outcome if there are
 * several, so that the most frequent distance of each has the same code.
 * @param cells as `Truths` has them
 * @param side to move, 1 for Black
 */
export function codePlies(cells: Uint16Array, side: number, areExact: boolean): PliesCoding {
  const stored = (cell: number): number => {
    const outcome = cell >> PLIES_BITS;
    const isExact = areExact && (outcome === WIN || outcome === LOSS);
    return isExact ? cell & PLIES : (cell & PLIES) >> 1;
  };
  const counts = Array.from({ length: OUTCOMES }, () => new Map<number, number>());
  for (const cell of cells) {
    if (cell === ANY_PLIES) continue;
    const of = counts[cell >> PLIES_BITS];
    of.set(stored(cell), (of.get(stored(cell)) ?? 0) + 1);
  }
  const flags = (side === 1 ? BLACK_TO_MOVE : 0) | (areExact ? WINS_IN_PLIES | LOSSES_IN_PLIES : 0);
  const isMapped = counts.filter(({ size }) => size > 0).length > 1;
  const maps = counts.map((of) => [...of.keys()].sort((a, b) => of.get(b)! - of.get(a)! || a - b));
  const range = 1 + Math.max(0, ...maps.map((map) => (isMapped ? map.length - 1 : Math.max(0, ...map))));
  const codes = maps.map((map) => new Map(map.map((value, i) => [value, isMapped ? i : value])));
  const coded = cells.map((cell) => (cell === ANY_PLIES ? range : codes[cell >> PLIES_BITS].get(stored(cell))!));
  if (!isMapped) return { flags, maps: { bytes: new Uint8Array(0), isWide: false }, cells: coded, range };
  const written = mapBytes(MAPPED_OUTCOMES.map((outcome) => maps[outcome]));
  return { flags: flags | MAPPED | (written.isWide ? WIDE_MAPS : 0), maps: written, cells: coded, range };
}

function mapBytes(maps: readonly (readonly number[])[]): MapBytes {
  const numbers = maps.flatMap((map) => [map.length, ...map]);
  const isWide = numbers.some((number) => number > 255);
  const bytes = isWide ? numbers.flatMap((number) => [number & 255, number >> 8]) : numbers;
  return { bytes: Uint8Array.from(bytes), isWide };
}
