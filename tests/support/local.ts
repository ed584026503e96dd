/**
 * Values from the values of the successors, for any metric. Tests compare the kernel with them if solving everything
 * again would take too long. They use only the rules and the codes of values; with dtz, captures and pawn moves restart
 * the count. What the moves give under wdl50 is what they give under dtz.
 */

import type { Game, Position, Value } from '../../src/game/index.ts';

/** Metrics in which a position's value follows from those one move further. */
export const LOCAL_METRICS = ['dtm', 'dtz', 'wdl'] as const;
/** One of them. */
export type LocalMetric = (typeof LOCAL_METRICS)[number];

const RULE = 100;
const WIN = 32_766;

/**
 * Returns the best value that the moves of `p` reach. `valueAt` gives the value of a position of this slice or one
 * below.
 */
export function fromMoves(
  game: Game,
  metric: LocalMetric,
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

/** Returns what plies to zeroing tell of the outcome under the 50-move rule, as wdl50 counts. */
export function fiveOf(dtz: number): Value {
  const plies = WIN - Math.abs(dtz);
  const kept = plies > RULE ? WIN - (RULE + 1) : WIN;
  return (dtz === 0 ? 0 : Math.sign(dtz) * kept) as Value;
}

/** Returns a number of the cells of the pawns of one code (8 to 55), which changes if any of them moves. */
function cellsOf(p: Position, code: number): number {
  let cells = 0;
  for (let i = 0; i < p.counts[code]; i++) cells += 2 ** p.lists[code * p.stride + i];
  return cells;
}
