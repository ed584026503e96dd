/** Several threads give the same bytes as one, and one thread needs no shared memory. */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { chess } from '../../games/chess.ts';
import type { Metric } from '../../src/game/index.ts';
import { toArray } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';

afterEach(() => vi.unstubAllGlobals());

/** A checksum of all values of a class; arrays of millions of values are no good in messages of failed tests. */
async function sumOf(name: string, metric: Metric, threads: number): Promise<string> {
  const specialization = specialize(chess);
  const values = new SliceValues(specialization, { memory: 1e9, metric, threads, engine: 'kernel' });
  const array = toArray(await values.get(specialization.slicesOf(name)[0]));
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(array.buffer));
  return Buffer.from(digest).toString('hex');
}

describe.each(['dtm', 'wdl', 'dtz'] as const)('%s', (metric) => {
  // The rows of the first are king pairs; those of the second are kings and pieces around a pawn.
  test.each(['KQvKR', 'KRvKP'])('%s: one, two and three threads', async (name) => {
    const one = await sumOf(name, metric, 1);
    expect(await sumOf(name, metric, 2)).toBe(one);
    expect(await sumOf(name, metric, 3)).toBe(one);
  });
});

test('without SharedArrayBuffer, as in a page that is not isolated, more threads are one', async () => {
  const expected = await sumOf('KQvKR', 'dtm', 2);
  vi.stubGlobal('SharedArrayBuffer', undefined);
  expect(await sumOf('KQvKR', 'dtm', 2)).toBe(expected);
});
