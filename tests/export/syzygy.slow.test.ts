/** Syzygy's files of twenty classes as we write them, beside those that are published. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import { haveShared } from '../support/oracles.ts';
import { askFathom, askStockfish, hasFathom, hasStockfish, toldPositions } from '../support/syzygy-programs.ts';
import { compareClass, filesOf, SYZYGY, syzygyBytes, writtenFiles } from '../support/syzygy.ts';

const classes = new SyzygyTables([SYZYGY]).names;
const directory = mkdtempSync(join(tmpdir(), 'endgame-syzygy-'));
const written: Record<string, Uint8Array> = {};
afterAll(() => rmSync(directory, { recursive: true }));

describe.skipIf(!haveShared)('every position reads as the kernel has it', () => {
  test.each(classes)('%s', { timeout: 900_000 }, async (table) => {
    const files = await writtenFiles(table);
    Object.assign(written, files);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(directory, name), bytes);
    const { positions, wrong } = await compareClass(table, 1, [filesOf(written)]);
    expect(wrong).toEqual([]);
    expect(positions).toBeGreaterThan(20_000);
  });
});

test.skipIf(!haveShared)('outcomes take at most 1.05 times the bytes of the published files', () => {
  expect(Object.keys(written)).toHaveLength(40);
  const sums = { '.rtbw': [0, 0], '.rtbz': [0, 0] };
  for (const [name, bytes] of Object.entries(written)) {
    const sum = sums[name.slice(-5) as keyof typeof sums];
    sum[0] += bytes.length;
    sum[1] += syzygyBytes(name).length;
  }
  for (const [kind, [ours, theirs]] of Object.entries(sums))
    console.info(`${kind}: ${ours} bytes, ${(ours / theirs).toFixed(3)} times the published ${theirs}`);
  expect(sums['.rtbw'][0] / sums['.rtbw'][1]).toBeLessThan(1.05);
});

/** Classes whose files, and those of all that comes of them, are among the twenty. */
const CLOSED = ['KQvKR', 'KRvKB', 'KBNvK', 'KQvKQ', 'KNNvK'];

test.skipIf(!haveShared || !hasStockfish)('Stockfish reads what our tables tell', async () => {
  const { wrong, answers } = askStockfish(directory, await toldPositions(CLOSED, 1000));
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(answers).toBe(5000);
});

test.skipIf(!haveShared || !hasFathom)('so does Fathom', { timeout: 300_000 }, async () => {
  expect(askFathom(directory, await toldPositions(CLOSED, 400))).toEqual([]);
});

test('files are the same whenever they are written', async () => {
  for (const table of ['KRvK', 'KPvK']) {
    const once = await writtenFiles(table);
    expect(await writtenFiles(table)).toEqual(once);
  }
});
