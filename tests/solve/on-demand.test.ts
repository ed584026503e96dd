/** The on-demand solver: every method alone, deadlines, signals, tables that it may not use, concurrent queries. */

import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { chess, gameOf } from '../../games/index.ts';
import { Position } from '../../src/game/index.ts';
import { DRAW, loss, type Value, win } from '../../src/game/value.ts';
import { type Answer, type Bound, type Bounded, type Method, METHODS, Solver } from '../../src/solve/index.ts';
import { LEAST, MOST } from '../../src/search/index.ts';
import { ClosestBounds } from '../../src/solve/found.ts';
import { specialize } from '../../src/specialize/index.ts';
import { EngineValues } from '../../src/values/index.ts';
import { repacked } from '../support/representations.ts';
import { makePack, randomTexts, temporaryDirectory } from './support.ts';
import { valueOf } from '../../bench/answer-value.ts';

const directory = temporaryDirectory();

function least({ outcome, dtm, plies = dtm }: Bound): number {
  return outcome === 'draw' ? DRAW : outcome === 'win' ? win(plies ?? 0) : loss(plies ?? 0);
}

/** Whether the truth lies within the bounds. */
function holds({ bounds: { lower, upper } }: Bounded, truth: Value): boolean {
  return least(lower) <= truth && truth <= least(upper);
}

describe('a method alone finds what the tables say, or nothing', () => {
  test.each([
    ['three-mens-morris', ['closure', 'slice']],
    ['tic-tac-toe', ['search', 'closure', 'slice']],
    ['hexapawn-3x3', ['search', 'closure', 'slice']],
    ['chess-3x3', ['slice']],
  ] satisfies [string, Method[]][])('%s', async (id, methods) => {
    const game = gameOf(id);
    const spec = specialize(game);
    const slices = spec.defaultTables().flatMap((table) => spec.slicesOf(table));
    const truth = new Solver({ game, solver: 'compute', methods: ['slice'], engine: 'generic' });
    const used = new Set<string>();
    for (const method of methods) {
      const solver = new Solver({ game, solver: 'compute', methods: [method] });
      for (const text of randomTexts(game, slices, 25, 3)) {
        const found = await solver.query(text, { seconds: 30 });
        expect(valueOf(found), `${method}: ${text}`).toBe(valueOf(await truth.query(text)));
        if (found.provenance.method) used.add(found.provenance.method);
      }
    }
    expect(methods.some((method) => used.has(method))).toBe(true);
  });
});

test('a method that cannot answer is an error with bounds, never a guess', async () => {
  const solver = new Solver({ game: chess, solver: 'compute', methods: ['search'], engine: 'generic' });
  const failure = await solver.query('8/8/8/8/8/2k5/8/R3K2r w - - 0 1', { seconds: 0.05 }).catch((e: unknown) => e);
  expect(failure).toMatchObject({
    code: 'E_BUDGET',
    message: expect.stringMatching(/at least a \w+ and at most a/) as string,
  });
});

test('bounds come closer, whichever method brings them and in whichever order', () => {
  const bounds = new ClosestBounds();
  expect(bounds.add({ lower: LEAST, upper: DRAW }, 'bounds')).toBe(false);
  expect(bounds.add({ lower: loss(4), upper: MOST }, 'search')).toBe(false);
  expect(bounds.found).toEqual({ lower: loss(4), upper: DRAW, method: 'search' });
  bounds.add({ lower: LEAST, upper: win(3) }, 'closure');
  expect(bounds.found).toEqual({ lower: loss(4), upper: DRAW, method: 'search' });
  expect(bounds.add({ lower: DRAW, upper: MOST }, 'closure')).toBe(true);
  expect(bounds.found).toEqual({ lower: DRAW, upper: DRAW, method: 'closure' });
  expect(() => bounds.add({ lower: win(1), upper: MOST }, 'slice')).toThrow('slice: bounds contradict each other');
});

describe('deadlines', () => {
  const spec = specialize(chess);
  const texts = randomTexts(chess, spec.slicesOf('KRvKN'), 8, 5);

  test('bounds hold the truth; asked without one, the same solver answers', async () => {
    const truth = new Solver({ game: chess });
    const solver = new Solver({ game: chess, engine: 'generic', solver: 'compute' });
    let bounded = 0;
    for (const text of texts) {
      const value = valueOf(await truth.query(text));
      const found = await solver.query(text, { deadline: 1 });
      if (found.exact) expect(valueOf(found)).toBe(value);
      else {
        bounded++;
        expect(holds(found, value), text).toBe(true);
      }
    }
    expect(bounded).toBeGreaterThan(0);
    const small = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
    await solver.query(small, { deadline: 0 });
    expect(valueOf(await solver.query(small))).toBe(valueOf(await truth.query(small)));
  });

  test('a question ends its search for bounds of kings and pawns, however little was done', async () => {
    const bounds = vi.spyOn(EngineValues.prototype, 'bounds');
    const start = performance.now();
    const solver = new Solver({ game: chess, metric: 'wdl', solver: 'compute' });
    await solver.query('8/2p5/3k4/2p5/8/3K4/2P5/8 w - - 0 1', { deadline: 200 });
    const runs = bounds.mock.calls.map(([, , run]) => run?.deadline ?? Number.POSITIVE_INFINITY);
    expect(runs.length).toBeGreaterThan(0);
    for (const deadline of runs) {
      expect(deadline).toBeGreaterThanOrEqual(start + 200);
      expect(deadline).toBeLessThanOrEqual(performance.now() + 200);
    }
    bounds.mockRestore();
    solver.close();
  });

  test('a signal brings bounds where they will do, and else an error', async () => {
    const solver = new Solver({ game: chess, engine: 'generic', solver: 'compute' });
    const found = await solver.query(texts[0], { bounds: true, signal: AbortSignal.timeout(30) });
    expect(found.exact).toBe(false);
    await expect(solver.query(texts[0], { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
  });
});

test('sixty-four askers at once: nothing is computed twice', async () => {
  const solver = new Solver({ game: chess, solver: 'compute', engine: 'generic', methods: ['slice'] });
  const spec = specialize(chess);
  const texts = randomTexts(chess, spec.slicesOf('KRvK'), 16, 9);
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => solver.query(texts[i % 16])));
  const solved = answers.flatMap(({ provenance }) => provenance.slicesSolved);
  expect(new Set(solved).size).toBe(solved.length);
  expect(solved).toContain('KRvK');
});

describe('tables of a plan', () => {
  test('others are not used, and what a packed table counts on is computed for it', async () => {
    const full = await makePack(join(directory, 'full'), chess, ['KPvK']);
    const { pack } = await repacked(chess, full, join(directory, 'packed'), ['KPvK'], 'wdl-one-side', 'pairs');
    const spec = specialize(chess);
    const truth = new Solver({ game: chess, pack: full, metric: 'wdl' });
    const solver = new Solver({ game: chess, pack, metric: 'wdl', only: new Set(['KPvK']) });
    const sources = new Set<string>();
    for (const text of randomTexts(chess, spec.slicesOf('KPvK'), 200, 4)) {
      const found: Answer = await solver.query(text);
      expect(valueOf(found), text).toBe(valueOf(await truth.query(text)));
      sources.add(found.provenance.source);
    }
    expect(sources).toContain('table');
    const other = await solver.query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
    expect(other.provenance.source).not.toBe('table');
    // Without the right to compute, the slices below must be available.
    const lookup = new Solver({ game: chess, pack, metric: 'wdl', solver: 'lookup', only: new Set(['KPvK']) });
    const failures = await Promise.all(
      randomTexts(chess, spec.slicesOf('KPvK'), 100, 4).map((text) => lookup.query(text).catch((e: unknown) => e)),
    );
    expect(failures.some((each) => each instanceof Error)).toBe(true);
    full.close();
    pack.close();
  });
});

test('a position is answered once and then remembered, by whichever method', async () => {
  for (const method of METHODS) {
    if (method === 'bounds') continue; // for the kernel's own see tests/kernel
    const solver = new Solver({ game: gameOf('tic-tac-toe'), solver: 'compute', methods: [method] });
    const p = new Position(gameOf('tic-tac-toe').schema);
    gameOf('tic-tac-toe').parse(p, gameOf('tic-tac-toe').initial);
    const text = gameOf('tic-tac-toe').initial;
    expect(await solver.query(text, { seconds: 30 })).toMatchObject({
      outcome: 'draw',
      provenance: { source: 'computed' },
    });
    expect(await solver.query(text)).toMatchObject({
      outcome: 'draw',
      provenance: { source: 'cache', slicesSolved: [] },
    });
    solver.forget();
    expect(await solver.query(text, { seconds: 30 })).toMatchObject({ provenance: { source: 'computed' } });
  }
});
