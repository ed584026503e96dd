/** What shifts lead to, ranked together: the same indices as those of the positions after the moves. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { isLegal } from '../../src/game/rules.ts';
import { Random, specialize } from '../../src/specialize/index.ts';

// Different men, like men, men that can be marked, and sides that can be exchanged.
const CLASSES: readonly (readonly [Game, string])[] = [
  [chess, 'KRBvKR'],
  [chess, 'KQvKQ'],
  [chess, 'KNNNvK'],
  [chess, 'KRRvKB'],
  [chess, 'KPvKP'],
  [chess, 'KPPvKP'],
  [chess, 'KBPvK'],
];

test.each(CLASSES.map(([game, table]) => ({ id: game.id, table, game })))('$id $table', ({ game, table }) => {
  const spec = specialize(game);
  const slice = spec.slicesOf(table).at(-1)!;
  const space = spec.space(slice);
  const random = new Random(33);
  const p = new Position(game.schema);
  const [moves, shifts, indices] = [0, 1, 2].map(() => new Int32Array(game.maxMoves));
  let compared = 0;
  for (let tried = 0; tried < 4_000; tried++) {
    if (!space.unrank(random.below(space.size), p) || !isLegal(game, p) || game.ended(p) !== undefined) continue;
    const shifting = [...moves.subarray(0, game.moves(p, moves))].filter((move) => game.shift!(move) >= 0);
    shifting.forEach((move, i) => (shifts[i] = game.shift!(move)));
    const before = p.key();
    expect(space.rankShifts(p, shifts, shifting.length, indices)).toBe(true);
    expect(p.key()).toBe(before);
    shifting.forEach((move, i) => {
      game.play(p, move);
      expect(indices[i]).toBe(space.rank(p));
      p.rewind(0);
    });
    compared += shifting.length;
  }
  expect(compared).toBeGreaterThan(500);
});
