import { expect } from 'vitest';
import { type Game, Position, type Value, WDL } from '../../src/game/index.ts';
import type { Metric, Values } from '../../src/game/values.ts';
import { StoredSource } from '../../src/solve/index.ts';
import { Random } from '../../src/specialize/random.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { BlockCache, TableStore, parseRepresentation } from '../../src/table/index.ts';
import { repack } from '../../src/make/index.ts';

/** A store of repacked tables. */
export interface Repacked {
  readonly pack: TableStore;
  readonly bytes: number;
}

/** Repacks tables and those below them into a new store. */
export async function repacked(
  game: Game,
  from: TableStore,
  directory: string,
  tables: readonly string[],
  representation: string,
  codec: string,
): Promise<Repacked> {
  // Tables of coders are read as a whole, so the cache has room for all tables of a class and below it.
  const pack = TableStore.open(directory, { create: true, cache: new BlockCache(1e9) });
  const keeping = parseRepresentation(representation, game.domain.name);
  await repack(specialize(game), tables, from, pack, { encodings: [{ representation: keeping, codec }] });
  const bytes = pack.list(game.id, 'all').reduce((sum, entry) => sum + entry.bytes, 0);
  return { pack, bytes };
}

/** Probes every legal position of the slices; fails at the first wrong answer. Returns the number of probes. */
export function askAll(
  specialization: Specialization,
  pack: TableStore,
  question: Metric,
  slices: readonly Slice[],
  truth: (slice: Slice) => Values,
  step = 1,
): number {
  let asked = 0;
  for (const slice of slices) {
    const ask = asker(specialization, pack, question, slice, truth(slice));
    const { size } = specialization.space(slice);
    for (let index = 0; index < size; index += step) if (ask(index)) asked++;
  }
  return asked;
}

/** Probes `count` random legal positions of a slice; fails at the first wrong answer. Returns the number of probes. */
export function askRandom(
  specialization: Specialization,
  pack: TableStore,
  question: Metric,
  slice: Slice,
  truth: Values,
  count: number,
): number {
  const ask = asker(specialization, pack, question, slice, truth);
  const { size } = specialization.space(slice);
  const random = new Random(count);
  let asked = 0;
  while (asked < count) if (ask(random.below(size))) asked++;
  return asked;
}

/** Returns a function that probes the position of an index and returns whether it is legal. */
function asker(
  specialization: Specialization,
  pack: TableStore,
  question: Metric,
  slice: Slice,
  truth: Values,
): (index: number) => boolean {
  const { game } = specialization;
  // Outcomes are read from scores, where scores are stored (see Finder).
  const isScored =
    game.domain.name === 'score' && !pack.has(game.id, game.version, specialization.tableOf(slice), 'wdl');
  const metric = isScored ? 'dtm' : question;
  const tables = new StoredSource(specialization, pack, { tolerant: false, metric });
  const space = specialization.space(slice);
  const p = new Position(game.schema);
  return (index) => {
    if (!space.unrank(index, p) || (game.legal && !game.legal(p))) return false;
    const probed = tables.probe(p);
    const found = question === 'wdl' && typeof probed === 'number' ? WDL.further(probed) : probed;
    const own = truth.at(index) as Value;
    const expected = question === 'wdl' ? WDL.further(own) : own;
    if (found !== expected)
      expect.fail(`${game.format(p)}: ${typeof found === 'number' ? found : 'nothing'}, expected ${expected}`);
    return true;
  };
}
