/** Time, memory and signals: whatever ends a question, it ends soon, with bounds or with its name. */

import { describe, expect, test } from 'vitest';
import { chess, gameOf, sixMensMorris } from '../../games/index.ts';
import { Position } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { Specialization } from '../../src/specialize/index.ts';

/** Milliseconds that a busy machine may take beyond a deadline; what is tested took seconds or minutes. */
const PATIENCE = 900;

describe('a deadline holds from the beginning, and never throws', () => {
  test.each([
    'nine-mens-morris',
    'lasker-morris',
    'six-mens-morris',
    'dobutsu-shogi',
    'othello-4x4',
    'connect-four',
    'kalah-6-4',
    'awari',
    'checkers',
    'checkers-6x6',
  ])('%s', async (id) => {
    const game = gameOf(id);
    const solver = new Solver({ game, solver: 'compute', memory: 512e6 });
    const start = performance.now();
    const answer = await solver.query(game.initial, { deadline: 60 });
    expect(performance.now() - start).toBeLessThan(60 + PATIENCE);
    expect(answer.exact).toBe(false);
  });
});

test('a stopped exploration goes on where it was, and finds what one without a stop finds', () => {
  const p = new Position(sixMensMorris.schema);
  sixMensMorris.parse(p, sixMensMorris.initial);
  const stopped = new Specialization(sixMensMorris);
  let pauses = 0;
  for (let i = 0; i < 5; i++) {
    const steps = stopped.exploring(p.signature);
    for (let step = 0; step < 10 && !steps.next().done; step++) pauses++;
  }
  expect(pauses).toBe(50);
  expect(stopped.isExplored(p.signature)).toBe(false);
  for (const _ of stopped.exploring(p.signature));
  expect(stopped.isExplored(p.signature)).toBe(true);
  const whole = new Specialization(sixMensMorris);
  const names = (spec: Specialization): string[] =>
    spec.closure([spec.sliceOf(p.signature)]).map((slice) => `${slice.name} ${slice.signatures.join()}`);
  expect(names(stopped)).toEqual(names(whole));
});

describe('an error names what ended the work', () => {
  const LOCKED = '8/k7/3p4/p2P1p2/P2P1P2/8/8/K7 w - - 0 1';

  test('time', async () => {
    const solver = new Solver({ game: chess, metric: 'wdl', memory: 4e9 });
    await expect(solver.query(LOCKED, { seconds: 0.1 })).rejects.toMatchObject({
      code: 'E_BUDGET',
      message: expect.stringMatching(/only bounds after 0\.\d+ s: at least a \w+ and at most a \w+/) as string,
      hint: 'give it more time',
    });
  });

  test('memory', async () => {
    const solver = new Solver({ game: chess, metric: 'wdl', memory: 16e6 });
    await expect(solver.query(LOCKED)).rejects.toMatchObject({
      code: 'E_BUDGET',
      message: expect.stringMatching(/only bounds when 2\.0 MB of memory were full after [\d.]+ s/) as string,
      hint: 'give it more memory',
    });
  });

  test('memory that no work would change, before any work', async () => {
    const game = gameOf('nine-mens-morris');
    const solved: string[] = [];
    const solver = new Solver({ game, solver: 'compute', memory: 20e6 });
    const query = solver.query(game.initial, { onSolved: ({ name }) => solved.push(name) });
    await expect(query).rejects.toMatchObject({
      code: 'E_BUDGET',
      message: expect.stringContaining('the memory is 20.0 MB') as string,
    });
    expect(solved).toEqual([]);
  });

  test('where bounds are enough, they come with that name', async () => {
    const solver = new Solver({ game: chess, metric: 'wdl', memory: 512e6 });
    const found = await solver.query('8/8/8/KP6/1p6/1k3p2/5P2/8 b - - 0 1', { bounds: true, seconds: 0.1 });
    expect(found).toMatchObject({ exact: false, limit: { code: 'E_BUDGET', hint: 'give it more time' } });
  });
});

test('six men: a mate in two is found by search, whatever the slice would take', async () => {
  const solver = new Solver({ game: chess, metric: 'dtm', solver: 'compute', memory: 512e6 });
  const found = await solver.query('6k1/2r5/R5PK/7P/8/8/8/8 w - - 1 0');
  expect(found).toMatchObject({ exact: true, outcome: 'win', dtm: 3, provenance: { method: 'search' } });
});

test('a signal stops a loop over values that are known', async () => {
  const solver = new Solver({ game: chess, metric: 'dtm', solver: 'compute' });
  const p = new Position(chess.schema);
  chess.parse(p, '8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
  await solver.value(p);
  const signal = AbortSignal.timeout(20);
  const loop = async (): Promise<void> => {
    const end = performance.now() + 5000;
    while (performance.now() < end) await solver.value(p, { signal });
  };
  await expect(loop()).rejects.toMatchObject({ code: 'E_ABORTED' });
});
