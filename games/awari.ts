/**
 * Awari (oware, wari): six pits per side. A move takes all seeds of one of the mover's pits and sows them one by one in
 * the following pits, without the pit they come from. If the last seed falls in an opposing pit and makes two or three
 * there, these are captured, and so on backwards as long as opposing pits hold two or three. A player without seeds to
 * move ends the game, and the remaining seeds go to the other side.
 *
 * Values are the seeds that the side to move will yet capture less those that the other side will capture. Play that
 * repeats for ever captures nothing more: 0, as if the remaining seeds were shared equally.
 *
 * Two rule sets differ in moves that leave the opponent without seeds:
 *
 *   awari   such moves are allowed only if there is no other. These are the rules of the database with which J. Romein
 *           and H. Bal solved the game (Solving awari with parallel retrograde analysis, IEEE Computer 36:10, 2003), as
 *           stated with its publication (Awari game score database, Vrije Universiteit Amsterdam, 2024,
 *           doi:10.48338/vu01-11wjke), where repeating positions is worth 0 too.
 *   oware   a move that would capture all seeds of the opponent (a grand slam) is allowed but captures nothing; a move
 *           must leave the opponent a seed; if none does, the game ends and the mover takes the remaining seeds. These
 *           are the Abapa rules as OpenSpiel plays them. (Its games end earlier: once a side has more than half of all
 *           seeds, and when a position comes again; then each side takes the seeds in its pits. That depends on the
 *           path to a position, so no table can hold it; here repetition for ever is worth 0.)
 */

import { recordExplored } from '../src/game/explored.ts';
import { type Game, type Move, type Position, SCORE, type Schema, score } from '../src/game/index.ts';
import { awariExplored, owareExplored } from './explored.ts';
import { bare, ring, sowingNotation } from './shared/sowing.ts';

const PITS = 6;
const CELLS = 2 * PITS;
const SEEDS = 48;
const schema: Schema = { board: ring(PITS), content: 'seeds', kinds: [], seeds: SEEDS };

/** Returns where the last of `seeds` from `pit` falls: a lap of eleven ends before the pit it began in. */
function lastPit(pit: number, seeds: number): number {
  const rest = seeds % (CELLS - 1);
  return (pit + (rest === 0 ? CELLS - 1 : rest)) % CELLS;
}

/** Returns how many seeds the pit `cell` holds after sowing `seeds` from another one, `pit`. */
function afterSowing(p: Position, pit: number, seeds: number, cell: number): number {
  const distance = cell > pit ? cell - pit : cell - pit + CELLS;
  const laps = seeds < CELLS - 1 ? 0 : Math.floor(seeds / (CELLS - 1));
  return p.cells[cell] + laps + (distance <= seeds - laps * (CELLS - 1) ? 1 : 0);
}

/** Returns whether sowing `pit` captures all seeds of the opponent, whose pits begin with `first`. */
function slams(p: Position, pit: number, seeds: number, first: number): boolean {
  const last = lastPit(pit, seeds);
  if (last < first || last >= first + PITS) return false;
  for (let cell = first + PITS - 1; cell > last; cell--) if (afterSowing(p, pit, seeds, cell) > 0) return false;
  for (let cell = last; cell >= first; cell--) {
    const content = afterSowing(p, pit, seeds, cell);
    if (content !== 2 && content !== 3) return false;
  }
  return true;
}

/** Writes the moves that leave the opponent a seed, and returns their number. */
function feedingMoves(p: Position, out: Int32Array, slamsFeed: boolean): number {
  const own = p.turn * PITS;
  const first = PITS - own;
  const starving = bare(p, first, PITS);
  let n = 0;
  for (let pit = own; pit < own + PITS; pit++) {
    const seeds = p.cells[pit];
    if (seeds === 0) continue;
    const reaches = seeds >= own + PITS - pit;
    if (reaches ? slamsFeed || !slams(p, pit, seeds, first) : !starving) out[n++] = pit;
  }
  return n;
}

/** Sows and passes the turn; returns where the last seed fell. */
function sow(p: Position, pit: number): number {
  let seeds = p.cells[pit];
  let at = pit;
  p.set(pit, 0);
  while (seeds > 0) {
    at = at + 1 === CELLS ? 0 : at + 1;
    if (at === pit) continue;
    p.set(at, p.cells[at] + 1);
    seeds--;
  }
  p.pass();
  return at;
}

/**
 * Takes the seeds that the last seed, in `last`, captures from the pits that begin with `first`; returns their number.
 */
function capture(p: Position, last: number, first: number): number {
  if (last >= first + PITS) return 0;
  let taken = 0;
  for (let at = last; at >= first; at--) {
    const content = p.cells[at];
    if (content !== 2 && content !== 3) break;
    p.set(at, 0);
    taken += content;
  }
  return taken;
}

/**
 * Returns whether the side that has just moved has an empty pit, the one it sowed. Only the start, without a move
 * before it, has none.
 */
function legal(p: Position): boolean {
  const other = PITS - p.turn * PITS;
  for (let pit = other; pit < other + PITS; pit++) if (p.cells[pit] === 0) return true;
  return isStart(p);
}

function isStart(p: Position): boolean {
  for (let pit = 0; pit < CELLS; pit++) if (p.cells[pit] !== SEEDS / CELLS) return false;
  return true;
}

const notation = sowingNotation(schema, (p) =>
  legal(p) ? undefined : 'the side that has just moved has emptied a pit, but no pit is empty',
);

const common = {
  version: 1,
  schema,
  domain: SCORE,
  initial: '4,4,4,4,4,4/4,4,4,4,4,4 south',
  maxMoves: PITS,
  tables: 'each',
  endgames: ['11', '12'],
  legal,
  parse: notation.parse,
  format: notation.format,
  draw: notation.draw,
  formatMove: (_: Position, pit: Move) => schema.board.names[pit],
} as const;

/** Awari by the rules of the database of J. Romein and H. Bal. */
export const awari: Game = {
  ...common,
  id: 'awari',
  title: 'Awari',
  example: '0,0,2,1,1,1/1,1,1,0,1,0 north',

  moves(p: Position, out: Int32Array): number {
    const n = feedingMoves(p, out, false);
    if (n > 0) return n;
    let any = 0;
    for (let pit = p.turn * PITS, end = pit + PITS; pit < end; pit++) if (p.cells[pit] > 0) out[any++] = pit;
    return any;
  },

  play(p: Position, pit: Move): number {
    const first = PITS - p.turn * PITS;
    return capture(p, sow(p, pit), first);
  },

  ended: (p: Position) => (bare(p, p.turn * PITS, PITS) ? score(-p.signature) : undefined),
};
recordExplored(awari, awariExplored);

/** Oware by the Abapa rules. */
export const oware: Game = {
  ...common,
  id: 'oware',
  title: 'Oware',
  example: '2,1,0,0,0,2/0,0,1,1,0,1 north',

  moves: (p: Position, out: Int32Array) => feedingMoves(p, out, true),

  play(p: Position, pit: Move): number {
    const first = PITS - p.turn * PITS;
    const spared = slams(p, pit, p.cells[pit], first);
    const last = sow(p, pit);
    return spared ? 0 : capture(p, last, first);
  },

  ended: (p: Position) => (bare(p, p.turn * PITS, PITS) ? score(-p.signature) : undefined),

  /** No move feeds the opponent, who has no seeds. */
  stuck: (p: Position) => score(p.signature),
};
recordExplored(oware, owareExplored);
