/** Solving chess classes for tests and counting their values as the oracles do. */

import { chess } from '../../games/chess.ts';
import { NONE, OUTCOME, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/retrograde/index.ts';
import { applySymmetry, type Slice, specialize } from '../../src/specialize/index.ts';

export const chessSpec = specialize(chess);

/** Solved slices, kept in memory for all tests of a file. */
export const chessValues: SliceValues = new SliceValues(chessSpec, { memory: 6e9 });

export function sliceNamed(table: string): Slice {
  return chessSpec.slicesOf(table)[0];
}

/** Value of a position in FEN. */
export async function valueOf(fen: string): Promise<Value> {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  const slice = chessSpec.sliceOf(p.signature);
  return (await chessValues.get(slice)).at(chessSpec.space(slice).rank(p)) as Value;
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

function empty(): SideHistogram {
  return {
    positions: 0,
    positions_identical_pieces_merged: 0,
    white_wins: 0,
    draws: 0,
    black_wins: 0,
    white_mates_in_plies: {},
    black_mates_in_plies: {},
  };
}

/**
 * Distribution of distances over legal positions up to symmetry, en passant left out, the first side of the class name
 * playing White; identical men count as different, so a position counts once for each way to tell them apart that no
 * symmetry undoes.
 */
export async function histogram(
  table: string,
): Promise<{ white_to_move: SideHistogram; black_to_move: SideHistogram }> {
  const slice = sliceNamed(table);
  const space = chessSpec.space(slice);
  const values = await chessValues.get(slice);
  const sides = [empty(), empty()] as const;
  const p = new Position(chess.schema);
  const oneSided = space.parts.length === 1;
  for (let index = 0; index < space.size; index++) {
    if (!space.unrank(index, p) || !chess.legal!(p) || p.mark !== NONE) continue;
    const weight = labellings(p, slice);
    count(sides[p.turn], values.at(index) as Value, p.turn, weight);
    if (oneSided) count(sides[1], values.at(index) as Value, 1, weight);
  }
  return { white_to_move: sides[0], black_to_move: sides[1] };
}

function count(side: SideHistogram, value: Value, turn: number, weight: number): void {
  side.positions += weight;
  side.positions_identical_pieces_merged++;
  if (value === 0) {
    side.draws += weight;
    return;
  }
  const white = value > 0 === (turn === 0);
  if (white) side.white_wins += weight;
  else side.black_wins += weight;
  const plies = String(OUTCOME.plies(value));
  const mates = white ? side.white_mates_in_plies : side.black_mates_in_plies;
  mates[plies] = (mates[plies] ?? 0) + weight;
}

/** Ways to label the men of equal kind, up to the symmetries that keep the position (at most one pair of them). */
function labellings(p: Position, slice: Slice): number {
  const pair = p.counts.findIndex((n, code) => code > 0 && n === 2);
  if (pair < 0) return 1;
  const image = new Position(chess.schema);
  const [a, b] = [p.lists[pair * p.stride], p.lists[pair * p.stride + 1]];
  for (const s of chessSpec.symmetries(slice)) {
    if (s.swap || s.image[a] !== b) continue;
    applySymmetry(s, p, image);
    if (image.key() === p.key()) return 1;
  }
  return 2;
}
