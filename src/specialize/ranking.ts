/**
 * The contract of all rankings of positions (placements.ts, occupancies.ts, crowded.ts, compositions.ts), and groups of
 * like men.
 */

import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { kindOfCode, type Schema, sideOfCode } from '../game/schema.ts';
import { CHOOSE, choose } from './binomial.ts';
import { cellsOf, type Material } from './material.ts';

/** Returns the error (E_TOO_LARGE) of an index space that no typed array can hold. */
export function tooLarge(size: number): EndgameError {
  return new EndgameError(
    'E_TOO_LARGE',
    `an index space of ${size.toPrecision(3)} positions is too large to solve here`,
    'ask for a smaller class, or choose a smaller board',
  );
}

/** Ranks the positions of one side's view of a material. `rank` allocates nothing. */
export interface Ranking {
  /** Number of indices. */
  readonly size: number;
  /** Order of the symmetry group of the last ranked position. */
  stabilizer: number;
  /** Whether `rank` reads the cells of a position, not only its lists. */
  readonly readsCells: boolean;
  /** Returns an index in [0, size), or -1 if a man stands where its kind cannot stand. */
  rank(p: Position): number;
  /** Fills `out` as `Space.rankShifts` does, but for the turn and the mark, which are as they are. Without it: shifts are ranked one by one. */
  rankShifts?(p: Position, shifts: Int32Array, count: number, out: Int32Array): void;
}

/** Index space of one material with one side to move. `unrank` allocates nothing. */
export interface Indexer {
  /** Number of indices, holes included. */
  readonly size: number;
  /** Whether a position and its images have one index; where they would be too many to compare, each has its own. */
  readonly isReduced: boolean;
  /**
   * Returns a ranking of positions that a symmetry first maps to this material.
   * @param image maps the cells
   * @param codeIn returns the code that a canonical code has in the positions to rank
   * @param base first index
   */
  view(image: Uint8Array, codeIn: (code: number) => number, base: number): Ranking;
  /** Sets `p`, which must be open for this material, to position `index`; returns false if the index is a hole. */
  unrank(index: number, p: Position): boolean;
}

/** The men of one code. */
export interface CodeGroup {
  readonly code: number;
  readonly men: number;
  /** Cells on which its men may stand, ascending. */
  readonly cells: readonly number[];
  /** Number of placements of its men. */
  readonly size: number;
}

/** Returns the groups of a material, strongest kind first. */
export function groupsOf(schema: Schema, material: Material): CodeGroup[] {
  const groups: CodeGroup[] = [];
  for (let code = 1; code < material.board.length; code++) {
    const men = material.board[code];
    if (men === 0) continue;
    const cells = cellsOf(schema, code);
    if (men >= CHOOSE) throw tooLarge(Number.POSITIVE_INFINITY);
    groups.push({ code, men, cells, size: choose(cells.length, men) });
  }
  const order = (g: CodeGroup): number => kindOfCode(schema, g.code) * 2 + sideOfCode(schema, g.code);
  return groups.sort((a, b) => order(a) - order(b));
}

/**
 * Returns the test whether men of these codes can stand where `cells` says from `at` on: it returns false if two share a
 * cell or the schema keeps them apart.
 */
export function standing(schema: Schema, codes: readonly number[]): (cells: Uint8Array, at: number) => boolean {
  const { apart, kinds } = schema;
  const letters = codes.map((code) => kinds[kindOfCode(schema, code)].letter);
  const sides = codes.map((code) => sideOfCode(schema, code));
  return (cells, at) => {
    for (let i = 0; i < letters.length; i++) {
      const a = cells[at + i];
      for (let j = i + 1; j < letters.length; j++) {
        const b = cells[at + j];
        if (a === b || (apart !== undefined && sides[i] !== sides[j] && apart(letters[i], a, letters[j], b)))
          return false;
      }
    }
    return true;
  };
}
