/** Steps that the tests of sowing games share. */

import type { Game, Position } from '../../src/game/index.ts';
import type { Random } from '../../src/specialize/index.ts';
import { type Sown, turned } from '../support/plain-sowing.ts';

/** The moves of `p` as the rules file has them, from the mover's side of the board. */
export function sownBy(game: Game, p: Position): Map<number, Sown> {
  const moves = new Int32Array(game.maxMoves);
  const half = p.cells.length / 2;
  const found = new Map<number, Sown>();
  for (const pit of moves.slice(0, game.moves(p, moves))) {
    const { time, turn } = p;
    const points = game.play(p, pit) ?? 0;
    found.set(pit % half, { pits: turned([...p.cells], turn), points, again: p.turn === turn });
    p.rewind(time);
  }
  return found;
}

/** Seeds dropped at random, a few pits favoured so that long laps occur. */
export function scatter(p: Position, seeds: number, random: Random): void {
  p.clear();
  const pits = p.cells.length;
  for (let left = seeds; left > 0; ) {
    const pit = random.below(pits);
    const some = Math.min(left, 1 + (random.below(6) === 0 ? random.below(left) : random.below(3)));
    p.set(pit, p.cells[pit] + some);
    left -= some;
  }
  if (random.below(2) === 1) p.pass();
  p.forget();
}
