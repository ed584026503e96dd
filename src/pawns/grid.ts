import type { Side } from '../game/schema.ts';

/**
 * A set of placements of both kings: 64 rows of 64 bits, so that a step of either king is done for all placements at
 * once.
 *
 *   row    the white king's cell, two numbers of 32 bits each
 *   lane   the black king's cell: bit (cell & 31) of number 2 * row + (cell >> 5)
 *
 * This is the kernel's layout (assembly/rows.ts) in plain numbers. Such small problems are solved here in less time
 * than the machine needs for their layout.
 */
export type Grid = Uint32Array;
/** Numbers of a grid. */
export const GRID_WORDS = 128;
/** Bytes of a grid. */
export const GRID_BYTES: number = GRID_WORDS * 4;
/** Number of placements of two kings. */
export const PAIRS = 4096;

const NOT_A = 0xfefefefe;
const NOT_H = 0x7f7f7f7f;

/** The empty set. */
export const EMPTY_GRID: Grid = new Uint32Array(GRID_WORDS);

/** Returns a new empty set. */
export function newGrid(): Grid {
  return new Uint32Array(GRID_WORDS);
}

/**
 * Returns whether a set holds a placement.
 * @param pair white king's cell * 64 + black king's cell
 */
export function holds(grid: Grid, pair: number): boolean {
  return ((grid[pair >> 5] >>> (pair & 31)) & 1) !== 0;
}

/** Returns whether a set is empty. */
export function isEmpty(grid: Grid): boolean {
  for (let i = 0; i < GRID_WORDS; i++) if (grid[i] !== 0) return false;
  return true;
}

/** Returns whether two sets are equal. */
export function sameGrid(a: Grid, b: Grid): boolean {
  for (let i = 0; i < GRID_WORDS; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Returns the placements of `a` that are not in `b`. */
export function minus(a: Grid, b: Grid): Grid {
  const out = new Uint32Array(GRID_WORDS);
  for (let i = 0; i < GRID_WORDS; i++) out[i] = a[i] & ~b[i];
  return out;
}

/** Adds the placements of `more` to `into`. */
export function unite(into: Grid, more: Grid): void {
  for (let i = 0; i < GRID_WORDS; i++) into[i] |= more[i];
}

/** Neighbours of each cell, as two numbers of 32 bits. */
export const AROUND: Uint32Array = Uint32Array.from({ length: 128 }, (_, i) => {
  const cell = i >> 1;
  let bits = 0;
  for (let to = (i & 1) * 32; to < (i & 1) * 32 + 32; to++) if (touch(cell, to)) bits |= 1 << (to & 31);
  return bits >>> 0;
});

function touch(a: number, b: number): boolean {
  return a !== b && Math.abs((a & 7) - (b & 7)) <= 1 && Math.abs((a >> 3) - (b >> 3)) <= 1;
}

/** Returns whether two cells are neighbours. */
export function areNear(a: number, b: number): boolean {
  return ((AROUND[2 * a + (b >> 5)] >>> (b & 31)) & 1) !== 0;
}

/** Neighbours of each cell. */
export const CELLS_AROUND: readonly (readonly number[])[] = Array.from({ length: 64 }, (_, a) =>
  Array.from({ length: 64 }, (_, b) => b).filter((b) => touch(a, b)),
);

/** Writes the placements from which `side`'s king steps into `from` to `out`. */
export function steps(side: Side, from: Grid, out: Grid): void {
  if (side === 0) stepsOfRows(from, out);
  else stepsOfLanes(from, out);
}

function stepsOfRows(from: Grid, out: Grid): void {
  // A rank of rows is 16 numbers: neighbours in the rank first, then those above and below with their own neighbours.
  for (let rank = 0; rank < 128; rank += 16) {
    for (let i = rank; i < rank + 16; i++) {
      const left = i >= rank + 2 ? from[i - 2] : 0;
      const right = i < rank + 14 ? from[i + 2] : 0;
      out[i] = left | right;
    }
  }
  for (let i = 0; i < 128; i++) wide[i] = out[i] | from[i];
  for (let i = 0; i < 112; i++) out[i] |= wide[i + 16];
  for (let i = 16; i < 128; i++) out[i] |= wide[i - 16];
}

/** Scratch memory of `stepsOfRows`, without meaning between calls. */
const wide = newGrid();

function stepsOfLanes(from: Grid, out: Grid): void {
  for (let i = 0; i < 128; i += 2) {
    const lo = from[i];
    const hi = from[i + 1];
    if ((lo | hi) === 0) {
      out[i] = 0;
      out[i + 1] = 0;
      continue;
    }
    const asideLo = ((lo << 1) & NOT_A) | ((lo >>> 1) & NOT_H);
    const asideHi = ((hi << 1) & NOT_A) | ((hi >>> 1) & NOT_H);
    const l = lo | asideLo;
    const h = hi | asideHi;
    out[i] = asideLo | (l << 8) | (l >>> 8) | (h << 24);
    out[i + 1] = asideHi | (h << 8) | (h >>> 8) | (l >>> 24);
  }
}

/** Returns the legal placements between these pawns, by side to move. */
export function legalGrids(pawns: readonly [readonly number[], readonly number[]]): [Grid, Grid] {
  const free = [0xffffffff, 0xffffffff];
  for (const cell of [...pawns[0], ...pawns[1]]) free[cell >> 5] &= ~(1 << (cell & 31));
  const hits = ([0, 1] as const).map((side) => hitsOf(pawns[side], side));
  const grids: [Grid, Grid] = [newGrid(), newGrid()];
  for (let white = 0; white < 64; white++) {
    if (((free[white >> 5] >>> (white & 31)) & 1) === 0) continue;
    const safe = ((hits[1][white >> 5] >>> (white & 31)) & 1) === 0;
    for (const half of [0, 1]) {
      const own = white >> 5 === half ? 1 << (white & 31) : 0;
      const lanes = free[half] & ~AROUND[2 * white + half] & ~own;
      grids[0][2 * white + half] = lanes & ~hits[0][half];
      // The side that has just moved has not left its king to a pawn.
      grids[1][2 * white + half] = safe ? lanes : 0;
    }
  }
  return grids;
}

/** Returns the placements in which a pawn attacks `side`'s king. */
export function checkedGrid(pawns: readonly [readonly number[], readonly number[]], side: Side): Grid {
  const hits = hitsOf(pawns[1 - side], (1 - side) as Side);
  const out = newGrid();
  for (let white = 0; white < 64; white++) {
    const all = ((hits[white >> 5] >>> (white & 31)) & 1) !== 0 ? 0xffffffff : 0;
    for (const half of [0, 1]) out[2 * white + half] = side === 0 ? all : hits[half];
  }
  return out;
}

function hitsOf(pawns: readonly number[], side: Side): [number, number] {
  const hits: [number, number] = [0, 0];
  for (const cell of pawns) {
    for (const to of side === 0 ? [cell + 7, cell + 9] : [cell - 7, cell - 9]) {
      if (to >= 0 && to < 64 && touch(cell, to)) hits[to >> 5] |= 1 << (to & 31);
    }
  }
  return hits;
}

/** Returns the placements with neither king on one of these cells. */
export function clearOf(cells: readonly number[]): Grid {
  const free = [0xffffffff, 0xffffffff];
  for (const cell of cells) free[cell >> 5] &= ~(1 << (cell & 31));
  const out = newGrid();
  for (let white = 0; white < 64; white++) {
    if (((free[white >> 5] >>> (white & 31)) & 1) === 0) continue;
    out[2 * white] = free[0];
    out[2 * white + 1] = free[1];
  }
  return out;
}

/** Writes the placements from which `side`'s king steps onto `cell` into `after` to `out`. */
export function capturesInto(side: Side, cell: number, after: Grid, out: Grid): void {
  if (side === 0) {
    for (const white of CELLS_AROUND[cell]) {
      out[2 * white] |= after[2 * cell];
      out[2 * white + 1] |= after[2 * cell + 1];
    }
    return;
  }
  for (let white = 0; white < 64; white++) {
    if (((after[2 * white + (cell >> 5)] >>> (cell & 31)) & 1) === 0) continue;
    out[2 * white] |= AROUND[2 * cell];
    out[2 * white + 1] |= AROUND[2 * cell + 1];
  }
}

/** A game of pursuit between two kings: what the attacker needs and what the defender can do. */
export interface Pursuit {
  /** The side that tries to win. */
  readonly attacker: Side;
  /** Legal placements, attacker to move. */
  readonly legal: Grid;
  /** Attacker to move: an exit wins. */
  readonly goals: Grid;
  /** Defender to move: legal, no exit saves, and there is a move or check. */
  readonly losable: Grid;
  /** Attacker to move: known wins. */
  readonly known: Grid;
}

/** Placements won by the attacker: attacker to move, defender to move. */
export type Won = readonly [attacking: Grid, defending: Grid];

/**
 * Solves a game of pursuit, as a least fixed point: the attacker wins if an exit wins or a step leads to a lost
 * position of the defender. The defender is lost if every move leads to a win of the attacker.
 * @param onRound receives the won placements after each round; they grow
 */
export function pursue(p: Pursuit, onRound?: (attacking: Grid, defending: Grid, round: number) => void): Won {
  const { attacker, legal, goals, losable } = p;
  const defender = (1 - attacker) as Side;
  const won = new Uint32Array(GRID_WORDS);
  const lost = new Uint32Array(GRID_WORDS);
  const open = new Uint32Array(GRID_WORDS);
  const moves = new Uint32Array(GRID_WORDS);
  for (let i = 0; i < GRID_WORDS; i++) won[i] = p.known[i];
  for (let round = 1; ; round++) {
    for (let i = 0; i < GRID_WORDS; i++) open[i] = legal[i] & ~won[i];
    steps(defender, open, moves);
    let grown = 0;
    for (let i = 0; i < GRID_WORDS; i++) {
      const x = losable[i] & ~moves[i];
      grown |= x ^ lost[i];
      lost[i] = x;
    }
    if (grown === 0 && round > 1) return [won, lost];
    steps(attacker, lost, moves);
    grown = 0;
    for (let i = 0; i < GRID_WORDS; i++) {
      const x = won[i] | (legal[i] & (goals[i] | moves[i]));
      grown |= x ^ won[i];
      won[i] = x;
    }
    onRound?.(won, lost, round);
    if (grown === 0) return [won, lost];
  }
}
