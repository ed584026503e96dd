/** Syzygy's files as we write them: every position as our own reader reads it, and what other people's programs say. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askFathom, askStockfish, hasFathom, hasStockfish, toldPositions } from '../support/syzygy-programs.ts';
import { outcomeFile } from '../../src/export/syzygy/index.ts';
import { isAborted } from '../../src/game/errors.ts';
import { classSource, compareClass, filesOf, writtenFiles } from '../support/syzygy.ts';

const CLASSES = ['KQvK', 'KRvK', 'KPvK', 'KBvK', 'KNvK'];
const directory = mkdtempSync(join(tmpdir(), 'endgame-syzygy-'));
const written: Record<string, Uint8Array> = {};
beforeAll(async () => {
  for (const table of CLASSES) Object.assign(written, await writtenFiles(table));
  for (const [name, bytes] of Object.entries(written)) writeFileSync(join(directory, name), bytes);
}, 120_000);
afterAll(() => rmSync(directory, { recursive: true }));

// A prime, so that no man is left out; the slow suite reads every position.
describe('positions read as the kernel has them', () => {
  test.each(CLASSES)('%s', async (table) => {
    const { positions, wrong } = await compareClass(table, 5, [filesOf(written)]);
    expect(wrong).toEqual([]);
    expect(positions).toBeGreaterThan(5_000);
  });
});

test.skipIf(!hasStockfish)('Stockfish reads what our tables tell', async () => {
  const { wrong, answers } = askStockfish(directory, await toldPositions(CLASSES, 400));
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(answers).toBe(2000);
});

test.skipIf(!hasFathom)('so does Fathom', async () => {
  expect(askFathom(directory, await toldPositions(CLASSES, 10))).toEqual([]);
});

test('whoever stops it gets the usual error, and hears of the progress before', async () => {
  const stopper = new AbortController();
  const shares: number[] = [];
  const source = await classSource('KPvK', 'wdl50');
  const onProgress = (share: number): void => {
    shares.push(share);
    if (share > 0.1) stopper.abort();
  };
  await expect(outcomeFile(source, { onProgress, signal: stopper.signal })).rejects.toSatisfy(isAborted);
  expect(shares.length).toBeGreaterThan(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
