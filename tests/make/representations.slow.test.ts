/** Every representation on every legal position: all classes of three men, some of four, each game's tables; and on many of five men. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { games } from '../../games/index.ts';
import type { Game } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Metric, Values } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { TableStore, parseRepresentation } from '../../src/table/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { classesOf } from '../support/chess.ts';
import { askAll, askRandom, repacked } from '../support/representations.ts';
import { temporaryDirectory } from '../table/support.ts';

const REPRESENTATIONS = ['wdl', 'wdl-one-side', 'dtm', 'dtm-one-side', 'dtm-from-6', 'dtm-by-4', 'dtm-one-side-from-3'];
/** Pieces against pieces, pawns on one side, pawns on both, with the same men on both sides. */
const FOUR_MEN = ['KQvKR', 'KRvKB', 'KBBvK', 'KBNvK', 'KRPvK', 'KPPvK', 'KRvKP', 'KPvKP', 'KQvKQ'];
/** Three men alike, so that there are few positions, and men on both sides. */
const FIVE_MEN = ['KNNNvK', 'KRRvKR'];
const QUESTIONS = 1_000_000;

/** Asks the tables every question through each representation, as `ask` does. Returns how many questions that were. */
async function throughEach(
  spec: Specialization,
  tables: readonly string[],
  names: readonly string[],
  ask: (pack: TableStore, question: Metric) => number,
): Promise<number> {
  const { game } = spec;
  const from = TableStore.open(temporaryDirectory(), { create: true });
  await generateTables(spec, tables, from);
  let asked = 0;
  for (const name of names) {
    const { pack } = await repacked(game, from, temporaryDirectory(), tables, name, 'plain');
    for (const question of parseRepresentation(name, game.domain.name).answers) {
      asked += ask(pack, question);
    }
    pack.close();
  }
  from.close();
  return asked;
}

/** Every legal position of the tables. */
async function compareAll(game: Game, tables: readonly string[], names: readonly string[]): Promise<number> {
  const spec = specialize(game);
  const truth = new SliceValues(spec, { memory: 2e9 });
  const values = new Map<Slice, Values>();
  for (const slice of tables.flatMap((table) => spec.slicesOf(table))) values.set(slice, await truth.get(slice));
  const legal = [...values.values()].reduce((sum, each) => sum + countOf(each), 0);
  let wanted = 0;
  const asked = await throughEach(spec, tables, names, (pack, question) => {
    wanted += legal;
    return askAll(spec, pack, question, [...values.keys()], (slice) => values.get(slice)!);
  });
  expect(asked).toBe(wanted);
  return asked;
}

/** Random legal positions of a table of one slice. */
async function compareRandom(game: Game, table: string, names: readonly string[]): Promise<number> {
  const spec = specialize(game);
  const truth = new SliceValues(spec, { memory: 4e9 });
  const [slice] = spec.slicesOf(table);
  const values = await truth.get(slice);
  return throughEach(spec, [table], names, (pack, question) =>
    askRandom(spec, pack, question, slice, values, QUESTIONS),
  );
}

/** Legal positions of a slice, as the engine that solved it has them. */
function countOf(values: Values): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if (values.at(index) !== UNUSED) count++;
  return count;
}

describe('chess', () => {
  test('classes of three men', async () => {
    // 46,137 + 50,015 + 52,234 + 53,806 + 165,676 legal positions, of queen, rook, bishop, knight and pawn
    const positions = 367_868;
    expect(await compareAll(chess, classesOf(3), REPRESENTATIONS)).toBe(positions * (2 + 2 * 5));
  });

  test.each(FOUR_MEN)('%s', async (table) => {
    expect(await compareAll(chess, [table], REPRESENTATIONS)).toBeGreaterThan(5_000_000);
  });

  test.each(FIVE_MEN)('%s', async (table) => {
    expect(await compareRandom(chess, table, REPRESENTATIONS)).toBe(QUESTIONS * (2 + 2 * 5));
  });
});

test.each(games.filter((game) => game.tables === 'one'))('$id', async (game) => {
  const rounding = game.domain.name === 'score' ? [] : ['dtm-from-6', 'dtm-by-4'];
  const names = ['wdl', 'wdl-one-side', 'dtm', 'dtm-one-side', ...rounding];
  expect(await compareAll(game, ['all'], names)).toBeGreaterThan(400);
});

test('nine-mens-morris, three men each', async () => {
  const { nineMensMorris } = await import('../../games/nine-mens-morris.ts');
  expect(await compareAll(nineMensMorris, ['3-3'], ['wdl', 'wdl-one-side', 'dtm', 'dtm-by-4'])).toBeGreaterThan(
    100_000,
  );
});
