/** What the kernel's bytes mean, and in which order it prefers moves out. */

import { expect, test } from 'vitest';
import { DRAW, loss, negate, OUTCOME, type Value, win } from '../../src/game/index.ts';
import { METRICS } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { RANK_DRAW } from '../../src/kernel/abi.ts';
import {
  codesOfFive,
  codesOfMates,
  codesOfZeroing,
  LAST_LOSS,
  METRIC_CODES,
  rankTablesOf,
  WIDE_LOSS,
} from '../../src/kernel/metric.ts';
import { fiveOf } from '../support/local.ts';

/** Values that the successor of an exit can have, the best for its side to move last. */
const behind: Record<(typeof METRICS)[number], Value[]> = {
  dtm: [
    ...Array.from({ length: 126 }, (_, i) => loss(2 * i)),
    DRAW,
    ...Array.from({ length: 126 }, (_, i) => win(2 * i + 1)),
  ],
  dtz: [...Array.from({ length: 400 }, (_, i) => loss(i)), DRAW, ...Array.from({ length: 400 }, (_, i) => win(i + 1))],
  wdl: [loss(0), DRAW, win(0)],
  wdl50: [loss(0), loss(101), DRAW, win(101), win(0)],
};

test.each(METRICS)('%s: the rank of a move out rises with what it is worth', (metric) => {
  const metricCodes = METRIC_CODES[metric];
  const worth = [...new Set(behind[metric].map((v) => metricCodes.out(v)))].sort((a, b) => a - b);
  const ranks = worth.map((v) => metricCodes.rank(v));
  for (const [i, rank] of ranks.entries()) {
    expect(rank).toBeGreaterThan(i === 0 ? 0 : ranks[i - 1]);
    expect(rank).toBeLessThan(256);
    expect(Math.sign(rank - RANK_DRAW)).toBe(Math.sign(worth[i]) + 0);
  }
  expect(ranks).toContain(RANK_DRAW);
});

test.each(METRICS)('%s: a ply’s rank of moves out is the rank of what takes so many plies', (metric) => {
  const metricCodes = METRIC_CODES[metric];
  if (!metricCodes.depths) return;
  for (const v of behind[metric]) {
    const out = metricCodes.out(v);
    const rank = metricCodes.rank(out);
    if (out === 0) continue;
    const plies = Math.max(1, OUTCOME.plies(out)); // wdl50 counts none
    expect(metricCodes.plies(rank)).toBe(plies);
    expect(out > 0 ? metricCodes.winning(plies) : metricCodes.losing(plies)).toBe(rank);
    if (out < 0) {
      // A move that loses in so many plies is due by then and not a ply before.
      expect(metricCodes.losingBy(plies)).toBeGreaterThanOrEqual(rank);
      expect(metricCodes.losingBy(plies - 1)).toBeLessThan(rank);
    }
  }
});

test('dtm: a move adds a ply; dtz: a move out is one ply, or 101 if the 50-move rule spoils what is behind it', () => {
  const { dtm, dtz, wdl, wdl50 } = METRIC_CODES;
  expect(dtm.out(loss(0))).toBe(win(1));
  expect(dtm.out(win(25))).toBe(loss(26));
  expect(dtz.out(loss(0))).toBe(win(1));
  expect(dtz.out(loss(100))).toBe(win(1));
  expect(dtz.out(loss(101))).toBe(win(101));
  expect(dtz.out(win(100))).toBe(loss(1));
  expect(dtz.out(win(250))).toBe(loss(101));
  expect(wdl.out(win(0))).toBe(loss(0));
  for (const v of [loss(0), loss(101), win(101), win(0)]) expect(wdl50.out(v)).toBe(negate(v));
  for (const metricCodes of [dtm, dtz, wdl, wdl50]) expect(metricCodes.out(DRAW) + 0).toBe(0);
});

/**
 * For plies from 0 on a lost and a won position each, then a draw and an illegal one: kernel's bytes, bits of the won.
 */
function outcomesUpTo(plies: number): { bytes: Uint8Array; won: Uint8Array; expected: Value[] } {
  const expected: Value[] = [];
  for (let n = 0; n <= plies; n++) expected.push(loss(n), win(n));
  const bytes = Uint8Array.from(expected, (_, i) => (i >> 1) + 1);
  const won = new Uint8Array((expected.length + 9) >> 3).fill(0b10101010);
  return { bytes: Uint8Array.of(...bytes, 0, 255), won, expected: [...expected, DRAW, UNUSED as Value] };
}

test.each([3, 125, 126, 127, 200, WIDE_LOSS - 1])('zeroing in up to %i plies is told by codes', (plies) => {
  const { bytes, won, expected } = outcomesUpTo(plies);
  const codes = codesOfZeroing(bytes, won, plies);
  expect(codes.BYTES_PER_ELEMENT).toBe(plies < 126 ? 1 : 2);
  expect(Array.from(codes, (code) => METRIC_CODES.dtz.meaning[code])).toEqual(expected);
});

test('five outcomes are told by codes: above a hundred plies a win is cursed, a loss blessed', () => {
  const { bytes, won, expected } = outcomesUpTo(WIDE_LOSS - 1);
  const codes = codesOfFive(bytes, won);
  expect(codes).toBe(bytes);
  const five = expected.map((v) => (v === DRAW || v === UNUSED ? v : fiveOf(v)));
  expect(Array.from(codes, (code) => METRIC_CODES.wdl50.meaning[code])).toEqual(five);
  expect(new Set(five).size).toBe(6);
});

test('a loss in 254 plies is told apart from an illegal position', () => {
  const bytes = Uint8Array.of(254, 255, 255, 0);
  const codes = codesOfMates(bytes, () => Uint8Array.of(0b0010), WIDE_LOSS);
  expect(Array.from(codes, (code) => METRIC_CODES.dtm.meaning[code])).toEqual([win(253), loss(254), UNUSED, DRAW]);
  expect(codesOfMates(bytes, () => Uint8Array.of(), WIDE_LOSS - 1)).toBe(bytes);
});

test('codes mean what they say, and all of them fit', () => {
  const { dtm, dtz, wdl } = METRIC_CODES;
  for (let plies = 0; plies < WIDE_LOSS; plies++) {
    expect(dtm.meaning[plies + 1]).toBe(plies % 2 === 1 ? win(plies) : loss(plies));
  }
  expect(dtm.meaning[LAST_LOSS]).toBe(loss(WIDE_LOSS));
  expect([wdl.meaning[1], wdl.meaning[2]]).toEqual([win(0), loss(0)]);
  for (const metricCodes of [dtm, dtz, wdl]) {
    expect(metricCodes.meaning[0]).toBe(DRAW);
    expect(metricCodes.meaning[255]).toBe(UNUSED);
    const ranks = rankTablesOf(metricCodes).metric;
    expect(ranks).toHaveLength(metricCodes.meaning.length);
    for (const [code, v] of metricCodes.meaning.entries()) {
      expect(ranks[code]).toBe(v === UNUSED ? 0 : metricCodes.rank(metricCodes.out(v as Value)));
    }
  }
});
