/** Encodings learnt from small slices. */

import { expect, test } from 'vitest';
import { awari } from '../../games/awari.ts';
import { connectFour4x4 } from '../../games/connect-four.ts';
import { lGame } from '../../games/l-game.ts';
import type { Game } from '../../src/game/index.ts';
import { generateTables, LEARNT_CODECS, learntEncodings, repack, type RepackedTable } from '../../src/make/index.ts';
import { narrowed } from '../../src/make/learnt.ts';
import { specialize } from '../../src/specialize/index.ts';
import { type Encoding, parseRepresentation, TableStore } from '../../src/table/index.ts';
import { MemoryFiles } from '../../src/table/memory-files.ts';

/** Decision trees take seconds where they compress badly, as scores of awari. */
const QUICK = LEARNT_CODECS.filter((id) => id !== 'forest');

function encodings(codecs: readonly string[], representation = parseRepresentation('wdl', 'outcome')): Encoding[] {
  return codecs.map((codec) => ({ representation, codec }));
}

async function made(game: Game, tables: readonly string[]): Promise<TableStore> {
  const store = new TableStore(new MemoryFiles());
  await generateTables(specialize(game), tables, store);
  return store;
}

/** Packs as `endgame pack` does, and returns each table that was made. */
async function packed(
  game: Game,
  tables: readonly string[],
  from: TableStore,
  to: TableStore,
  tried: readonly Encoding[],
): Promise<(readonly [table: string, codec: string, bytes: number, why: string | undefined])[]> {
  const specialization = specialize(game);
  const done: RepackedTable[] = [];
  await repack(specialization, tables, from, to, {
    encodings: tried,
    narrow: learntEncodings(specialization, from, to, tried),
    onTable: (table) => done.push(table),
  });
  return done.flatMap(({ table, entry, why }) => (entry ? [[table, entry.codec, entry.bytes, why] as const] : []));
}

test('what is best on small slices is tried on a large table, with what is close', () => {
  const tried = encodings(['brotli', 'tree', 'pairs']);
  const { encodings: chosen, why } = narrowed(
    { slices: 3, ratios: [1.4, 2, 1], densities: [0.1, 0.1, 0.1] },
    tried,
    1e6,
  );
  expect(chosen.map(({ codec }) => codec)).toEqual(['pairs', 'brotli']);
  expect(why).toBe('3 small slices want pairs, brotli');
});

test('what would take minutes is not tried', () => {
  const tried = encodings(['brotli', 'tree', 'pairs']);
  const race = { slices: 1, ratios: [1.4, 1, 3], densities: [0.01, 0.01, 0.01] };
  expect(narrowed(race, tried, 1e8).encodings.map(({ codec }) => codec)).toEqual(['brotli']);
  expect(narrowed(race, tried, 1e8).why).toBe('1 small slice wants brotli, tree would take too long');
  // With nothing learnt the quick ones are left, and there is always one.
  const nothing = { slices: 0, ratios: [1, 1, 1], densities: [0, 0, 0] };
  expect(narrowed(nothing, tried, 1e4).encodings).toHaveLength(3);
  expect(narrowed(nothing, tried, 1e6).encodings.map(({ codec }) => codec)).toEqual(['brotli']);
  expect(narrowed(nothing, tried, 1e12).encodings.map(({ codec }) => codec)).toEqual(['brotli']);
  expect(narrowed(race, tried, 1e12).encodings).toHaveLength(1);
  // A tree of many leaves is learnt slowly: it is the bytes that take time.
  const [few, many] = [0.001, 0.3].map((density) => narrowed({ ...race, densities: [0.4, density, 0.9] }, tried, 3e6));
  expect([few.encodings[0].codec, many.encodings[0].codec]).toEqual(['tree', 'brotli']);
});

test('small tables take the smallest of all, and a large one what they want', async () => {
  const tables = ['6', '7'];
  const from = await made(awari, tables);
  const score = parseRepresentation('score', 'score');
  const learnt = await packed(awari, tables, from, new TableStore(new MemoryFiles()), encodings(QUICK, score));
  expect(learnt.at(-1)?.[3]).toMatch(/^\d small slices want /);
  for (const codec of ['brotli-max', 'pairs', 'plain']) {
    const alone = await packed(awari, ['5'], from, new TableStore(new MemoryFiles()), encodings([codec], score));
    for (const [table, , bytes] of alone) {
      const [, , least, why] = learnt.find(([name]) => name === table)!;
      expect(least, `${table} ${codec}`).toBeLessThanOrEqual(bytes);
      expect(why).toBe(`smallest of ${QUICK.length}`);
    }
  }
});

test('games that fill want another coder than games of few men', async () => {
  const tried = encodings(['pairs', 'forest']);
  const rows = await made(connectFour4x4, ['all']);
  const [[, codec, , why]] = await packed(connectFour4x4, ['all'], rows, new TableStore(new MemoryFiles()), tried);
  expect([codec, why]).toEqual(['pairs', expect.stringMatching(/^\d+ small slices want pairs/)]);
  // One slice: nothing smaller tells, and everything quick is tried.
  const pieces = await made(lGame, ['all']);
  const [[, other, , reason]] = await packed(lGame, ['all'], pieces, new TableStore(new MemoryFiles()), tried);
  expect([other, reason]).toEqual(['forest', 'too few small slices, smallest of 2']);
});

test('a run that goes on chooses as a run from nothing does', async () => {
  const from = await made(awari, ['7']);
  const tried = encodings(['brotli', 'diagram', 'pairs', 'run-length'], parseRepresentation('score', 'score'));
  const whole = new TableStore(new MemoryFiles());
  const once = await packed(awari, ['7'], from, whole, tried);
  const to = new TableStore(new MemoryFiles());
  // What lies below five seeds is packed first.
  const first = await packed(awari, ['5'], from, to, tried);
  const second = await packed(awari, ['7'], from, to, tried);
  expect(second).toHaveLength(once.length - first.length);
  expect(new Set([...first, ...second])).toEqual(new Set(once));
  const checksums = (store: TableStore): string[] => store.list(awari.id, 'all').map(({ checksum }) => checksum);
  expect(checksums(to)).toEqual(checksums(whole));
});
