/** `endgame solve <game>` shows an example: each is answered with moves and a line after looking at few positions. */

import { expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import { Position } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';

/** Of a slice that the generic engine solves in a second or so; the kernel takes a hundred times as many, twice. */
const MOST_POSITIONS = 400_000;
const MOST_OF_THE_KERNEL = 8_000_000;

test.each(games.map((game) => ({ id: game.id, game })))('$id', async ({ game }) => {
  const p = new Position(game.schema);
  game.parse(p, game.example ?? game.initial);
  expect(game.ended(p)).toBeUndefined();
  const solver = new Solver({ game, solver: 'compute', memory: 500e6 });
  try {
    const answer = await solver.query(game.format(p), { moves: true, line: true, seconds: 60 });
    expect(answer.moves.length).toBeGreaterThan(1);
    expect(answer.line!.length).toBeGreaterThan(0);
    const { positionsExpanded } = answer.provenance;
    expect(positionsExpanded).toBeLessThan(game.chessmen ? MOST_OF_THE_KERNEL : MOST_POSITIONS);
  } finally {
    solver.close();
  }
});
