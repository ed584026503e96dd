import { recordExplored } from '../src/game/explored.ts';
import {
  EndgameError,
  type Game,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Side,
} from '../src/game/index.ts';
import { nim1357Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

const SIDES = ['left', 'right'] as const;
const HEAP = 256;

/**
 * Nim (C. L. Bouton, Nim, a game with a complete mathematical theory, 1901): a move takes any number of counters from
 * one heap, and the side that takes the last wins. Heaps are cells that hold numbers, as the pits of a sowing game do.
 * The toolkit finds by itself that heaps are alike, and that it does not matter who moves. 1, 3, 5 and 7 is the setting
 * called Marienbad.
 *
 * Equal heaps are found for up to six heaps; with more, their order counts.
 * @param heaps counters in each heap at the start, 1 to 255, at most 255 in all
 * @throws RangeError for other heaps
 */
export function nim(heaps: readonly number[]): Game {
  checkSize('the number of heaps', heaps.length, 1, 255);
  for (const heap of heaps) checkSize('a heap', heap, 1, 255);
  checkSize(
    'the counters of all heaps',
    heaps.reduce((a, b) => a + b, 0),
    1,
    255,
  );
  const cells = heaps.map((_, i) => i);
  const most = heaps.reduce((a, b) => a + b, 0);
  const schema: Schema = {
    board: {
      cells: heaps.length,
      // Any two heaps are neighbours, so every permutation is a candidate for a symmetry.
      links: cells.flatMap((a) => cells.slice(a + 1).map((b) => [a, b] as const)),
      names: cells.map((i) => String(i + 1)),
      rows: [cells],
    },
    content: 'seeds',
    kinds: [],
    seeds: most,
  };

  return {
    id: `nim-${heaps.join('-')}`,
    title: `Nim with heaps of ${heaps.join(', ')}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${heaps.join('+')} left`,
    maxMoves: most,
    tables: 'one',

    /** Writes the moves: how many to take, and from which heap, as n + 256 * heap. */
    moves(p: Position, out: Int32Array): number {
      let n = 0;
      for (let heap = 0; heap < p.cells.length; heap++) {
        for (let take = 1; take <= p.cells[heap]; take++) out[n++] = take + HEAP * heap;
      }
      return n;
    },

    play(p: Position, move: Move): void {
      const heap = Math.floor(move / HEAP);
      p.set(heap, p.cells[heap] - (move % HEAP));
      p.pass();
    },

    ended: () => undefined,

    parse(p: Position, text: string): void {
      const fail = (what: string): never => {
        throw new EndgameError(
          'E_POSITION',
          `position ${JSON.stringify(text)}: ${what}`,
          `write it like "${heaps.join('+')} left"`,
        );
      };
      const [sum = '', side = '', ...rest] = text.trim().split(/\s+/);
      if (rest.length > 0) fail(`unexpected "${rest[0]}"`);
      const turn = SIDES.findIndex((name) => name === side);
      if (turn < 0) fail(`side to move "${side}", expected ${SIDES.join(' or ')}`);
      const counts = sum.split('+');
      if (counts.length !== heaps.length) fail(`${counts.length} heaps, expected ${heaps.length}`);
      p.clear();
      counts.forEach((count, heap) => {
        if (!/^\d{1,3}$/.test(count)) fail(`"${count}" is no number of counters`);
        if (p.signature + Number(count) > most) fail(`more than ${most} counters`);
        p.set(heap, Number(count));
      });
      p.turn = turn as Side;
      p.forget();
    },

    format: (p: Position) => `${p.cells.join('+')} ${SIDES[p.turn]}`,
    formatMove: (_: Position, move: Move) => `${move % HEAP} from ${schema.board.names[Math.floor(move / HEAP)]}`,
    draw: (p: Position) =>
      [...cells.map((heap) => `${heap + 1}: ${'o'.repeat(p.cells[heap])}`.trimEnd()), `${SIDES[p.turn]} to move`].join(
        '\n',
      ),
  };
}

/** Nim with heaps of 1, 3, 5 and 7. */
export const nim1357: Game = nim([1, 3, 5, 7]);
recordExplored(nim1357, nim1357Explored);
