/** What the kernel's bytes mean, and in which order it prefers moves out. */

import { expect, test } from 'vitest';
import { DRAW, loss, OUTCOME, type Value, win } from '../../src/game/index.ts';
import { METRICS } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { LAST_LOSS, METERS, RANK_DRAW, rankTable, WIDE_LOSS } from '../../src/kernel/metric.ts';

/** Values that can stand behind a move out, best for the one to move there last. */
const behind: Record<(typeof METRICS)[number], Value[]> = {
  dtm: [
    ...Array.from({ length: 126 }, (_, i) => loss(2 * i)),
    DRAW,
    ...Array.from({ length: 126 }, (_, i) => win(2 * i + 1)),
  ],
  dtz: [...Array.from({ length: 400 }, (_, i) => loss(i)), DRAW, ...Array.from({ length: 400 }, (_, i) => win(i + 1))],
  wdl: [loss(0), DRAW, win(0)],
};

test.each(METRICS)('%s: the rank of a move out rises with what it is worth', (metric) => {
  const meter = METERS[metric];
  const worth = [...new Set(behind[metric].map((v) => meter.out(v)))].sort((a, b) => a - b);
  const ranks = worth.map((v) => meter.rank(v));
  for (const [i, rank] of ranks.entries()) {
    expect(rank).toBeGreaterThan(i === 0 ? 0 : ranks[i - 1]);
    expect(rank).toBeLessThan(256);
    expect(Math.sign(rank - RANK_DRAW)).toBe(Math.sign(worth[i]) + 0);
  }
  expect(ranks).toContain(RANK_DRAW);
});

test.each(METRICS)('%s: a ply’s rank of moves out is the rank of what takes so many plies', (metric) => {
  const meter = METERS[metric];
  if (!meter.depths) return;
  for (const v of behind[metric]) {
    const out = meter.out(v);
    const rank = meter.rank(out);
    if (out === 0) continue;
    const plies = OUTCOME.plies(out);
    expect(meter.plies(rank)).toBe(plies);
    expect(out > 0 ? meter.winning(plies) : meter.losing(plies)).toBe(rank);
    if (out < 0) {
      // A move that loses in so many plies is due by then and not a ply before.
      expect(meter.losingBy(plies)).toBeGreaterThanOrEqual(rank);
      expect(meter.losingBy(plies - 1)).toBeLessThan(rank);
    }
  }
});

test('dtm: a move adds a ply; dtz: a move out is one ply, or 101 if the 50-move rule spoils what is behind it', () => {
  const { dtm, dtz, wdl } = METERS;
  expect(dtm.out(loss(0))).toBe(win(1));
  expect(dtm.out(win(25))).toBe(loss(26));
  expect(dtz.out(loss(0))).toBe(win(1));
  expect(dtz.out(loss(100))).toBe(win(1));
  expect(dtz.out(loss(101))).toBe(win(101));
  expect(dtz.out(win(100))).toBe(loss(1));
  expect(dtz.out(win(250))).toBe(loss(101));
  expect(wdl.out(win(0))).toBe(loss(0));
  for (const meter of [dtm, dtz, wdl]) expect(meter.out(DRAW) + 0).toBe(0);
});

test('codes mean what they say, and all of them fit', () => {
  const { dtm, dtz, wdl } = METERS;
  for (let plies = 0; plies < WIDE_LOSS; plies++) {
    expect(dtm.meaning[plies + 1]).toBe(plies % 2 === 1 ? win(plies) : loss(plies));
    expect(dtz.meaning[2 * (plies + 1)]).toBe(loss(plies));
    expect(dtz.meaning[2 * (plies + 1) + 1]).toBe(win(plies));
  }
  expect(dtm.meaning[LAST_LOSS]).toBe(loss(WIDE_LOSS));
  expect([wdl.meaning[1], wdl.meaning[2]]).toEqual([win(0), loss(0)]);
  for (const meter of [dtm, dtz, wdl]) {
    expect(meter.meaning[0]).toBe(DRAW);
    expect(meter.meaning[meter === dtz ? 510 : 255]).toBe(UNUSED);
    const ranks = rankTable(meter);
    expect(ranks).toHaveLength(meter.meaning.length);
    for (const [code, v] of meter.meaning.entries()) {
      expect(ranks[code]).toBe(v === UNUSED ? 0 : meter.rank(meter.out(v as Value)));
    }
  }
});
