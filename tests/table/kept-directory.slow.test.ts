/** Processes that keep results are killed many times. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../../src/specialize/random.ts';
import { killedAndRead } from '../support/kept.ts';

const directory = mkdtempSync(join(tmpdir(), 'endgame-kept-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('killed at any moment: each result is whole or absent', async () => {
  const { read, runs } = await killedAndRead(directory, 50, new Random(6));
  expect(runs).toBe(50);
  expect(read).toBeGreaterThan(50);
});
