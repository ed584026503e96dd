/** Outcomes alone, in games for which no engine finds them without distances or scores. */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gameOf } from '../../games/index.ts';
import { type Game, OUTCOME, type Outcome, Position } from '../../src/game/index.ts';
import { METHODS, Solver, SOLVERS } from '../../src/solve/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { bruteForce } from '../support/brute.ts';
import { copyPack, makePack, temporaryDirectory } from './support.ts';

const directory = temporaryDirectory();
let full: TableStore;
beforeAll(async () => {
  full = await makePack(join(directory, 'full'), gameOf('kalah-3-6'), '1 2 3 4 5 6 7 8 9 10'.split(' '));
});
afterAll(() => full.close());

/** Plays a move of that name and returns what it scores, who moves then, and the position. */
function played(game: Game, text: string, name: string): { points: number; again: boolean; after: string } {
  const p = new Position(game.schema);
  game.parse(p, text);
  const buffer = new Int32Array(game.maxMoves);
  const move = [...buffer.subarray(0, game.moves(p, buffer))].find((each) => game.formatMove(p, each) === name)!;
  const { turn } = p;
  const points = game.play(p, move) ?? 0;
  return { points, again: p.turn === turn, after: game.format(p) };
}

/** Asks every position below the roots, with its moves, and compares with a brute force. */
async function check(game: Game, solver: Solver, roots: readonly string[]): Promise<Set<Outcome>> {
  const truth = bruteForce(game, roots);
  const seen = new Set<Outcome>();
  for (const text of truth.keys()) {
    const value = truth.get(text)!;
    const answer = await solver.query(text, { moves: true });
    expect(answer, text).toMatchObject({ exact: true, outcome: OUTCOME.outcome(value) });
    expect(answer.score).toBeUndefined();
    seen.add(answer.outcome!);
    for (const { move, outcome, score } of answer.moves) {
      const { points, again, after } = played(game, text, move);
      const worth = points + (again ? 1 : -1) * truth.get(after)!;
      expect({ outcome, score }, `${text} ${move}`).toEqual({ outcome: OUTCOME.outcome(worth as typeof value) });
    }
    if (answer.moves.length > 0) expect(answer.moves[0].outcome).toBe(answer.outcome);
  }
  return seen;
}

/** Positions in which points on the way decide who wins. */
const ROOTS = {
  'kalah-3-6': ['0,1,2/0,2,5 north', '1,0,3/2,0,4 south'],
  'kalah-5-2': ['1,0,2,0,1/0,1,1,0,2 south'],
  awari: ['0,0,2,1,0,0/1,0,0,0,1,0 north'],
} as const;

describe('points on the way count before the outcome', () => {
  test.each(Object.entries(ROOTS))('%s, by whatever method', async (id, roots) => {
    const game = gameOf(id);
    const seen = await check(game, new Solver({ game, solver: 'compute', metric: 'wdl' }), roots);
    expect(seen).toEqual(new Set(['win', 'draw', 'loss']));
    // A search alone does not see that play can go on for ever, as it can in awari.
    for (const method of METHODS.filter((each) => each !== 'bounds' && id !== 'awari')) {
      const solver = new Solver({ game, solver: 'compute', metric: 'wdl', methods: [method] });
      const [first] = roots;
      const value = bruteForce(game, roots).get(first)!;
      expect(await solver.query(first, { bounds: true }), method).toMatchObject({ outcome: OUTCOME.outcome(value) });
    }
  });

  test.each(SOLVERS)('%s, with tables of scores, some of which are lacking', async (kind) => {
    const game = gameOf('kalah-3-6');
    const some = copyPack(full, join(directory, kind), kind === 'lookup' ? [] : ['5', '7', '10']);
    const solver = new Solver({ game, solver: kind, store: some, metric: 'wdl' });
    expect((await check(game, solver, ROOTS['kalah-3-6'])).size).toBe(3);
    solver.close();
  });
});

test.each(['three-mens-morris', 'dodgem', 'mu-torere'])('%s: outcomes are read from distances', async (id) => {
  const game = gameOf(id);
  const truth = bruteForce(game, [game.initial]);
  const solver = new Solver({ game, metric: 'wdl' });
  for (const text of [...truth.keys()].filter((_, i) => i % 37 === 0)) {
    expect(await solver.query(text), text).toMatchObject({ outcome: OUTCOME.outcome(truth.get(text)!) });
  }
});

test.each(['awari', 'l-game'])('%s: the example has an outcome', async (id) => {
  const game = gameOf(id);
  const { score, outcome } = await new Solver({ game }).query(game.example ?? game.initial);
  const solver = new Solver({ game, metric: 'wdl' });
  const expected = outcome ?? (score! > 0 ? 'win' : score! < 0 ? 'loss' : 'draw');
  expect(await solver.query(game.example ?? game.initial)).toMatchObject({ exact: true, outcome: expected });
});

test('bounds of scores are scores that can be, or absent', async () => {
  const game = gameOf('kalah-6-4');
  const solver = new Solver({ game, memory: 1e8 });
  const { exact, bounds } = await solver.query(game.initial, { seconds: 0.3, bounds: true });
  expect(exact).toBe(false);
  // There are 48 seeds.
  for (const { score = 0 } of [bounds!.lower, bounds!.upper]) expect(Math.abs(score)).toBeLessThanOrEqual(48);
});

test('a lookup names a table that can be made', async () => {
  const game = gameOf('tic-tac-toe');
  const store = TableStore.open(join(directory, 'empty'), { create: true });
  const solver = new Solver({ game, solver: 'lookup', store, metric: 'wdl' });
  await expect(solver.query(game.initial)).rejects.toMatchObject({
    code: 'E_TABLE_MISSING',
    hint: 'generate it with "endgame generate tic-tac-toe all", or use --solver hybrid',
  });
  await makePack(join(directory, 'empty'), game, ['all']);
  solver.close();
  const made = new Solver({ game, solver: 'lookup', store: TableStore.open(store.name), metric: 'wdl' });
  expect(await made.query(game.initial)).toMatchObject({ outcome: 'draw', provenance: { source: 'table' } });
  made.close();
});
