/** Every representation answers every legal position as what it was made of does. */

import { describe, expect, test } from 'vitest';
import { awari } from '../../games/awari.ts';
import { chess } from '../../games/chess.ts';
import { games } from '../../games/index.ts';
import { kalah36 } from '../../games/kalah.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { type Game, loss, OUTCOME, Position, type Value, WDL, win } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import {
  type Cells,
  CODERS,
  RepresentationSpec,
  TableStore,
  parseRepresentation,
  Prober,
  seeds,
} from '../../src/table/index.ts';
import { generateTables, learn } from '../../src/make/index.ts';
import { encodeRepresented, represent } from '../../src/make/represent.ts';
import { classOf, rangeOf, rounded } from '../../src/table/rounding.ts';
import { askAll, repacked } from '../support/representations.ts';
import { codeOfFailure, temporaryDirectory } from '../table/support.ts';

const DISTANCES = ['dtm', 'dtm-one-side', 'dtm-from-6', 'dtm-by-4'];
const OUTCOMES = ['wdl', 'wdl-one-side'];

async function packOf(game: Game, tables: readonly string[]): Promise<TableStore> {
  const pack = TableStore.open(temporaryDirectory(), { create: true });
  await generateTables(specialize(game), tables, pack);
  return pack;
}

/** Fails unless each representation answers all positions of the tables like the analysis they come from. */
async function compareAll(game: Game, tables: readonly string[], names: readonly string[], step = 1): Promise<number> {
  const spec = specialize(game);
  const from = await packOf(game, tables);
  const truth = new SliceValues(spec, { memory: 1e9 });
  const slices = tables.flatMap((table) => spec.slicesOf(table));
  const values = new Map(await Promise.all(slices.map(async (slice) => [slice, await truth.get(slice)] as const)));
  let asked = 0;
  for (const name of names) {
    const { pack } = await repacked(game, from, temporaryDirectory(), tables, name, 'plain');
    const { answers } = parseRepresentation(name, game.domain.name);
    for (const question of answers) {
      asked += askAll(spec, pack, question, slices, (slice) => values.get(slice)!, step);
    }
    pack.close();
  }
  from.close();
  return asked;
}

describe('every legal position', () => {
  test('chess, three men, every 7th index', async () => {
    expect(await compareAll(chess, ['KQvK'], [...OUTCOMES, ...DISTANCES], 7)).toBeGreaterThan(60_000);
  });

  test('chess with pawns, every 101st index', async () => {
    expect(
      await compareAll(chess, ['KPvK'], ['wdl-one-side', 'dtm-one-side-from-4', 'dtm-from-3-by-3'], 101),
    ).toBeGreaterThan(4_000);
  });

  test.each([ticTacToe, threeMensMorris])('$id', async (game) => {
    const tables = specialize(game).defaultTables();
    expect(await compareAll(game, tables, [...OUTCOMES, ...DISTANCES])).toBeGreaterThan(1_000);
  });

  // Moves score points there, and in kalah the same player may move again.
  test.each([
    [awari, ['1', '2', '3', '4']],
    [kalah36, ['1', '2', '3', '4', '5', '6']],
  ] as const)('scores, $0.id', async (game, tables) => {
    expect(await compareAll(game, tables, ['score', 'score-one-side', ...OUTCOMES])).toBeGreaterThan(1_000);
  });

  test('outcomes packed from scores whose cells count on moves', async () => {
    const spec = specialize(kalah36);
    const tables = ['1', '2', '3', '4'];
    const from = await packOf(kalah36, tables);
    const scores = await repacked(kalah36, from, temporaryDirectory(), tables, 'score', 'pairs');
    const outcomes = await repacked(kalah36, scores.pack, temporaryDirectory(), tables, 'wdl', 'plain');
    const truth = new SliceValues(spec, { memory: 1e9 });
    const slices = tables.flatMap((table) => spec.slicesOf(table));
    const values = new Map(await Promise.all(slices.map(async (slice) => [slice, await truth.get(slice)] as const)));
    expect(askAll(spec, outcomes.pack, 'wdl', slices, (slice) => values.get(slice)!)).toBeGreaterThan(100);
  });

  test('every game has representations of its own domain', () => {
    for (const { domain } of games) expect(parseRepresentation('wdl', domain.name).metric).toBe('wdl');
  });
});

describe("don't-cares", () => {
  /** Probes are exact whatever admissible codes a coder chooses for don't-cares. */
  test.each(['wdl', 'dtm-by-4'])('any code up to its own will do, %s', async (name) => {
    const spec = specialize(chess);
    const tables = ['KPvK'];
    const from = await packOf(chess, tables);
    const truth = new SliceValues(spec, { memory: 1e9 });
    const keeping = parseRepresentation(name, 'outcome');
    const { pack } = await repacked(chess, from, temporaryDirectory(), tables, name, 'plain');
    const known = await learn(spec, 'KPvK', keeping.metric, from, () => 1);
    const { header, cells, positions } = represent(known, keeping);
    expect(header.slices[0].exits).toBe(1);
    const random = new Random(7);
    let changed = 0;
    const codes = cells.codes.map((code, cell) => {
      if (((cells.dontCare![cell >> 3] >> (cell & 7)) & 1) === 0) return code;
      const other = random.below(code + 1);
      if (other !== code) changed++;
      return other;
    });
    expect(changed).toBeGreaterThan(1_000);
    const mischief: Cells = { ...cells, codes, dontCare: undefined };
    pack.put(encodeRepresented({ header, cells: mischief, positions }, { codec: 'plain' }));
    const [slice] = spec.slicesOf('KPvK');
    const values = await truth.get(slice);
    for (const question of keeping.answers) {
      expect(askAll(spec, pack, question, [slice], () => values, 29)).toBeGreaterThan(5_000);
    }
  });

  test('is not taken by cells that would be no smaller for it: those say all themselves', async () => {
    const spec = specialize(chess);
    const from = await packOf(chess, ['KPvK']);
    const { pack } = await repacked(chess, from, temporaryDirectory(), ['KPvK'], 'wdl', 'raw');
    const table = pack.table(chess.id, chess.version, 'KPvK', 'wdl');
    expect(table.header.slices.map(({ exits }) => exits)).toEqual([undefined]);
    const [slice] = spec.slicesOf('KPvK');
    const values = await new SliceValues(spec, { memory: 1e9 }).get(slice);
    const prober = new Prober(spec, 'wdl', (each) => (each === slice ? table : undefined));
    const p = new Position(chess.schema);
    const space = spec.space(slice);
    let asked = 0;
    for (let index = 0; index < space.size; index++) {
      if (!space.unrank(index, p) || !chess.legal!(p)) continue;
      asked++;
      if (prober.value(p) !== WDL.further(values.at(index) as Value)) expect.fail(chess.format(p));
    }
    expect(asked).toBe(165_676);
  });

  test('is not claimed where a probe would become a search of the game', async () => {
    const spec = specialize(ticTacToe);
    const from = await packOf(ticTacToe, ['all']);
    const known = await learn(spec, 'all', 'wdl', from, () => 1);
    const { header } = represent(known, parseRepresentation('wdl', 'outcome'));
    const first = header.slices.at(-1)!; // the empty board comes last
    expect(first.exits).toBeUndefined();
    expect(header.slices.every(({ reads }) => (reads ?? 1) <= 8)).toBe(true);
  });
});

test('coders and codecs agree', async () => {
  const spec = specialize(chess);
  const from = await packOf(chess, ['KQvK']);
  const [slice] = spec.slicesOf('KQvK');
  const values = await new SliceValues(spec, { memory: 1e9 }).get(slice);
  for (const codec of [...Object.keys(CODERS), 'brotli']) {
    for (const name of ['wdl', 'dtm-one-side']) {
      const { pack } = await repacked(chess, from, temporaryDirectory(), ['KQvK'], name, codec);
      expect(
        askAll(spec, pack, 'wdl', [slice], () => values, 3),
        `${codec} ${name}`,
      ).toBeGreaterThan(15_000);
      pack.close();
    }
  }
});

describe('what a representation says of itself', () => {
  test('names', () => {
    const names = [
      'dtm',
      'wdl-one-side',
      'dtm-from-8',
      'dtm-one-side-from-4',
      'dtm-from-4-by-6',
      'dtz',
      'wdl50-one-side',
    ];
    for (const name of names) expect(parseRepresentation(name, 'outcome').name).toBe(name);
    const answers = ['dtm', 'dtz', 'wdl50', 'wdl'].map((name) => parseRepresentation(name, 'outcome').answers);
    expect(answers).toEqual([['dtm', 'wdl'], ['dtz', 'wdl', 'wdl50'], ['wdl50', 'wdl'], ['wdl']]);
    expect(parseRepresentation('dtm-one-side', 'score').name).toBe('score-one-side');
    for (const bad of [
      '',
      'dtc',
      'wdl-by-2',
      'dtm-by-0',
      'dtm-from-13',
      'dtz-one-side',
      'wdl50-by-2',
      'score',
      'wdl-two-sides',
      'dtm-one-side-by-2',
    ]) {
      expect(
        codeOfFailure(() => parseRepresentation(bad, 'outcome')),
        bad,
      ).toBe('E_USAGE');
    }
    expect(codeOfFailure(() => parseRepresentation('dtm-by-2', 'score'))).toBe('E_USAGE');
  });

  test('classes of distances hold what is rounded to them, and nothing else', () => {
    for (const rounding of [
      { from: 0, step: 4 },
      { from: 6, step: 1 },
      { from: 5, step: 3 },
    ]) {
      for (let plies = 0; plies < 40; plies++) {
        const { first, last } = classOf(plies, rounding);
        for (const make of [win, loss]) {
          const v = rounded(make(plies), rounding);
          expect(OUTCOME.plies(v)).toBe(last);
          const { least, most } = rangeOf(v, rounding);
          for (let other = 0; other < 60; other++) {
            const within = make(other) >= least && make(other) <= most;
            expect(within).toBe(other >= first && other <= last);
          }
        }
      }
    }
    expect(rounded(0 as Value, { from: 0, step: 4 })).toBe(0);
  });

  test('what it keeps, and whether generation can start from it', async () => {
    const from = await packOf(chess, ['KQvK']);
    const expected: Readonly<Record<string, boolean>> = { dtm: false, 'dtm-one-side': false, 'dtm-by-4': false };
    for (const [name, seeding] of Object.entries(expected)) {
      const { pack } = await repacked(chess, from, temporaryDirectory(), ['KQvK'], name, 'plain');
      const { header } = pack.table('chess', 1, 'KQvK');
      expect(RepresentationSpec.of(header).name).toBe(name);
      expect(seeds(header, 0)).toBe(seeding);
      expect(seeds(pack.table('chess', 1, 'KvK').header, 0)).toBe(name !== 'dtm-by-4');
      pack.close();
    }
  });
});
