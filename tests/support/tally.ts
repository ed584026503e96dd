/**
 * Counts of the values of a chess class in the way of the oracles: legal positions up to the symmetries of the board,
 * without en passant, where the first side of the class name plays White.
 *
 * Tables here merge equal men; the oracles distinguish them. So a position counts once for each way to label its men,
 * up to the symmetry that fixes it (Burnside; at most one besides the identity does: the diagonal, with both kings on
 * it). With pawns, no symmetry fixes a position, since none fixes the kings.
 *
 * The loops take everything as parameters, because reading an import is slow in code that vitest transforms.
 */

import { type Position, Position as Positions } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Values } from '../../src/game/values.ts';
import { type Slice, type Specialization } from '../../src/specialize/index.ts';

export interface Count {
  readonly value: number;
  /** Positions with equal men distinguished. */
  labelled: number;
  merged: number;
}

/** Counts by value for each side to move. */
export type Tally = readonly [ReadonlyMap<number, Count>, ReadonlyMap<number, Count>];

const CHUNK = 1 << 16;
/** Placements of both kings up to the eight symmetries. */
const KINGS = 462;

export function tally(spec: Specialization, slice: Slice, values: Values): Tally {
  const space = spec.space(slice);
  const { board } = spec.materials.of(slice.signatures[0]);
  const kinds = spec.game.schema.kinds.length;
  const pawns = [board[kinds], board[2 * kinds]];
  const hasPawns = pawns[0] + pawns[1] > 0;
  const labels = board.reduce((product, n) => product * factorial(n), 1);
  const p = new Positions(spec.game.schema);
  const sides = space.parts.map(({ turn, base, size }) => {
    const plain = new Float64Array(65_536);
    const counts = new Map<number, Count>();
    const add = (value: number, labelled: number, merged: number): void => {
      const count = counts.get(value) ?? { value, labelled: 0, merged: 0 };
      count.labelled += labelled;
      count.merged += merged;
      counts.set(value, count);
    };
    // The mark is the last digit of an index; the first of its values means that there is none.
    const marks = pawns[0] > 0 && pawns[1] > 0 ? 1 + pawns[1 - turn] : 1;
    if (hasPawns || labels === 1) countRange(values, base, size, marks, plain);
    else {
      const block = size / KINGS;
      for (let from = base; from < base + size; from += block) {
        const mirror = mirrorOf(spec, slice, p, from, block);
        if (mirror) {
          for (let index = from; index < from + block; index++) {
            const v = values.at(index);
            if (v !== UNUSED && space.unrank(index, p)) add(v, isKept(p, mirror) ? labels / 2 : labels, 1);
          }
        } else countRange(values, from, block, 1, plain);
      }
    }
    plain[UNUSED + 32_768] = 0;
    for (let i = 0; i < plain.length; i++) if (plain[i] > 0) add(i - 32_768, labels * plain[i], plain[i]);
    return counts;
  });
  // If one side to move represents both, the other has the same counts.
  return [sides[0], sides[sides.length - 1]];
}

function countRange(values: Values, from: number, count: number, step: number, into: Float64Array): void {
  const chunk = new Int16Array(Math.min(count, CHUNK - (CHUNK % step)));
  for (let done = 0; done < count; done += chunk.length) {
    const part = chunk.subarray(0, Math.min(chunk.length, count - done));
    values.read(from + done, part);
    for (let i = 0; i < part.length; i += step) into[part[i] + 32_768]++;
  }
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/**
 * Returns the symmetry that fixes the common kings of the indices of a block, as the image of each cell, if one exists.
 */
function mirrorOf(
  spec: Specialization,
  slice: Slice,
  p: Position,
  from: number,
  count: number,
): Uint8Array | undefined {
  const space = spec.space(slice);
  for (let index = from; index < from + count; index++) {
    if (!space.unrank(index, p)) continue;
    const [white, black] = [1, 1 + spec.game.schema.kinds.length].map((code) => p.lists[code * p.stride]);
    return spec
      .symmetries(slice)
      .slice(1)
      .find((s) => !s.swap && s.image[white] === white && s.image[black] === black)?.image;
  }
  return undefined;
}

/** Returns whether a symmetry fixes a position but not every man, so that two labellings are one. */
function isKept(p: Position, image: Uint8Array): boolean {
  let moved = false;
  for (let cell = 0; cell < 64; cell++) {
    if (p.cells[cell] === 0) continue;
    if (p.cells[image[cell]] !== p.cells[cell]) return false;
    moved ||= image[cell] !== cell;
  }
  return moved;
}

/** Returns the plies of a value, 0 for a draw. */
export function pliesOf(value: number): number {
  return value === 0 ? 0 : 32_766 - Math.abs(value);
}

/** Returns the plies, positive for a win, negative for a loss; 0 for a draw and for a lost game that is over. */
export function signedPlies(value: number): number {
  return Math.sign(value) * pliesOf(value) + 0;
}

export interface SideHistogram {
  positions: number;
  positions_identical_pieces_merged: number;
  white_wins: number;
  draws: number;
  black_wins: number;
  white_mates_in_plies: Record<string, number>;
  black_mates_in_plies: Record<string, number>;
}

/** The shape of dtm-histograms-a.json. */
export function matesOf(sides: Tally): { white_to_move: SideHistogram; black_to_move: SideHistogram } {
  const [white_to_move, black_to_move] = sides.map((counts, turn) => {
    const side: SideHistogram = {
      positions: 0,
      positions_identical_pieces_merged: 0,
      white_wins: 0,
      draws: 0,
      black_wins: 0,
      white_mates_in_plies: {},
      black_mates_in_plies: {},
    };
    for (const { value, labelled, merged } of counts.values()) {
      side.positions += labelled;
      side.positions_identical_pieces_merged += merged;
      if (value === 0) side.draws += labelled;
      else {
        const white = value > 0 === (turn === 0);
        side[white ? 'white_wins' : 'black_wins'] += labelled;
        side[white ? 'white_mates_in_plies' : 'black_mates_in_plies'][pliesOf(value)] = labelled;
      }
    }
    return side;
  });
  return { white_to_move, black_to_move };
}

/** The shape of syzygy-table-stats-a.json; counts that are 0 can be absent there. */
export interface SyzygySide {
  wins: number;
  cursed_wins?: number;
  draws: number;
  cursed_losses?: number;
  losses: number;
  dtz_win_plies: Record<string, number>;
  dtz_loss_plies: Record<string, number>;
}

export interface SyzygyStatistics {
  readonly white: SyzygySide;
  readonly black: SyzygySide;
  readonly longest: readonly { readonly what: string; readonly plies: number; readonly fen: string }[];
}

/**
 * Counts in the way of Syzygy's statistics, which comparison revealed. Plies are exact, where its tables round down. A
 * mated side to move is a loss in 0. Mate and every capture or pawn move that keeps the result are 1. Losing sides
 * capture too, so wins can have even plies. Above 100 a win is cursed and a loss blessed ("cursed loss"). These are
 * counted apart, with the plies of the table, which restart at 101 where a capture only keeps a cursed win.
 */
export function syzygyOf(sides: Tally): { white: SyzygySide; black: SyzygySide } {
  const [white, black] = sides.map((counts) => {
    const side: Required<SyzygySide> = {
      wins: 0,
      cursed_wins: 0,
      draws: 0,
      cursed_losses: 0,
      losses: 0,
      dtz_win_plies: {},
      dtz_loss_plies: {},
    };
    for (const { value, labelled } of counts.values()) {
      const plies = pliesOf(value);
      if (value === 0) side.draws += labelled;
      else if (value > 0) {
        side[plies > 100 ? 'cursed_wins' : 'wins'] += labelled;
        side.dtz_win_plies[plies] = labelled;
      } else {
        side[plies > 100 ? 'cursed_losses' : 'losses'] += labelled;
        side.dtz_loss_plies[plies] = labelled;
      }
    }
    return side;
  });
  return { white, black };
}

/** Returns the statistics with explicit zeros. */
export function filled(side: SyzygySide): Required<SyzygySide> {
  return { cursed_wins: 0, cursed_losses: 0, ...side };
}

/** Wins, cursed wins, draws, blessed losses and losses of Syzygy's statistics. */
export function fiveStated(side: SyzygySide): number[] {
  return [side.wins, side.cursed_wins ?? 0, side.draws, side.cursed_losses ?? 0, side.losses];
}

/** The same of counted values under wdl50, by side to move. A value that is none of the five makes a sixth number. */
export function fiveCounts(sides: Tally): number[][] {
  const FIVE = [32_766, 32_665, 0, -32_665, -32_766];
  return sides.map((counts) => {
    const found = FIVE.map((value) => counts.get(value)?.labelled ?? 0);
    const others = [...counts.keys()].filter((value) => !FIVE.includes(value));
    return [...found, ...others];
  });
}
