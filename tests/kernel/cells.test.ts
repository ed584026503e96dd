/** Cells of whole classes, streamed straight from the kernel, against index spaces, values and moves. */

import { expect, test } from 'vitest';
import { statisticsOf } from '../../src/table/statistics.ts';
import { compareCells, sampleCells, solve } from '../support/cells.ts';
import { chessSpec, classesOf, sliceNamed, solved } from '../support/chess.ts';

for (const table of [...classesOf(2), ...classesOf(3)]) {
  test(`${table}: every position once, with its outcome and whether exits settle it`, async () => {
    const { cells, settled } = await compareCells(table, 'wdl');
    expect(cells).toBeGreaterThan(400);
    if (table !== 'KvK') expect(settled).toBeGreaterThan(100);
  });
}

// Like men, sides that are alike, and pawns of both sides, with marks; cells.slow.test.ts compares every cell of them.
for (const table of ['KRRvK', 'KRvKR', 'KPvKP']) {
  test(`${table}: as many positions as values, and some of them one by one`, async () => {
    const { settled, marked } = await sampleCells(table, 4_000);
    expect(settled).toBeGreaterThan(100);
    if (table === 'KPvKP') expect(marked).toBeGreaterThan(10);
  });
}

test('KPvK: every position with its distance to mate, and whether exits attain that', async () => {
  const { settled } = await compareCells('KPvK', 'dtm');
  expect(settled).toBeGreaterThan(100);
});

test('KPvK: every position with its outcome under the 50-move rule', async () => {
  const { cells, settled } = await compareCells('KPvK', 'wdl50');
  expect(cells).toBe(165_676);
  expect(settled).toBeGreaterThan(100);
});

test('cells of both sides to move have as many wins, draws and losses as the values', async () => {
  const slice = sliceNamed('KPvK');
  const { cells } = await solve('KPvK', 'wdl', false);
  const sum = { positions: 0, wins: 0, draws: 0, losses: 0 };
  for (const turn of [0, 1] as const) {
    for (const { count, values } of cells!(turn)) {
      sum.positions += count;
      for (const v of values.subarray(0, count)) sum[v > 0 ? 'wins' : v < 0 ? 'losses' : 'draws']++;
    }
  }
  expect(sum).toEqual(statisticsOf(chessSpec, [{ slice, values: await solved.wdl.get(slice) }], 'wdl'));
});

test('threads change nothing', async () => {
  const read = async (threads: number): Promise<number[]> => {
    const { cells } = await solve('KBNvK', 'wdl', true, threads);
    const sums: number[] = [];
    for (const turn of [0, 1] as const) {
      for (const { count, places, values, settled } of cells!(turn)) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum = (Math.imul(sum, 31) + places[i] + 7 * values[i] + 3 * settled![i]) | 0;
        sums.push(sum);
      }
    }
    return sums;
  };
  const alone = await read(1);
  expect(alone.length).toBeGreaterThan(20);
  expect(await read(2)).toEqual(alone);
});

test('a side to move whose positions are those of the other is refused', async () => {
  const { cells } = await solve('KRvKR', 'wdl', false);
  expect(() => cells!(1)).toThrow(RangeError);
});

test('nothing is told of exits unless it is asked for, nor with distances to zeroing', async () => {
  for (const [metric, asked] of [
    ['wdl', false],
    ['dtz', true],
  ] as const) {
    const { cells } = await solve('KPvK', metric, asked);
    let count = 0;
    for (const chunk of cells!(0)) {
      expect(chunk.settled).toBeUndefined();
      count += chunk.count;
    }
    expect(count).toBeGreaterThan(50_000);
  }
});
