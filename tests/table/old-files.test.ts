/** Files that earlier programs wrote stay readable, and pages read what needs no brotli. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { muTorere } from '../../games/mu-torere.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { type Game, Position, type Value, WDL } from '../../src/game/index.ts';
import type { Metric } from '../../src/game/values.ts';
import { specialize } from '../../src/specialize/index.ts';
import { BlockCache, checkTable, MemoryByteSource, Prober, Table } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';

const data = fileURLToPath(new URL('../data/', import.meta.url));

test.each([
  ['mu-torere.version-1.egt', muTorere, 'dtm', 1, 'raw', 46],
  ['three-mens-morris.version-1.egt', threeMensMorris, 'dtm', 1, 'brotli', 540],
  ['three-mens-morris.version-2.egt', threeMensMorris, 'wdl', 2, 'deflate', 540],
] as const)('%s', async (file, game: Game, metric: Metric, version, codec, positions) => {
  const bytes = new Uint8Array(readFileSync(data + file));
  expect(new DataView(bytes.buffer).getUint32(8, true)).toBe(version);
  const table = Table.open(new MemoryByteSource(bytes, file), new BlockCache());
  // Programs of now would give these cells less than a byte.
  expect(table.header).toMatchObject({ codec, cellBits: 8 });
  expect(table.header.palette.length).toBeLessThanOrEqual(16);
  const spec = specialize(game);
  checkTable(spec, table);
  const prober = new Prober(spec, metric, () => table);
  const analysis = new SliceValues(spec, { memory: 1e8, engine: 'generic' });
  const p = new Position(game.schema);
  let compared = 0;
  for (const slice of spec.slicesOf('all')) {
    const values = await analysis.get(slice);
    const space = spec.space(slice);
    for (let index = 0; index < values.length; index++) {
      if (!space.unrank(index, p) || (game.legal && !game.legal(p))) continue;
      const value = values.at(index) as Value;
      expect(prober.value(p), game.format(p)).toBe(metric === 'wdl' ? WDL.further(value) : value);
      compared++;
    }
  }
  expect(compared).toBe(positions);
});
