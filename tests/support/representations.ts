/** Tables repacked in every representation, and every legal position asked. */

import { expect } from 'vitest';
import { type Game, Position, type Value, WDL } from '../../src/game/index.ts';
import type { Metric, Values } from '../../src/game/values.ts';
import { Tables } from '../../src/solve/index.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { Pack, parseKeeping, repack } from '../../src/store/index.ts';

export interface Repacked {
  readonly pack: Pack;
  readonly bytes: number;
}

/** A new pack of the tables, and of those below them. */
export async function repacked(
  game: Game,
  from: Pack,
  directory: string,
  tables: readonly string[],
  representation: string,
  codec: string,
): Promise<Repacked> {
  const pack = Pack.open(directory, { create: true });
  const keeping = parseKeeping(representation, game.domain.name);
  await repack(specialize(game), tables, from, pack, { rungs: [{ keeping, codec }] });
  const bytes = pack.list(game.id, 'all').reduce((sum, entry) => sum + entry.bytes, 0);
  return { pack, bytes };
}

/** Asks a pack every legal position of the slices; fails at the first answer that is not the truth. Returns how many. */
export function askAll(
  specialization: Specialization,
  pack: Pack,
  question: Metric,
  slices: readonly Slice[],
  truth: (slice: Slice) => Values,
  step = 1,
): number {
  const { game } = specialization;
  const tables = new Tables(specialization, pack, { tolerant: false, metric: question });
  const p = new Position(game.schema);
  let asked = 0;
  for (const slice of slices) {
    const space = specialization.space(slice);
    const values = truth(slice);
    for (let index = 0; index < space.size; index += step) {
      if (!space.unrank(index, p) || (game.legal && !game.legal(p))) continue;
      const found = tables.probe(p);
      const own = values.at(index) as Value;
      const expected = question === 'wdl' ? WDL.further(own) : own;
      if (found !== expected) expect.fail(`${game.format(p)}: ${found}, expected ${expected}`);
      asked++;
    }
  }
  return asked;
}
