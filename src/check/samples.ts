/** The sources of checked positions: games of random moves, and slices. */

import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { Random, type Slice, type Specialization } from '../specialize/index.ts';

/** Receives each legal position; returns false to stop. */
type Visit<T extends unknown[] = []> = (p: Position, ...more: T) => boolean | void;

/**
 * Visits legal positions of a slice: all of them if there are few, else a seeded sample.
 * @param sample most positions; a slice with up to 4 times as many indices is visited completely
 * @returns the number of visited positions
 */
export function eachPosition(
  specialization: Specialization,
  slice: Slice,
  sample: number,
  visit: Visit<[index: number]>,
): number {
  const { game } = specialization;
  const space = specialization.space(slice);
  const p = new Position(game.schema);
  const random = new Random(7);
  let visited = 0;
  const all = space.size <= 4 * sample;
  for (let i = 0; i < (all ? space.size : 40 * sample) && visited < (all ? space.size : sample); i++) {
    const index = all ? i : random.below(space.size);
    if (!space.unrank(index, p) || (game.legal && !game.legal(p))) continue;
    visited++;
    if (visit(p, index) === false) break;
  }
  return visited;
}

/**
 * Visits random placements of a slice, legal or not.
 * @returns the number of visited placements
 */
export function eachPlacement(
  { materials, game }: Specialization,
  slice: Slice,
  sample: number,
  visit: Visit<[isLegal: boolean]>,
): number {
  const random = new Random(11);
  const p = new Position(game.schema);
  let visited = 0;
  for (let i = 0; i < sample; i++) {
    const signature = slice.signatures[random.below(slice.signatures.length)];
    if (!materials.sample(p, signature, random)) continue;
    visited++;
    if (visit(p, game.legal === undefined || game.legal(p)) === false) break;
  }
  return visited;
}

/** Plays games of random moves from a position, and visits each of their positions. */
export function playGames(game: Game, from: string, games: number, plies: number, visit: Visit): void {
  const random = new Random(5);
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  for (let played = 0; played < games; played++) {
    game.parse(p, from);
    for (let ply = 0; ply < plies; ply++) {
      if (visit(p) === false) return;
      if (game.ended(p) !== undefined) break;
      const playable = [...moves.subarray(0, game.moves(p, moves))].filter((move) => {
        const { time } = p;
        game.play(p, move);
        const legal = game.legal === undefined || game.legal(p);
        p.rewind(time);
        return legal;
      });
      if (playable.length === 0) break;
      game.play(p, playable[random.below(playable.length)]);
      p.forget();
    }
  }
}
