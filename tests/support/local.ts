/**
 * Values from the values one move further, for any metric: what the kernel is compared with where solving everything
 * once more would take too long. Only the rules are used, and how values are kept; with dtz, captures and moves of
 * pawns begin the count anew.
 */

import type { Game, Position, Value } from '../../src/game/index.ts';
import type { Metric } from '../../src/game/values.ts';

const RULE = 100;
const WIN = 32_766;

/** The best value that the moves of `p` reach. `valueAt` gives the value of a position of this slice or one below. */
export function fromMoves(
  game: Game,
  metric: Metric,
  p: Position,
  moves: Int32Array,
  valueAt: (p: Position) => Value,
  counters?: { moves: number },
): Value {
  const { signature } = p;
  const pawns = [6, 12].map((code) => cellsOf(p, code));
  const n = game.moves(p, moves);
  let best: number | undefined;
  for (let m = 0; m < n; m++) {
    const { time } = p;
    game.play(p, moves[m]);
    if (game.legal!(p)) {
      if (counters) counters.moves++;
      const v = valueAt(p);
      let mine = 0;
      if (v !== 0) {
        const plies = WIN - Math.abs(v);
        const zeroing = p.signature !== signature || pawns.some((cells, i) => cellsOf(p, 6 + 6 * i) !== cells);
        const longer = metric === 'wdl' ? 0 : metric === 'dtm' || !zeroing ? plies + 1 : plies > RULE ? RULE + 1 : 1;
        mine = v > 0 ? longer - WIN : WIN - longer;
      }
      if (best === undefined || mine > best) best = mine;
    }
    p.rewind(time);
  }
  return (best ?? game.stuck!(p)) as Value;
}

/** Cells of the pawns of one code, as a number that changes when any of them moves (they stand on 8 to 55). */
function cellsOf(p: Position, code: number): number {
  let cells = 0;
  for (let i = 0; i < p.counts[code]; i++) cells += 2 ** p.lists[code * p.stride + i];
  return cells;
}
