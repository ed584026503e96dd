/** `verify --threads`: what it says does not depend on their number. */

import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { dobutsuShogi } from '../../games/dobutsu-shogi.ts';
import { loss, PlainValues, Position, toArray } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { specialize } from '../../src/specialize/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { loadSlice } from '../../src/table/load-slice.ts';
import { Command, type Finished } from './command.ts';

const command = new Command();
const GAMES = new URL('../../dist/games/index.js', import.meta.url).href;
const TABLE = 'LGEHvL';
/** Positions of the table (docs/games.md). */
const POSITIONS = 296_419;

const verify = (game: string, dir: string, threads: number): Finished =>
  command.run(['verify', game, TABLE, '--dir', dir, '--threads', String(threads), '--json', '--quiet']);

/** Stores the table again with a wrong value in some places, and right checksums. */
function spoil(dir: string, places: readonly number[]): void {
  const spec = specialize(dobutsuShogi);
  const store = TableStore.open(command.path(dir));
  const [slice] = spec.slicesOf(TABLE);
  const { header } = store.table(dobutsuShogi.id, dobutsuShogi.version, TABLE);
  const values = toArray(loadSlice(spec, store, slice)!);
  for (const place of places) {
    const index = values.findIndex((v, i) => i > place * values.length && v !== UNUSED && v > 2);
    values[index] -= 2;
  }
  store.write({
    game: dobutsuShogi.id,
    rules: dobutsuShogi.version,
    table: TABLE,
    domain: 'outcome',
    representation: 'plies',
    slices: [{ name: slice.name, values: new PlainValues(values) }],
    statistics: header.statistics,
    generator: header.generator,
  });
  store.close();
}

test('one thread, two and three count the same, and find the same that is wrong', () => {
  command.done(['generate', 'dobutsu-shogi', TABLE, '--dir', 'right', '--quiet']);
  const right = [1, 2, 3].map((threads) => verify('dobutsu-shogi', 'right', threads));
  for (const { status, stdout, stderr } of right) {
    expect(status, stderr).toBe(0);
    expect(stdout).toBe(right[0].stdout);
    expect(JSON.parse(stdout)).toMatchObject({ table: TABLE, positions: POSITIONS, right: true });
  }
  cpSync(command.path('right'), command.path('wrong'), { recursive: true });
  spoil('wrong', [0.6, 0.9]);
  const found = [1, 2, 3].map((threads) => verify('dobutsu-shogi', 'wrong', threads));
  for (const { status, stdout, stderr } of found) {
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/E_VALUE_WRONG/);
    expect(stderr).toBe(found[0].stderr);
  }
});

test('threads load an own game by its path, and tell what its rules throw', () => {
  const head = `import { dobutsuShogi } from ${JSON.stringify(GAMES)};`;
  const file = (more: string): void =>
    writeFileSync(
      command.path('my-shogi.mjs'),
      `${head}\nexport default { ...dobutsuShogi, id: 'my-shogi', ${more} };\n`,
    );
  file('');
  command.done(['generate', './my-shogi.mjs', TABLE, '--dir', 'own', '--quiet']);
  const told = [1, 3].map((threads) => verify('./my-shogi.mjs', 'own', threads));
  expect(told.map(({ status }) => status)).toEqual([0, 0]);
  expect(JSON.parse(told[1].stdout)).toEqual(JSON.parse(told[0].stdout));

  file('moves() { throw new RangeError("bad rules"); }');
  const failed = [1, 2].map((threads) => verify('./my-shogi.mjs', 'own', threads));
  for (const { status, stderr } of failed) {
    expect(status).toBe(1);
    expect(stderr).toContain('bad rules (E_RULES; run "endgame check ./my-shogi.mjs")');
  }
});

describe('outcomes, which are verified from sheets', () => {
  const outcomes = (dir: string, threads: number): Finished =>
    command.run([
      'verify',
      'chess',
      'KPvK',
      '--metric',
      'wdl',
      '--dir',
      dir,
      '--threads',
      String(threads),
      '--json',
      '--quiet',
    ]);

  test('of one side, as the package has them', () => {
    const dir = fileURLToPath(new URL('../../tables/outcomes', import.meta.url));
    const [one, two] = [1, 2].map((threads) => outcomes(dir, threads));
    expect(one.status, one.stderr).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({ table: 'KPvK', positions: 165_676, right: true });
    expect(two.stdout).toBe(one.stdout);
  });

  test('of both sides, right, wrong in two places, and with a table below missing', () => {
    command.done(['generate', 'chess', 'KPvK', '--metric', 'wdl', '--dir', 'outcomes', '--quiet']);
    const [right, alike] = [1, 3].map((threads) => outcomes('outcomes', threads));
    expect(JSON.parse(right.stdout)).toMatchObject({ positions: 165_676, right: true });
    expect(alike.stdout).toBe(right.stdout);

    cpSync(command.path('outcomes'), command.path('spoilt'), { recursive: true });
    const spec = specialize(chess);
    const store = TableStore.open(command.path('spoilt'));
    const [slice] = spec.slicesOf('KPvK');
    const { header } = store.table('chess', chess.version, 'KPvK', 'wdl');
    const values = toArray(loadSlice(spec, store, slice, 'wdl')!);
    const p = new Position(chess.schema);
    // The side to move is stalemated; the last position that is lost.
    chess.parse(p, '3k4/3P4/3K4/8/8/8/8/8 b - - 0 1');
    values[spec.space(slice).rank(p)] = loss(0);
    values[values.lastIndexOf(loss(0))] = 0;
    const { statistics, generator } = header;
    const slices = [{ name: slice.name, values: new PlainValues(values) }];
    const table = {
      game: 'chess',
      rules: chess.version,
      table: 'KPvK',
      domain: 'outcome',
      representation: 'wdl',
    } as const;
    store.write({ ...table, slices, statistics, generator });
    store.close();
    const found = [1, 2, 3].map((threads) => outcomes('spoilt', threads));
    for (const { status, stdout, stderr } of found) {
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/KPvK: .* is stored as (loss|draw), its moves give (loss|draw|win) \(E_VALUE_WRONG/);
      expect(stderr).toBe(found[0].stderr);
    }

    rmSync(command.path('spoilt/chess.KQvK.wdl.egt'));
    const missing = outcomes('spoilt', 2);
    expect(missing.status).toBe(1);
    expect(missing.stderr).toMatch(/verifying KPvK needs table KQvK, .*E_TABLE_MISSING/);
  });
});
