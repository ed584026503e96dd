/** Tables of outcomes under the 50-move rule, packed from dtz and from wdl50: what they answer, keep and count. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { loss, OUTCOME, PlainValues, toArray, type Value, type Values, win } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Metric } from '../../src/game/values.ts';
import type { PlacedCells } from '../../src/engine/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { encodeStreamed } from '../../src/make/streamed-table.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { parseRepresentation, RepresentationSpec, TableStore } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { solve } from '../support/cells.ts';
import { fiveOf } from '../support/local.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { askAll, repacked } from '../support/representations.ts';
import { fiveStated, type SyzygyStatistics } from '../support/tally.ts';
import { temporaryDirectory } from '../table/support.ts';

const spec = specialize(chess);
const dtz = new SliceValues(spec, { memory: 1e9, metric: 'dtz' });

async function packUnder(metric: Metric, table: string): Promise<TableStore> {
  const pack = TableStore.open(temporaryDirectory(), { create: true });
  await generateTables(spec, [table], pack, { metric });
  return pack;
}

function fiveIn(values: Int16Array): Values {
  return new PlainValues(values.map((v) => (v === UNUSED ? v : fiveOf(v))));
}

async function fiveOfSlice(slice: Slice): Promise<Values> {
  return fiveIn(toArray(await dtz.get(slice)));
}

/** The counts of a table's header, as Syzygy's statistics tell them. */
function stated(table: string): object {
  const statistics = JSON.parse(readOracle(oraclePath('oracles', 'chess', 'syzygy-table-stats-a.json.gz')!)) as Record<
    string,
    SyzygyStatistics
  >;
  const { white, black } = statistics[table];
  const [wins, cursed, draws, blessed, losses] = fiveStated(white).map((n, i) => n + fiveStated(black)[i]);
  return { wins: wins + cursed, draws, losses: losses + blessed };
}

test.each([
  ['KQvK', 'dtz', 'wdl50', 1, 46_137],
  ['KQvK', 'wdl50', 'wdl', 1, 46_137],
  ['KQvK', 'dtz', 'wdl50-one-side', 1, 46_137],
  ['KPvK', 'wdl50', 'wdl50-one-side', 31, 5_000],
] as const)('%s, from %s to %s: every position has its outcome', async (table, metric, name, step, least) => {
  const from = await packUnder(metric, table);
  const [slice] = spec.slicesOf(table);
  const five = await fiveOfSlice(slice);
  const { pack } = await repacked(chess, from, temporaryDirectory(), [table], name, 'plain');
  for (const question of parseRepresentation(name, 'outcome').answers) {
    expect(askAll(spec, pack, question, [slice], () => five, step)).toBeGreaterThanOrEqual(least);
  }
  const { header } = pack.table('chess', chess.version, table, name === 'wdl' ? 'wdl' : 'wdl50');
  expect(RepresentationSpec.of(header).name).toBe(name);
  expect(header.slices[0].exits).toBe(1);
  const { positions, ...counts } = header.statistics;
  expect(counts).toEqual({ ...stated(table), ...(name === 'wdl' ? {} : { cursedWins: 0, blessedLosses: 0 }) });
  expect(positions).toBe(counts.wins + counts.draws + counts.losses);
});

test('the same cells come of dtz and of wdl50', async () => {
  const bytes: number[] = [];
  for (const metric of ['dtz', 'wdl50'] as const) {
    const from = await packUnder(metric, 'KRvK');
    const { pack } = await repacked(chess, from, temporaryDirectory(), ['KRvK'], 'wdl50', 'tree');
    bytes.push(pack.table('chess', chess.version, 'KRvK', 'wdl50').size);
  }
  expect(bytes[0]).toBe(bytes[1]);
});

test('a slice with cursed wins stores both sides, and counts them', async () => {
  const [slice] = spec.slicesOf('KRvK');
  const from = await packUnder('dtz', 'KRvK');
  // As if all that takes twenty plies took a hundred and more.
  const plies = toArray(await dtz.get(slice)).map((v) =>
    v === UNUSED || OUTCOME.plies(v as Value) < 20 ? v : v > 0 ? win(120) : v < 0 ? loss(121) : v,
  );
  const { statistics } = from.table('chess', chess.version, 'KRvK', 'dtz').header;
  from.write({
    game: 'chess',
    rules: chess.version,
    table: 'KRvK',
    domain: 'outcome',
    representation: 'dtz',
    slices: [{ name: 'KRvK', values: new PlainValues(plies) }],
    statistics,
    generator: 'test',
  });
  const { pack } = await repacked(chess, from, temporaryDirectory(), ['KRvK'], 'wdl50-one-side', 'plain');
  const { header } = pack.table('chess', chess.version, 'KRvK', 'wdl50');
  expect(RepresentationSpec.of(header).name).toBe('wdl50');
  const cursedWins = plies.filter((v) => v === win(120)).length;
  const blessedLosses = plies.filter((v) => v === loss(121)).length;
  expect(Math.min(cursedWins, blessedLosses)).toBeGreaterThan(1_000);
  expect(header.statistics).toMatchObject({ cursedWins, blessedLosses });
  expect(header.palette).toEqual([loss(0), loss(101), 0, win(101), win(0)]);
  expect(askAll(spec, pack, 'wdl50', [slice], () => fiveIn(plies))).toBe(50_015);
});

test('trees straight from the kernel: every position has its outcome', async () => {
  const [slice] = spec.slicesOf('KPvK');
  const five = await fiveOfSlice(slice);
  const representation = parseRepresentation('wdl50-one-side', 'outcome');
  const pack = TableStore.open(temporaryDirectory(), { create: true });
  await generateTables(spec, ['KPvK'], pack, { trees: { representation, exits: true } });
  for (const question of representation.answers) {
    expect(askAll(spec, pack, question, [slice], () => five, 31)).toBeGreaterThan(5_000);
  }
  const { header } = pack.table('chess', chess.version, 'KPvK', 'wdl50');
  expect(RepresentationSpec.of(header).name).toBe('wdl50-one-side');
  expect(header.statistics).toMatchObject({ ...stated('KPvK'), cursedWins: 0, blessedLosses: 0 });
});

test('trees of a slice with cursed wins keep both sides, and count them', async () => {
  const [slice] = spec.slicesOf('KRvK');
  const solved = await solve('KRvK', 'wdl50', false);
  let cursedWins = 0;
  /** As if every other win were cursed. */
  function* spoilt(turn: 0 | 1): Generator<PlacedCells, void, void> {
    cursedWins = 0;
    for (const chunk of solved.cells!(turn)) {
      const values = chunk.values.map((v, i) => (v > 0 && chunk.places[i] % 2 === 1 ? win(101) : v));
      cursedWins += values.subarray(0, chunk.count).filter((v) => v === win(101)).length;
      yield { ...chunk, count: chunk.count, places: chunk.places, values };
    }
  }
  const keeping = parseRepresentation('wdl50-one-side', 'outcome');
  const { header } = await encodeStreamed(spec, slice, { ...solved, cells: spoilt }, keeping);
  expect(RepresentationSpec.of(header).name).toBe('wdl50');
  expect(header.palette).toEqual([loss(0), 0, win(101), win(0)]);
  for (const _ of spoilt(0)); // White alone wins
  expect(cursedWins).toBeGreaterThan(1_000);
  expect(header.statistics).toMatchObject({ ...stated('KRvK'), cursedWins, blessedLosses: 0 });
  const plain = await encodeStreamed(spec, slice, solved, keeping);
  expect(RepresentationSpec.of(plain.header).name).toBe('wdl50-one-side');
});
