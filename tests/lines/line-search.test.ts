/** The search of games of lines against plain recursion over all positions. */

import { describe, expect, test } from 'vitest';
import { connectFour, connectFour5x4 } from '../../games/connect-four.ts';
import { mnk } from '../../games/mnk.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { codeOf, type Game, grid, loss, Position, win } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { LineBounds, LineSearch } from '../../src/lines/index.ts';
import { type Outcome, solveRows } from '../support/brute-rows.ts';

const BOARDS = [
  { columns: 3, rows: 3, inRow: 3, gravity: false },
  { columns: 4, rows: 2, inRow: 3, gravity: false },
  { columns: 3, rows: 3, inRow: 2, gravity: false },
  { columns: 4, rows: 3, inRow: 4, gravity: true },
  { columns: 3, rows: 5, inRow: 4, gravity: true },
] as const;

function gameOf({ columns, rows, inRow, gravity }: (typeof BOARDS)[number]): Game {
  return gravity ? connectFour(columns, rows) : mnk({ columns, rows, inRow });
}

/** Sets a position to a board, cells from the bottom row up. */
function put(p: Position, board: string): void {
  p.clear();
  for (const [cell, man] of board.split('').entries())
    if (man !== '.') p.set(cell, codeOf(p.schema, 0, man === 'x' ? 0 : 1));
  if (board.replaceAll('.', '').length % 2 === 1) p.pass();
  p.forget();
}

/** Returns the score of an outcome: cells + 1 less the men at the end, negative for a loss. */
function scoreOf(board: string, { result, plies }: Outcome): number {
  const left = board.split('.').length - 1;
  return result === 'draw' ? 0 : (result === 'win' ? 1 : -1) * (left + 1 - plies);
}

describe('every position that a game can reach', () => {
  test.each(BOARDS)('$columns x $rows, $inRow in a row, gravity $gravity', (board) => {
    const game = gameOf(board);
    const search = new LineSearch(game, 1e6);
    const p = new Position(game.schema);
    let asked = 0;
    for (const [cells, outcome] of solveRows(board)) {
      put(p, cells);
      if (game.ended(p) !== undefined) continue;
      asked++;
      const wanted = scoreOf(cells, outcome);
      for (const outcomeOnly of [true, false]) {
        const steps = search.search(p, outcomeOnly);
        let step = steps.next();
        while (!step.done) step = steps.next();
        const { lower, upper } = step.value;
        expect([Math.sign(lower), Math.sign(upper)], cells).toEqual([Math.sign(wanted), Math.sign(wanted)]);
        if (!outcomeOnly) expect([lower, upper], cells).toEqual([wanted, wanted]);
      }
    }
    expect(asked).toBeGreaterThan(100);
  });
});

test('a table that must grow, and one that may not, give the same', () => {
  const p = new Position(connectFour5x4.schema);
  connectFour5x4.parse(p, connectFour5x4.initial);
  const [roomy, narrow] = [64e6, 0].map((memory) => {
    const search = new LineSearch(connectFour5x4, memory);
    const before = search.byteLength;
    const steps = search.search(p, false);
    let step = steps.next();
    for (; !step.done; step = steps.next()) expect(step.value.lower).toBeLessThanOrEqual(step.value.upper);
    return { ...step.value, grown: search.byteLength - before };
  });
  expect(narrow.grown).toBe(0);
  expect(roomy.grown).toBeGreaterThan(0);
  expect([roomy.lower, roomy.upper]).toEqual([narrow.lower, narrow.upper]);
  expect(roomy.lower).toBe(roomy.upper);
});

test('what is known of a position is known of its mirror image', () => {
  const p = new Position(connectFour5x4.schema);
  const search = new LineSearch(connectFour5x4, 64e6);
  const asked = (board: string): readonly [number, number, number] => {
    put(p, board);
    const before = search.expanded;
    const steps = search.search(p, false);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return [step.value.lower, step.value.upper, search.expanded - before];
  };
  const [lower, upper, met] = asked(`xo${'.'.repeat(18)}`);
  const [mirroredLower, mirroredUpper, mirroredMet] = asked(`...ox${'.'.repeat(15)}`);
  expect(lower).toBe(upper);
  expect([mirroredLower, mirroredUpper]).toEqual([lower, upper]);
  expect(met).toBeGreaterThan(1000);
  expect(mirroredMet).toBeLessThan(20);
});

describe('as a bounds engine', () => {
  const board = { columns: 4, rows: 3, inRow: 4, gravity: true } as const;
  const game = connectFour(4, 3);
  const known = [...solveRows(board)];
  const run = { metric: 'dtm', memory: 1e6 } as const;

  test('many questions at once get the values that they get one by one', async () => {
    const bounds = LineBounds.of(game)!;
    const open = known.filter(([cells, { plies }]) => cells.includes('.') && plies > 0).slice(0, 300);
    const found = await Promise.all(
      open.map(async ([cells]) => {
        const p = new Position(game.schema);
        put(p, cells);
        return (await bounds.bounds(p, 60, run)).lower;
      }),
    );
    for (const [i, [, { result, plies }]] of open.entries())
      expect(found[i]).toBe(result === 'draw' ? 0 : result === 'win' ? win(plies) : loss(plies));
    expect(open).toHaveLength(300);
    expect(bounds.cachedBytes).toBeGreaterThan(0);
  });

  test('without time bounds hold, and a signal that has fired ends it', async () => {
    const large = connectFour(7, 6);
    const bounds = LineBounds.of(large)!;
    const p = new Position(large.schema);
    large.parse(p, large.initial);
    const { lower, upper } = await bounds.bounds(p, 0, run);
    // x wins (J. D. Allen, V. Allis 1988), with 41 men on the board (J. Tromp).
    expect(lower).toBeLessThanOrEqual(win(41));
    expect(upper).toBeGreaterThanOrEqual(win(41));
    const signal = AbortSignal.abort();
    await expect(bounds.bounds(p, 60, { ...run, signal })).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});

describe('beside a search without an end', () => {
  const usual = connectFour(7, 6);

  test('a question waits for none', async () => {
    const bounds = LineBounds.of(usual)!;
    const empty = new Position(usual.schema);
    usual.parse(empty, usual.initial);
    const stop = new AbortController();
    let hasEnded = false;
    const long = bounds
      .bounds(empty, 600, { metric: 'dtm', memory: 1e6, signal: stop.signal })
      .finally(() => (hasEnded = true));
    const late = new Position(usual.schema);
    // d1 wins.
    usual.parse(late, '......./......./......./......./ooo..../xxx.... x');
    for (const [metric, value] of [
      ['dtm', win(1)],
      ['wdl', win(0)],
    ] as const) {
      const { lower, upper } = await bounds.bounds(late, 60, { metric, memory: 1e6 });
      expect([lower, upper]).toEqual([value, value]);
    }
    expect(hasEnded).toBe(false);
    stop.abort();
    await expect(long).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  test('an answer that takes longer than it may asks for time, or is bounds', async () => {
    const solver = new Solver({ game: usual, memory: 300e6 });
    await expect(solver.query(usual.initial, { seconds: 0.3 })).rejects.toMatchObject({
      code: 'E_BUDGET',
      hint: 'give it more time',
    });
    const answer = await solver.query(usual.initial, { seconds: 0.3, bounds: true });
    expect(answer).toMatchObject({ bounds: { lower: { outcome: 'loss' }, upper: { outcome: 'win' } } });
    solver.close();
  });
});

test('only games that declare lines of one kind of man are searched', () => {
  const six = connectFour(4, 4);
  expect(LineSearch.supports(six)).toBe(true);
  expect(LineSearch.supports(threeMensMorris)).toBe(false);
  expect(
    LineSearch.supports({ ...six, schema: { ...six.schema, kinds: [...six.schema.kinds, ...six.schema.kinds] } }),
  ).toBe(false);
  // stacks of uneven distances, a board without end, and more lines through a cell than fit
  expect(
    LineSearch.supports({
      ...six,
      schema: {
        ...six.schema,
        stacks: [
          [0, 5],
          [1, 4],
        ],
      },
    }),
  ).toBe(false);
  expect(LineSearch.supports({ ...six, schema: { ...six.schema, board: grid(9, 8) } })).toBe(false);
  expect(LineSearch.supports({ ...six, lines: Array.from({ length: 33 }, () => [0, 1]) })).toBe(false);
});
