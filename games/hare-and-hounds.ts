import { recordExplored } from '../src/game/explored.ts';
import type { Board, Game } from '../src/game/index.ts';
import { hareAndHoundsExplored } from './explored.ts';
import { hunt } from './shared/hunt.ts';

const names = ['a2', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3', 'd1', 'd2', 'd3', 'e2'];
const cell = (name: string): number => names.indexOf(name);
/** The lines of the board, each through all its points. */
const lines = ['a2 b2 c2 d2 e2', 'b3 c3 d3', 'b1 c1 d1', 'b1 b2 b3', 'c1 c2 c3', 'd1 d2 d3'];
const diagonals = ['a2 b3 c2 d1 e2', 'a2 b1 c2 d3 e2'];

const board: Board = {
  cells: names.length,
  names,
  links: [...lines, ...diagonals].flatMap((line) => {
    const points = line.split(' ').map(cell);
    return points.slice(1).map((to, i) => [points[i], to] as const);
  }),
  rows: ['3', '2', '1'].map((row) => ['a', 'b', 'c', 'd', 'e'].map((file) => cell(file + row))),
};

/**
 * Hare and hounds, the French military game (É. Lucas, Récréations mathématiques 3, 1893, from La Nature, 1887), on the
 * small board of eleven points. Three hounds go forward, to the right, or across, up and down; the hare goes anywhere
 * along the lines. The hounds move first. They win if the hare has no move; the hare wins if it gets past them.
 *
 * Over the board hounds that only go up and down (often: ten times in a row) have lost. This game has no such rule. A
 * position in which the hounds cannot catch the hare, nor the hare get past, is a draw in the table. By that rule the
 * hare wins it, for hounds run out of forward moves.
 */
export const hareAndHounds: Game = hunt({
  id: 'hare-and-hounds',
  title: 'Hare and hounds',
  board,
  depth: (at) => names[at].charCodeAt(0),
  hunters: 3,
  letters: ['D', 'H'],
  initial: 'D../D...h/D.. D',
});
recordExplored(hareAndHounds, hareAndHoundsExplored);
