/** Packs and random positions for the tests of the solvers. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Game, Position } from '../../src/game/index.ts';
import { Random, type Slice, specialize } from '../../src/specialize/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { TableStore } from '../../src/table/index.ts';

/** A directory that goes when the tests of the file are done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'endgame-solve-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

export async function makePack(directory: string, game: Game, tables: readonly string[]): Promise<TableStore> {
  const pack = TableStore.open(directory, { create: true });
  await generateTables(specialize(game), tables, pack);
  return pack;
}

/** Copies the files of a store without those of some tables; `change` may alter each byte. */
export function copyPack(
  pack: TableStore,
  directory: string,
  without: readonly string[],
  change: (bytes: Uint8Array, table: string) => Uint8Array = (bytes) => bytes,
): TableStore {
  const copy = TableStore.open(directory, { create: true });
  for (const { table, file } of pack.list()) {
    if (without.includes(table)) continue;
    writeFileSync(join(directory, file), change(readFileSync(join(pack.name, file)), table));
  }
  copy.close();
  return TableStore.open(directory);
}

/** Seeded random legal positions of the slices, as one position that is filled again and again. */
export function* randomPositions(
  game: Game,
  slices: readonly Slice[],
  count: number,
  seed: number,
): Generator<Position> {
  const spec = specialize(game);
  const random = new Random(seed);
  const p = new Position(game.schema);
  for (let n = 0; n < count; ) {
    const space = spec.space(slices[random.below(slices.length)]);
    if (!space.unrank(random.below(space.size), p) || (game.legal && !game.legal(p))) continue;
    yield p;
    n++;
  }
}

/** The same in the game's notation. */
export function randomTexts(game: Game, slices: readonly Slice[], count: number, seed: number): string[] {
  return Array.from(randomPositions(game, slices, count, seed), (p) => game.format(p));
}
