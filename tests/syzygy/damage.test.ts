/** Files that are cut off, of another kind, or whose bytes have changed: a typed error or an answer, and nothing else. */

import { beforeEach, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { isEndgameError, Position } from '../../src/game/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import type { SyzygySource } from '../../src/syzygy/source.ts';
import { mutatedBytes } from '../support/mutations.ts';
import { strength } from '../support/strength.ts';
import { filesOf, syzygyBytes } from '../support/syzygy.ts';

const PAWN = '8/4k3/8/4K3/4P3/8/8/8 b - - 0 1';
const OTHERS = [PAWN, '8/1P6/8/8/8/5k2/8/K7 b - - 0 1', '8/8/2k5/8/8/8/7P/K7 w - - 0 1'];

function sourceOf(wdl: Uint8Array, dtz: Uint8Array, tolerant = false): SyzygySource {
  const files = filesOf({
    'KPvK.rtbw': wdl,
    'KPvK.rtbz': dtz,
    'KQvK.rtbw': syzygyBytes('KQvK.rtbw'),
    'KRvK.rtbw': syzygyBytes('KRvK.rtbw'),
  });
  return new SyzygyTables([files]).source(chess, { metric: 'dtz', tolerant });
}

const wdl = syzygyBytes('KPvK.rtbw');
const dtz = syzygyBytes('KPvK.rtbz');
const p = new Position(chess.schema);

beforeEach(() => chess.parse(p, PAWN));

test('sound files answer', () => {
  expect(sourceOf(wdl, dtz).bounds(p)).toBeDefined();
});

test.each([
  ['cut off by a line', 'E_TABLE_DAMAGED', (bytes: Uint8Array) => bytes.slice(0, -64)],
  ['cut off within a line', 'E_TABLE_DAMAGED', (bytes: Uint8Array) => bytes.slice(0, -1)],
  ['cut off in its head', 'E_TABLE_DAMAGED', (bytes: Uint8Array) => bytes.slice(0, 80)],
  ['empty', 'E_TABLE_FOREIGN', () => new Uint8Array(0)],
  ['of another kind', 'E_TABLE_FOREIGN', (bytes: Uint8Array) => (bytes === wdl ? dtz : wdl)],
  [
    'of another class',
    'E_TABLE_FOREIGN',
    (bytes: Uint8Array) => syzygyBytes(bytes === wdl ? 'KQvK.rtbw' : 'KQvK.rtbz'),
  ],
])('a file that is %s is named in a typed error', (_, code, change) => {
  for (const [name, source] of [
    ['KPvK.rtbw', sourceOf(change(wdl), dtz)],
    ['KPvK.rtbz', sourceOf(wdl, change(dtz))],
  ] as const) {
    expect(() => source.probe(p), name).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(name) }),
    );
  }
  // A hybrid does without, and says so once.
  const tolerant = sourceOf(change(wdl), dtz, true);
  expect(tolerant.bounds(p)).toBeUndefined();
  expect(tolerant.takeFaults().map((error) => error.code)).toEqual([code]);
  expect(tolerant.bounds(p)).toBeUndefined();
  expect(tolerant.takeFaults()).toEqual([]);
});

test('a file whose bytes have changed answers or fails by a typed error, and leaves the position as it was', () => {
  const random = new Random(24);
  let failures = 0;
  for (let n = strength(300, 20_000); n > 0; n--) {
    const source =
      random.below(2) === 0 ? sourceOf(mutatedBytes(random, wdl), dtz) : sourceOf(wdl, mutatedBytes(random, dtz));
    for (const text of OTHERS) {
      chess.parse(p, text);
      try {
        source.probe(p);
      } catch (error) {
        if (!isEndgameError(error)) throw error;
        failures++;
      }
      expect(chess.format(p)).toBe(text);
    }
  }
  expect(failures).toBeGreaterThan(50);
});
