/** Answers that wait for nothing are those that queries give, and none is given where a query would compute. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { connectFour } from '../../games/connect-four.ts';
import type { Game } from '../../src/game/index.ts';
import { type Answer, Solver } from '../../src/solve/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { samplePositions } from '../../src/make/sample.ts';

/** Leaves out what differs from question to question: the time, the work, and whether a value was computed before. */
function plain({ provenance, ...answer }: Answer): unknown {
  const { table, warnings, slicesSolved } = provenance;
  return { ...answer, table, warnings, slicesSolved };
}

function positionsOf(game: Game, tables: readonly string[], count: number): string[] {
  const specialization = specialize(game);
  const slices = tables.flatMap((table) => specialization.slicesOf(table));
  return samplePositions(specialization, slices, count, 7).map((p) => game.format(p));
}

describe.each([
  ['chess', undefined],
  ['chess', 'wdl'],
  ['chess', 'dtz'],
] as const)('%s, metric %s', (_, metric) => {
  const tables = ['KRvKB', 'KPvK', 'KNvK'];

  test('the same answers as queries', async () => {
    const solver = new Solver({ game: chess, metric });
    const positions = positionsOf(chess, tables, 24);
    for (const text of positions) await solver.query(text, { moves: true, seconds: 60 });
    let told = 0;
    for (const text of positions) {
      const known = solver.querySync(text, { moves: true });
      if (known === undefined) continue;
      told++;
      // A line makes a query go the long way.
      const { line: _line, lineSan: _lineSan, ...asked } = await solver.query(text, { moves: true, line: true });
      expect(plain(known)).toEqual(plain(asked));
    }
    expect(told).toBeGreaterThan(20);
    solver.close();
  });

  test('nothing is told that nobody has found', () => {
    const solver = new Solver({ game: chess, metric });
    for (const text of positionsOf(chess, ['KRvKB', 'KPvK'], 10)) expect(solver.querySync(text)).toBeUndefined();
    expect(solver.querySync('8/8/8/8/8/1k6/8/K7 w - - 0 1')).toMatchObject({ outcome: 'draw' });
    expect(() => solver.querySync('8/8')).toThrow('no side to move');
  });
});

test('values alone, of any game', async () => {
  const game = connectFour(4, 4);
  const solver = new Solver({ game });
  const specialization = specialize(game);
  const slices = specialization.slicesOf(specialization.defaultTables()[0]);
  const ps = samplePositions(specialization, slices, 200, 3);
  expect(solver.valueSync(ps[0])).toBeUndefined();
  await solver.query(game.initial);
  const random = new Random(5);
  for (let i = 0; i < 50; i++) {
    const p = ps[random.below(ps.length)];
    const known = solver.valueSync(p);
    expect(known === undefined || known === (await solver.value(p))).toBe(true);
  }
  for (const p of ps) await solver.value(p);
  expect(ps.filter((p) => solver.valueSync(p) === undefined)).toEqual([]);
});
