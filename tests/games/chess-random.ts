/** Seeded random chess positions for tests. */

import { chess } from '../../games/chess.ts';
import { markable } from '../../games/chess/moves.ts';
import { EMPTY, NONE, Position, type Side } from '../../src/game/index.ts';

/** Mulberry32: small, seeded, good enough to pick test positions. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/**
 * Fills `p` with a random legal position of 2 to `most` men; half of them have pawns, many of these an enemy
 * pair side by side where a double step ends, and they are marked where that is possible.
 */
export function scatter(p: Position, next: (below: number) => number, most: number): void {
  do {
    p.clear();
    p.set(next(64), 1);
    let cell = next(64);
    while (p.cells[cell] !== EMPTY) cell = next(64);
    p.set(cell, 7);
    let extra = next(most - 1);
    const pawns = next(2) === 0;
    if (pawns && extra >= 2) {
      const side = next(2);
      cell = 24 + side * 8 + next(7);
      const flip = next(2);
      if (p.cells[cell] === EMPTY && p.cells[cell + 1] === EMPTY) {
        p.set(cell + flip, 6 + side * 6);
        p.set(cell + 1 - flip, 12 - side * 6);
        p.turn = (1 - side) as Side;
        // Half of the time the double step is still to come.
        if (next(2) === 0 && p.cells[back(cell + flip, side)] === EMPTY) {
          p.shift(cell + flip, back(cell + flip, side));
          p.turn = side as Side;
        }
        extra -= 2;
      }
    }
    for (let i = 0; i < extra; i++) {
      const code = 1 + next(2) * 6 + (pawns && next(2) === 0 ? 5 : 1 + next(5));
      cell = code % 6 === 0 ? 8 + next(48) : next(64);
      if (p.cells[cell] === EMPTY) p.set(cell, code);
    }
    if (next(3) === 0) p.turn = next(2) as Side;
    if (next(4) > 0) markAny(p);
    p.forget();
  } while (!chess.legal!(p));
}

/** Where a pawn that has made a double step came from. */
function back(cell: number, side: number): number {
  return side === 0 ? cell - 16 : cell + 16;
}

/** Marks the first pawn that can be marked. */
function markAny(p: Position): void {
  const pawn = 12 - p.turn * 6;
  for (let cell = 24; cell < 40; cell++) {
    if (p.cells[cell] !== pawn || !markable(p.cells, cell, 18 - pawn)) continue;
    p.mark = cell;
    if (chess.legal!(p)) return;
    p.mark = NONE;
  }
}
