/** Whatever happens to a file that a coder made, or that keeps less than all values, no probe gives a wrong value. */

import { describe, expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { EndgameError, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import {
  BlockCache,
  CODERS,
  joinChunks,
  MemoryByteSource,
  TableStore,
  parseRepresentation,
  Prober,
  Table,
  TableFailure,
} from '../../src/table/index.ts';
import { encodeAs, generateTables, learn } from '../../src/make/index.ts';
import { temporaryDirectory } from './support.ts';

const EXPECTED: readonly unknown[] = ['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN'];
const spec = specialize(ticTacToe);
const from = TableStore.open(temporaryDirectory(), { create: true });
await generateTables(spec, ['all'], from);
const known = await learn(spec, 'all', 'wdl', from, () => 1);
const analysis = new SliceValues(spec, { memory: 1e8 });

/** Legal positions with their outcomes, a few of each slice. */
const questions: { slice: number; index: number; value: number }[] = [];
for (const [s, slice] of spec.slicesOf('all').entries()) {
  const values = await analysis.get(slice);
  const p = new Position(ticTacToe.schema);
  let count = 0;
  for (let index = 0; index < values.length && count < 3; index++) {
    if (!spec.space(slice).unrank(index, p) || !ticTacToe.legal!(p) || ticTacToe.ended(p) !== undefined) continue;
    questions.push({ slice: s, index, value: Math.sign(values.at(index)) });
    count++;
  }
}

/** Opens and asks everything. Throws at a wrong value or an unexpected failure; returns the codes of the failures. */
function askAll(bytes: Uint8Array): Set<string> {
  const codes = new Set<string>();
  const attempt = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      const failure = error instanceof TableFailure ? error.failure : error;
      if (!(failure instanceof EndgameError) || !EXPECTED.includes(failure.code)) throw error;
      codes.add(failure.code);
    }
  };
  attempt(() => {
    const table = Table.open(new MemoryByteSource(bytes, 'tic-tac-toe.all.wdl.egt'), new BlockCache());
    const prober = new Prober(spec, 'wdl', () => table);
    const p = new Position(ticTacToe.schema);
    for (const { slice, index, value } of questions) {
      attempt(() => {
        spec.space(spec.slicesOf('all')[slice]).unrank(index, p);
        const found: Value = prober.value(p);
        if (Math.sign(found) !== value) throw new Error(`outcome ${found} at ${slice}:${index}, expected ${value}`);
      });
    }
    attempt(() => table.check());
  });
  return codes;
}

describe.each([...Object.keys(CODERS), 'deflate'])('%s', (codec) => {
  const good = joinChunks(encodeAs(known, { representation: parseRepresentation('wdl-one-side', 'outcome'), codec }));

  test('the sound file', () => {
    expect(new DataView(good.buffer).getUint32(8, true)).toBe(codec === 'deflate' ? 3 : 2);
    expect([...askAll(good)]).toEqual([]);
  });

  test('what is beyond the table is never asked of the coder', () => {
    const table = Table.open(new MemoryByteSource(good, 'tic-tac-toe.all.wdl.egt'), new BlockCache());
    const slices = spec.slicesOf('all');
    for (const [s, slice] of slices.entries()) {
      for (const index of [-1, spec.space(slice).size, Number.NaN]) {
        expect(table.holds(s, index)).toBe(false);
        expect(() => table.value(s, index)).toThrow(RangeError);
      }
    }
    expect(() => table.value(slices.length, 0)).toThrow(RangeError);
    expect(table.meter.blocksRead).toBe(0);
  });

  test('every flipped byte is found', () => {
    const bytes = good.slice();
    for (let at = 0; at < good.length; at++) {
      bytes[at] ^= at % 2 === 0 ? 255 : 1;
      expect(askAll(bytes).size, `byte ${at}`).toBeGreaterThan(0);
      bytes[at] = good[at];
    }
  });

  test('every truncation is found', () => {
    for (let length = 0; length < good.length; length++) {
      expect([...askAll(good.subarray(0, length))]).toEqual(['E_TABLE_DAMAGED']);
    }
  });
});
