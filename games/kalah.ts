import { recordExplored } from '../src/game/explored.ts';
import {
  type ForeignNotation,
  type Game,
  type Move,
  type Position,
  SCORE,
  type Schema,
  score,
  withNotations,
} from '../src/game/index.ts';
import { kalah36Explored, kalah44Explored, kalah52Explored, kalah64Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';
import { bare, ring, seedsOf, sowingNotation } from './shared/sowing.ts';

/** What differs between rules and boards of kalah. */
export interface KalahOptions {
  /** Tables generated when none is named; default: those of the whole game. */
  readonly endgames?: readonly string[];
  /** Whether a last seed captures only if the pit opposite holds seeds; default no. */
  readonly opposite?: boolean;
}

/**
 * Kalah(m, n): m pits per side with n seeds each, and a store for each side. A move takes all seeds of one of the
 * mover's pits and sows them one by one in the following pits and the mover's store, which lies after its last pit,
 * without the other store. If the last seed falls in the store, the mover moves again. If it falls in an empty pit of
 * the mover, it is captured together with the seeds of the pit opposite, even if there are none. As soon as a side has
 * no seeds in its pits the game is over, and each side keeps the seeds in its own pits.
 *
 * These are the rules of G. Irving, J. Donkers and J. Uiterwijk, Solving Kalah (ICGA Journal 23:3, 2000), whose
 * programs are published (github.com/girving/kalah). Many texts let a last seed capture only where the pit opposite
 * holds seeds, which is another game with other values; the factory makes that one too.
 *
 * Stores are no part of a position: values are the seeds that the side to move will yet get less those that the other
 * side will get. So the tables of a board serve every n: kalah(4, 3) begins in table 24 of kalah(4, 4). A position may
 * be written with its stores, which are left out: south's pits, south's store, north's pits, north's store.
 *
 * There are at most 255 seeds in all. A table holds the positions with one number of seeds in the
 * pits; with n seeds and 2m pits these are binomial(n + 2m - 1, n).
 * @param pits of each side, 1 to 15
 * @param seeds in each pit at the start, from 1
 * @throws RangeError for a size out of these limits
 */
export function kalah(pits: number, seeds: number, { endgames, opposite: needed = false }: KalahOptions = {}): Game {
  checkSize('pits', pits, 1, 15);
  checkSize('seeds', seeds, 1, Math.floor(255 / (2 * pits)));
  const cells = 2 * pits;
  const schema: Schema = { board: ring(pits), content: 'seeds', kinds: [], seeds: cells * seeds };
  const notation = sowingNotation(schema, () => undefined);
  const row = Array.from({ length: pits }, () => seeds).join();

  const game: Game = {
    id: `kalah-${pits}-${seeds}${needed ? '-opposite' : ''}`,
    title: `Kalah(${pits}, ${seeds})`,
    version: 1,
    schema,
    domain: SCORE,
    initial: `${row}/${row} south`,
    maxMoves: pits,
    tables: 'each',
    ...(endgames ? { endgames } : {}),

    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let pit = p.turn * pits, end = pit + pits; pit < end; pit++) if (p.cells[pit] > 0) out[n++] = pit;
      return n;
    },

    play(p: Position, pit: Move): number {
      const first = p.turn * pits;
      const last = first + pits - 1;
      let left = p.cells[pit];
      let stored = 0;
      let at = pit;
      p.set(pit, 0);
      for (;;) {
        if (at === last) {
          stored++;
          if (--left === 0) return stored;
        }
        at = at + 1 === cells ? 0 : at + 1;
        p.set(at, p.cells[at] + 1);
        if (--left === 0) break;
      }
      if (at >= first && at <= last && p.cells[at] === 1) {
        const opposite = cells - 1 - at;
        const taken = p.cells[opposite];
        if (taken > 0 || !needed) {
          stored += 1 + taken;
          p.set(at, 0);
          p.set(opposite, 0);
        }
      }
      p.pass();
      return stored;
    },

    ended(p: Position) {
      if (!bare(p, 0, pits) && !bare(p, pits, pits)) return undefined;
      const own = seedsOf(p, p.turn);
      return score(own - (p.signature - own));
    },

    parse: notation.parse,
    format: notation.format,
    draw: notation.draw,
    formatMove: (_: Position, pit: Move) => schema.board.names[pit],
  };
  return withNotations(game, 'pits', [pitsAndStores(pits, seeds)]);
}

/** Returns the notation of programs that hold pits and stores in one list, in the order of sowing. */
function pitsAndStores(pits: number, seeds: number): ForeignNotation {
  const all = 2 * pits + 2;
  const row = Array.from({ length: pits }, () => seeds).join();
  return {
    name: 'pits and stores',
    example: `${row},0,${row},0 south`,
    form: /^[^/\s]*,[^/]*$/,
    translate(text, fail) {
      const [list, side = 'south', ...rest] = text.split(/\s+/);
      if (rest.length > 0) fail(`unexpected "${rest[0]}"`);
      const counts = list.split(',');
      const odd = counts.find((count) => !/^\d{1,3}$/.test(count));
      if (odd !== undefined) fail(`"${odd}" is no number of seeds`);
      if (counts.length !== all) {
        fail(`${counts.length} numbers, expected ${all}: for each side ${pits} pits and a store`);
      }
      const total = counts.reduce((sum, count) => sum + Number(count), 0);
      if (total > 2 * pits * seeds) fail(`${total} seeds, more than ${2 * pits * seeds}`);
      return `${counts.slice(0, pits).join()}/${counts.slice(pits + 1, -1).join()} ${side}`;
    },
  };
}

/** Kalah with 3 pits per side and 6 seeds in each. */
export const kalah36: Game = { ...kalah(3, 6), example: '2,3,3/1,2,2 south' };
recordExplored(kalah36, kalah36Explored);
/** Kalah with 4 pits per side and 4 seeds in each. */
export const kalah44: Game = { ...kalah(4, 4), example: '5,1,1,1/0,1,1,1 south' };
recordExplored(kalah44, kalah44Explored);
/** Kalah with 5 pits per side and 2 seeds in each. */
export const kalah52: Game = { ...kalah(5, 2), example: '1,0,2,3,0/0,3,0,0,1 north' };
recordExplored(kalah52, kalah52Explored);
/**
 * Kalah with 6 pits per side and 4 seeds in each. Tables of all 48 seeds are out of reach (10^12 positions); the tables
 * are the endgames of up to 12.
 */
export const kalah64: Game = { ...kalah(6, 4, { endgames: ['12'] }), example: '0,0,1,0,1,1/1,1,3,2,0,0 north' };
recordExplored(kalah64, kalah64Explored);
