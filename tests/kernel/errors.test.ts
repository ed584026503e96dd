/** What the kernel refuses, and how it stops. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { chess } from '../../games/chess.ts';
import { games } from '../../games/index.ts';
import { toArray } from '../../src/game/index.ts';
import { METRICS } from '../../src/game/values.ts';
import { kernelOf } from '../../src/kernel/index.ts';
import { SliceValues, type SlicesOptions } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { loadSlice, TableStore } from '../../src/table/index.ts';
import { chessSpec, sliceNamed, solved } from '../support/chess.ts';
import { difference } from '../support/compare.ts';

const failing = (code: string, ...parts: string[]): object => ({
  code,
  message: expect.stringMatching(parts.join('.*')) as string,
});

afterEach(() => {
  vi.restoreAllMocks();
});

function byKernel(options: Partial<SlicesOptions> = {}): SliceValues {
  return new SliceValues(chessSpec, { memory: 2e9, engine: 'kernel', ...options });
}

test.each(METRICS)(
  '%s: too little memory is refused, naming the class and the bytes, before anything is solved',
  async (metric) => {
    for (const table of ['KQvKR', 'KPvKP', 'KRBvKR']) {
      const begun: string[] = [];
      const values = byKernel({ memory: 1_000_000, metric });
      const failure = failing('E_BUDGET', table, '\\d+\\.\\d MB', '1\\.0 MB');
      expect(() => values.check(sliceNamed(table))).toThrow(expect.objectContaining(failure) as Error);
      const run = values.get(sliceNamed(table), { onProgress: ({ slice }) => begun.push(slice) });
      await expect(run).rejects.toMatchObject(failure);
      expect(begun).toEqual([]);
      expect(values.bytes).toBe(0);
    }
  },
);

test('the memory that is said to be needed is enough, and less is refused', async () => {
  for (const table of ['KRvK', 'KPvK', 'KQvKR', 'KBPvK']) {
    const slice = sliceNamed(table);
    const memory = byKernel().check(slice);
    const values = byKernel({ memory });
    expect(difference(await values.get(slice), await solved.dtm.get(slice))).toBe('');
    const less = byKernel({ memory: memory - 1 });
    await expect(less.get(slice)).rejects.toMatchObject(failing('E_BUDGET', table));
  }
});

test('tables that do not fit are refused before the smaller ones below them are made', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'endgame-kernel-'));
  try {
    const pack = TableStore.open(directory);
    const made: string[] = [];
    const run = generateTables(chessSpec, ['KRPvK'], pack, {
      engine: 'kernel',
      memory: 20_000_000,
      onTable: ({ table }) => made.push(table),
    });
    await expect(run).rejects.toMatchObject(failing('E_BUDGET', 'KRPvK', 'MB', '20\\.0 MB'));
    expect(made).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('tables made by the kernel hold its values, for each metric side by side', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'endgame-kernel-'));
  try {
    const pack = TableStore.open(directory);
    for (const metric of METRICS) {
      const efforts: (number | undefined)[] = [];
      await generateTables(chessSpec, ['KPvK', 'KQvKR'], pack, {
        engine: 'kernel',
        metric,
        onTable: ({ effort }) => efforts.push(effort?.positions),
      });
      expect(efforts).toHaveLength(7);
      for (const table of ['KNvK', 'KPvK', 'KQvKR']) {
        const slice = sliceNamed(table);
        const stored = toArray(loadSlice(chessSpec, pack, slice, metric)!);
        const truth = toArray(await solved[metric].get(slice));
        // Where an index stands for no legal position, a stored table may hold anything.
        expect(stored.every((v, i) => v === truth[i] || truth[i] === 32_767)).toBe(true);
      }
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a run that was told to stop before it began solves nothing', async () => {
  const values = byKernel();
  const run = values.get(sliceNamed('KQvKR'), { signal: AbortSignal.abort() });
  await expect(run).rejects.toMatchObject(failing('E_ABORTED', 'KQvKR'));
  expect(values.bytes).toBe(0);
});

// One is solved in thousands of small steps, each shorter than the kernel may block the thread; the other in a
// single large one. The slices below are solved first, so that the abort falls into these steps.
for (const table of ['KPPvK', 'KRBvKR']) {
  test(`${table}: a run that is told to stop stops soon, and what was solved stays good`, async () => {
    const values = byKernel({ memory: 3e9 });
    const slice = sliceNamed(table);
    const below = chessSpec.below(slice);
    for (const lower of below) await values.get(lower);
    const controller = new AbortController();
    const run = values.get(slice, { signal: controller.signal });
    setTimeout(() => controller.abort(), 60);
    await expect(run).rejects.toMatchObject(failing('E_ABORTED', table));
    expect(values.peek(slice)).toBeUndefined();
    for (const lower of below) expect(difference(await values.get(lower), await solved.dtm.get(lower))).toBe('');
    if (table === 'KPPvK') expect(difference(await values.get(slice), await solved.dtm.get(slice))).toBe('');
  });
}

test('one who gives up does not stop another who waits for the same slice', async () => {
  const values = byKernel();
  const slice = sliceNamed('KPPvK');
  for (const lower of chessSpec.below(slice)) await values.get(lower);
  const controller = new AbortController();
  const first = values.get(slice, { signal: controller.signal });
  const second = values.get(slice);
  setTimeout(() => controller.abort(), 60);
  await expect(first).rejects.toMatchObject(failing('E_ABORTED', 'KPPvK'));
  expect(difference(await second, await solved.dtm.get(slice))).toBe('');
});

// One problem of many plies, and many small problems.
test.each([
  ['KRvKR', 50],
  ['KPvK', 500],
])('%s: other work gets its turn while the kernel works', async (table, least) => {
  // On this clock every look is later than the next pause is due, so the kernel pauses wherever it looks.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  let pauses = 0;
  let turns = 0;
  await byKernel().get(sliceNamed(table), {
    onProgress: () => {
      pauses++;
      setImmediate(() => turns++);
    },
  });
  expect(pauses).toBeGreaterThan(least);
  expect(turns).toBe(pauses);
});

test('different slices asked for at the same time do not disturb each other', async () => {
  const values = byKernel();
  const slices = ['KQvKR', 'KPPvK', 'KBNvK', 'KPvKP', 'KRvK'].map(sliceNamed);
  const found = await Promise.all(slices.map((slice) => values.get(slice)));
  for (const [i, slice] of slices.entries()) {
    expect(difference(found[i], await solved.dtm.get(slice))).toBe('');
  }
});

test('six men are too many for the kernel', async () => {
  const kernel = kernelOf(chessSpec)!;
  expect(kernel.supports(sliceNamed('KRBvKR'))).toBe(true);
  const slice = sliceNamed('KRBNvKR');
  expect(kernel.supports(slice)).toBe(false);
  const values = byKernel({ memory: 1e12 });
  expect(() => values.check(slice)).toThrow(expect.objectContaining(failing('E_USAGE', 'kernel', 'KRBNvKR')) as Error);
  await expect(values.get(slice)).rejects.toMatchObject(failing('E_USAGE', 'kernel', 'KRBNvKR'));
  const zeroing = new SliceValues(chessSpec, { memory: 1e12, metric: 'dtz' });
  await expect(zeroing.get(slice)).rejects.toMatchObject(failing('E_USAGE', 'dtz', 'KRBNvKR'));
  // Outcomes are for the generic engine then, whose index spaces end before six men.
  const outcomes = new SliceValues(chessSpec, { memory: 1e12, metric: 'wdl' });
  await expect(outcomes.get(slice)).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
});

test('only chess has a kernel', () => {
  expect(games.length).toBeGreaterThan(3);
  for (const game of games) expect(kernelOf(specialize(game)) !== undefined, game.id).toBe(game === chess);
});
