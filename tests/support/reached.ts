/**
 * Counts of the positions that a game can reach, for games in which a move only adds men. Materials come one after the
 * other, each with a bit for every index. The loops take everything as parameters, because reading an import is slow in
 * code that vitest transforms.
 */

import { type Game, Position } from '../../src/game/index.ts';
import type { Space, Specialization } from '../../src/specialize/index.ts';

export interface Reached {
  /** Up to symmetry. */
  orbits: number;
  /** Positions in all. */
  positions: number;
}

/** Counts the positions reachable from the initial one, including ended ones, by number of men on the board. */
export function reached(spec: Specialization): Reached[] {
  const { game } = spec;
  const p = new Position(game.schema);
  const q = new Position(game.schema);
  game.parse(p, game.initial);
  let bits = new Map<number, Uint8Array>([[p.signature, new Uint8Array(1).fill(1)]]);
  const counts: Reached[] = [];
  while (bits.size > 0) {
    const next = new Map<number, Uint8Array>();
    const spaceOf = (signature: number): Space => spec.space(spec.sliceOf(signature));
    const bitsOf = (signature: number): Uint8Array => {
      let found = next.get(signature);
      if (!found) next.set(signature, (found = new Uint8Array((spaceOf(signature).size >> 3) + 1)));
      return found;
    };
    const count = { orbits: 0, positions: 0 };
    for (const [signature, reachedHere] of bits) {
      const space = spaceOf(signature);
      walk(game, space, reachedHere, spec.symmetries(spec.sliceOf(signature)).length, p, q, count, spaceOf, bitsOf);
    }
    counts.push(count);
    bits = next;
  }
  return counts;
}

function walk(
  game: Game,
  space: Space,
  here: Uint8Array,
  group: number,
  p: Position,
  q: Position,
  count: Reached,
  spaceOf: (signature: number) => Space,
  bitsOf: (signature: number) => Uint8Array,
): void {
  const moves = new Int32Array(game.maxMoves);
  let signature = -1;
  let target: Space | undefined;
  let bits: Uint8Array | undefined;
  for (let index = 0; index < space.size; index++) {
    if ((here[index >> 3] & (1 << (index & 7))) === 0) continue;
    space.unrank(index, p);
    // `q` is no position of the space under iteration, so ranking it does not disturb `unrank`.
    q.copyFrom(p);
    space.rank(q);
    count.orbits++;
    count.positions += group / space.stabilizer;
    if (game.ended(q) !== undefined) continue;
    const n = game.moves(q, moves);
    for (let m = 0; m < n; m++) {
      game.play(q, moves[m]);
      if (q.signature !== signature) {
        signature = q.signature;
        target = spaceOf(signature);
        bits = bitsOf(signature);
      }
      const to = target!.rank(q);
      bits![to >> 3] |= 1 << (to & 7);
      q.rewind(0);
    }
  }
}

export function total(counts: readonly Reached[]): Reached {
  return counts.reduce((sum, { orbits, positions }) => ({
    orbits: sum.orbits + orbits,
    positions: sum.positions + positions,
  }));
}
