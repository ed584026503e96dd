/** The three solvers against one another and against a one-move look-ahead, on random positions of each game. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { better, type Game, loss, negate, type Position, type Value } from '../../src/game/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { Solver, StoredSource } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { strength } from '../support/strength.ts';
import { copyPack, makePack, randomPositions, temporaryDirectory } from './support.ts';

const QUESTIONS = strength(2_000, 10_000);
const directory = temporaryDirectory();

interface Case {
  readonly game: Game;
  /** Tables of the questions; the hybrid has all of them but those in `without`. */
  readonly tables: readonly string[];
  readonly without: readonly string[];
  /** Legal positions of all slices, if there are few enough to verify them all. */
  readonly positions?: number;
}

const cases: readonly Case[] = [
  { game: ticTacToe, tables: ['all'], without: ['all'], positions: 750 },
  { game: threeMensMorris, tables: ['all'], without: ['all'] },
  { game: nineMensMorris, tables: ['3-3'], without: [] },
  { game: chess, tables: ['KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK', 'KRvKR'], without: ['KRvK', 'KRvKR'] },
];

describe.each(cases)('$game.id', ({ game, tables, without, positions }) => {
  test(`three solvers agree on ${QUESTIONS} positions, and with what the moves give`, async () => {
    const spec = specialize(game);
    const all = await makePack(join(directory, `${game.id}-all`), game, tables);
    const some = copyPack(all, join(directory, `${game.id}-some`), without);
    expect(some.list()).toHaveLength(all.list().length - without.length);
    const lookup = new Solver({ game, solver: 'lookup', pack: all });
    const compute = new Solver({ game, solver: 'compute' });
    const hybrid = new Solver({ game, solver: 'hybrid', pack: some });

    const slices = tables.flatMap((table) => spec.slicesOf(table));
    let asked = 0;
    let decided = 0;
    for (const p of randomPositions(game, slices, QUESTIONS, 2026)) {
      const value = await lookup.value(p);
      const others = [await compute.value(p), await hybrid.value(p), await lookAhead(game, p, lookup)];
      // One assertion a position would cost more than the question.
      if (others.some((v) => v !== value)) expect.fail(`${game.format(p)}: ${value}, others ${others.join()}`);
      if (value !== 0) decided++;
      asked++;
    }
    expect(asked).toBe(QUESTIONS);
    expect(decided).toBeGreaterThan(0);

    // Whole slices of the small games, index by index.
    if (game.tables === 'one') {
      const stored = new StoredSource(spec, all, { tolerant: false });
      let verified = 0;
      for (const slice of slices)
        verified += (await verifySlice(spec, slice, (p) => stored.probe(p) as Value)).positions;
      if (positions !== undefined) expect(verified).toBe(positions);
      else expect(verified).toBeGreaterThan(500);
    }
    all.close();
    some.close();
  });
});

/** The value that one move and the values after it give. */
async function lookAhead(game: Game, p: Position, solver: Solver): Promise<Value> {
  const ended = game.ended(p);
  if (ended !== undefined) return ended;
  const moves = new Int32Array(game.maxMoves);
  const n = game.moves(p, moves);
  const time = p.time;
  let best: Value | undefined;
  for (let m = 0; m < n; m++) {
    game.play(p, moves[m]);
    if (!game.legal || game.legal(p)) {
      const reply = negate(game.domain.further(await solver.value(p)));
      best = best === undefined ? reply : better(best, reply);
    }
    p.rewind(time);
  }
  return best ?? (game.stuck ? game.stuck(p) : loss(0));
}
