/** What the kernel says about a position before it solves anything: `atHand`, `reaches`, `bounded`. */

import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { METRICS } from '../../src/game/values.ts';
import { Frontier } from '../../src/pawns/frontier.ts';
import type { Kernel, KernelRun } from '../../src/engine/index.ts';
import { kernelOf } from '../../src/kernel/index.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { InconsistentBounds } from '../../src/pawns/spot.ts';
import { walk } from '../../src/pawns/walk.ts';
import { chessSpec, sliceNamed } from '../support/chess.ts';
import { parsed } from '../pawns/pawns.ts';

function run(metric: KernelRun['metric']): KernelRun {
  return {
    metric,
    threads: 1,
    memory: 2e9,
    successor: () => Promise.reject(new Error('nobody asks for slices below')),
  };
}

function fresh(): Kernel {
  return kernelOf(chessSpec)!;
}

describe('atHand', () => {
  it.each(METRICS)(
    '%s: nothing is at first, then what was solved is, under this metric and no other',
    async (metric) => {
      const kernel = fresh();
      const p = parsed('8/8/8/3k4/8/8/1K2Q3/7r w - - 0 1');
      expect(METRICS.some((each) => kernel.isCached(p, each))).toBe(false);
      const { effort } = await kernel.value(p, run(metric));
      expect(effort.positions).toBeGreaterThan(0);
      for (const each of METRICS) expect(kernel.isCached(p, each), each).toBe(each === metric);
      // Asking for what is at hand solves nothing, and that is what is promised.
      expect((await kernel.value(p, run(metric))).effort.positions).toBe(0);
      kernel.forget();
      expect(kernel.isCached(p, metric)).toBe(false);
    },
  );

  it('holds for a pawn placement, its mirror images, and what can come of it, but for no other placement', async () => {
    const kernel = fresh();
    await kernel.value(parsed('8/8/8/3k4/8/8/1K2P3/8 w - - 0 1'), run('wdl'));
    const atHand = (fen: string): boolean => kernel.isCached(parsed(fen), 'wdl');
    expect(atHand('8/8/k7/8/8/8/1K2P3/8 b - - 0 1')).toBe(true); // kings anywhere
    expect(atHand('8/8/8/3k4/8/8/1K1P4/8 w - - 0 1')).toBe(true); // mirrored
    expect(atHand('8/1k2p3/8/8/3K4/8/8/8 b - - 0 1')).toBe(true); // the other side's
    expect(atHand('8/4P3/8/3k4/8/8/1K6/8 w - - 0 1')).toBe(true); // the pawn further on
    expect(atHand('4N3/8/8/3k4/8/8/1K6/8 b - - 0 1')).toBe(true); // promoted
    expect(atHand('8/8/8/3k4/8/8/1KP5/8 w - - 0 1')).toBe(false); // on another file
    expect(atHand('8/8/8/3k4/8/8/1K2P2P/8 w - - 0 1')).toBe(false); // with another pawn
  });

  it('holds for every position of a class that was solved whole, but for rights to capture en passant', async () => {
    const kernel = fresh();
    await kernel.solve(sliceNamed('KPvKP'), run('wdl'));
    expect(kernel.isCached(parsed('8/8/8/8/3pP3/8/k6K/8 b - - 0 1'), 'wdl')).toBe(true);
    // Such a position is worth the better of two; it is not said to be free.
    expect(kernel.isCached(parsed('8/8/8/8/3pP3/8/k6K/8 b - e3 0 1'), 'wdl')).toBe(false);
    expect(kernel.isCached(parsed('8/8/8/3q4/8/8/kP5K/8 b - - 0 1'), 'wdl')).toBe(true);
    expect(kernel.isCached(parsed('8/8/8/3q4/4Q3/8/kP5K/8 b - - 0 1'), 'wdl')).toBe(false);
  });
});

describe('bounded and reaches', () => {
  it.each([
    ['one pawn', '8/8/8/3k4/8/8/1K2P3/8 w - - 0 1', false, false],
    ['no pawn', '8/8/8/3k4/8/8/1K2Q3/7r w - - 0 1', false, false],
    ['two pawns', '8/8/8/3k4/8/8/1K2P2P/8 w - - 0 1', true, false],
    ['a pawn each', '8/5p2/8/3k4/8/8/1K2P3/8 w - - 0 1', true, false],
    ['two pawns and a piece', '8/5p2/8/3k4/8/8/1K2P2R/8 w - - 0 1', true, false],
    ['a piece and one pawn', '8/8/8/3k4/8/8/1K2P2R/8 w - - 0 1', false, false],
    ['two pieces and a pawn', '8/5p2/8/3k4/8/7r/1K5R/8 w - - 0 1', false, false],
    ['two pieces and two pawns', '8/5p2/8/3k4/8/7r/1K2P2R/8 w - - 0 1', false, false],
    ['four pawns', '8/3p1p2/8/3k4/8/8/1K2P2P/8 w - - 0 1', true, true],
    ['four pawns and a piece', '8/3p1p2/8/3k4/8/8/1K2P2P/R7 w - - 0 1', true, true],
    ['en passant among pawns', '8/8/8/3k4/3pP3/8/1K6/8 b - e3 0 1', true, false],
    ['en passant with a piece', '8/8/8/3k4/3pP3/8/1K6/R7 b - e3 0 1', false, false],
  ])('%s', (_, fen, bounded, reaches) => {
    const kernel = fresh();
    const p = parsed(fen);
    expect(kernel.bounded(p)).toBe(bounded);
    expect(kernel.reaches(p)).toBe(reaches);
  });
});

it('what may castle is neither bounded nor reached', () => {
  const p = parsed('4k3/3p1p2/8/8/8/8/4P2P/4K2R w - - 0 1');
  expect([fresh().bounded(p), fresh().reaches(p)]).toEqual([true, true]);
  p.flags = 1;
  expect([fresh().bounded(p), fresh().reaches(p)]).toEqual([false, false]);
});

describe('bounds', () => {
  it('are found where they are said to be possible', async () => {
    const p = parsed('8/8/8/1P6/8/8/1K2P2k/8 w - - 0 1');
    const { lower, upper, problems } = await fresh().bounds(p, 60, run('wdl'));
    expect([lower, upper]).toEqual(['win', 'win']);
    expect(problems).toBeGreaterThan(0);
  });

  it.each(['8/5p2/8/3k4/8/7r/1K2P2R/8 w - - 0 1', '8/8/8/3k4/3pP3/8/1K6/R7 b - e3 0 1'])(
    'are refused where they are not: %s',
    async (fen) => {
      const refused = fresh().bounds(parsed(fen), 1, run('wdl'));
      await expect(refused).rejects.toMatchObject({ code: 'E_POSITION' });
    },
  );

  it('that contradict themselves are an error of their own, which names the position', () => {
    const frontier = new Frontier(new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl }));
    const spot = frontier.spotOf(parsed('8/8/3k4/4p3/8/8/1K6/8 w - - 0 1'))!;
    const node = frontier.pawns(spot.node.pawns);
    node.expand();
    node.refresh();
    // A bare king is said to win where it is to move, and nowhere else.
    node.won = (_by, _level, turn) => new Uint32Array(128).fill(turn === 0 ? 0xffffffff : 0);
    const walking = (): unknown => walk(node, spot, 0);
    expect(walking).toThrow(InconsistentBounds);
    expect(walking).toThrow(/no next move: kings on 9 and 43, pawns on none and 36, White to move$/);
  });
});
