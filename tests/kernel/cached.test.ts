/** The kernel's answer whether a position is cached, before it solves anything. */

import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/game/values.ts';
import type { EngineRun } from '../../src/engine/index.ts';
import { kernelOf } from '../../src/kernel/index.ts';
import type { WordKernel } from '../../src/kernel/word-kernel.ts';
import { parsed } from '../pawns/pawns.ts';
import { chessSpec, sliceNamed } from '../support/chess.ts';

function run(metric: EngineRun['metric']): EngineRun {
  return {
    metric,
    threads: 1,
    memory: 2e9,
    successors: {
      values: () => Promise.reject(new Error('nobody asks for slices below')),
      available: () => undefined,
      planes: () => undefined,
    },
  };
}

function fresh(): WordKernel {
  return kernelOf(chessSpec)!;
}

describe('isCached', () => {
  it.each(METRICS)(
    '%s: nothing is at first, then what was solved is, under this metric and no other',
    async (metric) => {
      const kernel = fresh();
      const p = parsed('8/8/8/3k4/8/8/1K2Q3/7r w - - 0 1');
      expect(METRICS.some((each) => kernel.isCached(p, each))).toBe(false);
      const { effort } = await kernel.value(p, run(metric));
      expect(effort.positions).toBeGreaterThan(0);
      for (const each of METRICS) expect(kernel.isCached(p, each), each).toBe(each === metric);
      // A cached position promises an answer without solving.
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
    expect(atHand('4Q3/8/8/3k4/8/8/1K6/8 b - - 0 1')).toBe(true); // promoted
    expect(atHand('8/8/8/3k4/8/8/1KP5/8 w - - 0 1')).toBe(false); // on another file
    expect(atHand('8/8/8/3k4/8/8/1K2P2P/8 w - - 0 1')).toBe(false); // with another pawn
  });

  it('holds for every position of a class that was solved whole, but for rights to capture en passant', async () => {
    const kernel = fresh();
    await kernel.solve(sliceNamed('KPvKP'), run('wdl'));
    expect(kernel.isCached(parsed('8/8/8/8/3pP3/8/k6K/8 b - - 0 1'), 'wdl')).toBe(true);
    // Such a position is worth the better of two, so it does not count as cached.
    expect(kernel.isCached(parsed('8/8/8/8/3pP3/8/k6K/8 b - e3 0 1'), 'wdl')).toBe(false);
    expect(kernel.isCached(parsed('8/8/8/3q4/8/8/kP5K/8 b - - 0 1'), 'wdl')).toBe(true);
    expect(kernel.isCached(parsed('8/8/8/3q4/4Q3/8/kP5K/8 b - - 0 1'), 'wdl')).toBe(false);
  });
});
