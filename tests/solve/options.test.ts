/** Options out of range are refused where they enter, by name: types do not reach callers in JavaScript. */

import { expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { generateTables } from '../../src/make/index.ts';
import { openSolver, type QueryOptions, Solver, type SolverOptions } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../../src/table/index.ts';

test.each<[string, unknown]>([
  ['memory', Number.NaN],
  ['memory', Number.POSITIVE_INFINITY],
  ['memory', -1],
  ['memory', '512MB'],
  ['memory', 1e23],
  ['metric', 'quux'],
  ['metric', ''],
  ['solver', 'magic'],
  ['engine', 'magic'],
  ['policy', 'magic'],
  ['threads', 0],
  ['threads', Number.NaN],
  ['threads', 1e9],
])('a solver with %s %s', async (name, value) => {
  const options = { game: ticTacToe, [name]: value } as SolverOptions;
  const refusal = { code: 'E_USAGE', message: expect.stringContaining(name) as string };
  expect(() => new Solver(options)).toThrow(expect.objectContaining(refusal) as Error);
  if (name !== 'solver') {
    const { solver: _, ...rest } = options;
    await expect(openSolver(rest)).rejects.toMatchObject(refusal);
    const { memory, metric, engine, threads } = options;
    if (name === 'policy') return;
    const store = new TableStore(new MemoryFiles());
    const made = generateTables(specialize(ticTacToe), ['all'], store, {
      metric,
      engine,
      threads,
      ...(memory === undefined ? {} : { memory }),
    });
    await expect(made).rejects.toMatchObject(refusal);
    expect(store.list()).toEqual([]);
  }
});

test('a method that does not exist', () => {
  const options = { game: ticTacToe, methods: ['search', 'magic'] } as unknown as SolverOptions;
  expect(() => new Solver(options)).toThrow('no method "magic"');
});

test.each<[keyof QueryOptions, unknown]>([
  ['deadline', Number.POSITIVE_INFINITY],
  ['deadline', Number.NaN],
  ['deadline', -1],
  ['deadline', '5'],
  ['deadline', 2 ** 31],
  ['seconds', Number.NaN],
  ['seconds', Number.POSITIVE_INFINITY],
  ['seconds', -1],
])('a query with %s %s', async (name, value) => {
  const solver = new Solver({ game: ticTacToe });
  const query = solver.query(ticTacToe.initial, { [name]: value });
  await expect(query).rejects.toMatchObject({ code: 'E_USAGE', message: expect.stringContaining(name) as string });
});

test('the ends of the ranges are in them', async () => {
  const solver = new Solver({ game: ticTacToe, memory: 1e15, threads: 1, metric: 'dtm' });
  expect(await solver.query(ticTacToe.initial, { deadline: 2 ** 31 - 1, seconds: 1e6 })).toMatchObject({ exact: true });
});
