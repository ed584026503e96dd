/** Files that are too large for the cache are read by pages, with the same answers as in one piece. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { FileWindow } from '../../src/syzygy/file-window.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import type { SyzygySource } from '../../src/syzygy/source.ts';
import { BlockCache } from '../../src/table/index.ts';
import { randomPositions } from '../solve/support.ts';
import { sliceNamed } from '../support/chess.ts';
import { haveShared } from '../support/oracles.ts';
import { SYZYGY } from '../support/syzygy.ts';

const POSITIONS = 2_000;

test.skipIf(!haveShared)('a cache of four pages gives the bounds that one of whole files gives', () => {
  const cache = new BlockCache(100_000);
  const sourceOf = (own?: BlockCache): SyzygySource =>
    new SyzygyTables([SYZYGY], { cache: own }).source(chess, { metric: 'dtz', tolerant: false });
  const whole = sourceOf();
  const paged = sourceOf(cache);
  for (const p of randomPositions(chess, ['KQvKR', 'KBNvK', 'KRvKB'].map(sliceNamed), POSITIONS, 7)) {
    expect(paged.bounds(p)).toEqual(whole.bounds(p));
  }
  // Blocks come and go: files of 800 kB do not stay in 100 kB.
  expect(cache.misses).toBeGreaterThan(POSITIONS / 10);
  expect(cache.bytes).toBeLessThanOrEqual(100_000);
});

test('offsets beyond 32 bits, and numbers across the end of a page', () => {
  /** Each byte is a digest of its offset. */
  const digest = (offset: number): number => (offset % 251) ^ (Math.floor(offset / 65_536) & 255);
  const source = {
    name: 'large',
    size: 2 ** 34 + 16,
    readAt: (offset: number, length: number) => Uint8Array.from({ length }, (_, i) => digest(offset + i)),
    close: () => undefined,
  };
  const window = new FileWindow(source, new BlockCache(1e6), { bytesRead: 0, blocksRead: 0 });
  for (const at of [0, 2 ** 14 - 1, 2 ** 31 - 2, 2 ** 32 + 16_383, 2 ** 33 + 5, 2 ** 34 + 12]) {
    const bytes = [0, 1, 2, 3].map((i) => digest(at + i));
    expect(window.u8(at)).toBe(bytes[0]);
    expect(window.u16(at)).toBe(bytes[0] + 256 * bytes[1]);
    expect(window.u32(at)).toBe(bytes.reduceRight((sum, byte) => 256 * sum + byte, 0));
  }
  expect(() => window.u32(2 ** 34 + 13)).toThrow(expect.objectContaining({ code: 'E_TABLE_DAMAGED' }));
});
