/** `endgame pack` and `endgame tables --compare`, as users run them. */

import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();

/** A line of `pack --json`. */
interface Line {
  readonly table: string;
  readonly codec: string;
  readonly bytes: number;
  readonly before: number;
  readonly why: string;
}

test('packs, resumes, lists, checks and answers', () => {
  command.done(['generate', 'chess', 'KQvK', '--dir', 'full']);
  const packed = command.done([
    'pack',
    'chess',
    'KQvK',
    '--dir',
    'full',
    '--out',
    'small',
    '--repr',
    'wdl-one-side',
    '--codec',
    'plain',
  ]);
  expect(packed).toMatch(/^KQvK: wdl-one-side by plain, \d+ B \(was 12\.3 kB\), 0\.0\d+ bits\/position, [\d.]+ s$/m);
  expect(packed).toContain('2 packed, 0 already there, in small');
  expect(command.done(['pack', 'chess', 'KQvK', '--dir', 'full', '--out', 'small', '--repr', 'wdl-one-side'])).toBe(
    '0 packed, 2 already there, in small\n',
  );
  const listed = command.done(['tables', '--dir', 'small', '--check']);
  expect(listed).toContain('2 tables');
  expect(listed).toContain('all checksums right');
  // black to move has no cells: the answer comes from white's
  const position = '8/8/8/8/8/2k5/1Q6/7K b - - 0 1';
  const lookup = ['solve', 'chess', position, '--dir', 'small', '--solver', 'lookup'];
  expect(JSON.parse(command.done([...lookup, '--metric', 'wdl', '--json']))).toMatchObject({ outcome: 'draw' });
  command.refused([...lookup, '--metric', 'dtm'], 'E_TABLE_MISSING', 'KQvK');
  // Without a metric the lookup tells what is stored.
  expect(command.done(lookup)).toContain('The side to move: draw.');
});

test('without a codec the tables themselves choose, and say why', () => {
  command.done(['generate', 'awari', '4', '--dir', 'seeds']);
  const pack = ['pack', 'awari', '--dir', 'seeds'];
  // run, not done: on a slow machine there is progress on stderr
  const { status, stdout } = command.run([...pack, '--out', 'learnt']);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^4: score by [a-z-]+, \d+ B \(was [^)]+\), [\d.]+ bits\/position, [\d.]+ s; smallest of \d+$/m,
  );
  expect(stdout).toContain('packed, 0 already there, in learnt');
  const told = command.run([...pack, '4', '--out', 'told', '--learnt', '--json']);
  const lines = told.stdout.trim().split('\n');
  const tables = lines.map((line) => JSON.parse(line) as Line);
  expect(tables.map(({ why }) => why)).toEqual(tables.map(() => expect.stringMatching(/^smallest of \d+$/)));
  for (const { table, codec } of tables) expect(stdout).toContain(`${table}: score by ${codec}, `);
  // generate stores by brotli, which is one of those that were tried
  for (const { bytes, before } of tables) expect(bytes).toBeLessThanOrEqual(before);
  command.refused([...pack, '--out', 'other', '--learnt', '--codec', 'brotli'], 'E_USAGE', '--learnt');
  command.refused([...pack, '--out', 'other', '--learnt', '--smallest'], 'E_USAGE', '--smallest');
});

test('outcomes under the 50-move rule: made, counted, verified, packed and asked', () => {
  const made = command.done(['generate', 'chess', 'KQvK', '--dir', 'five', '--metric', 'wdl50']);
  expect(made).toMatch(/^KQvK: 46,137 positions, 0 wins cursed, 0 losses blessed, /m);
  const listed = command.done(['tables', '--dir', 'five']);
  expect(listed).toMatch(/│ +draw │ +loss │ cursed │ blessed │ longest win │/);
  expect(listed).toMatch(/│ KQvK +│ wdl50 +│ +46,137 │ .*│ +0 │ +0 │ - +│/);
  expect(JSON.parse(command.done(['tables', '--dir', 'five', '--json']).split('\n')[1])).toMatchObject({
    table: 'KvK',
    representation: 'wdl50',
    statistics: { cursedWins: 0, blessedLosses: 0 },
  });
  // run, not done: on a slow machine there is progress on stderr
  const verified = command.run(['verify', 'chess', '--dir', 'five', '--metric', 'wdl50']);
  expect(verified.stdout).toMatch(/^KQvK: 46,137 positions, 612,173 moves, all values right$/m);
  const pack = [
    'pack',
    'chess',
    'KQvK',
    '--dir',
    'five',
    '--out',
    'one',
    '--repr',
    'wdl50-one-side',
    '--codec',
    'tree',
  ];
  expect(command.done(pack)).toMatch(/^KQvK: wdl50-one-side by tree, /m);
  const lookup = ['solve', 'chess', '8/8/8/8/8/2k5/8/1Q5K w - - 0 1', '--dir', 'one', '--solver', 'lookup'];
  const told = command.done([...lookup, '--metric', 'wdl50']);
  expect(told).toContain('The side to move: win.');
  expect(told).toMatch(/^ {2}Q\S+ +win or cursed win$/m);
  // Without a metric the lookup tells what is stored.
  expect(JSON.parse(command.done([...lookup, '--json']))).toMatchObject({ outcome: 'win', outcome50: 'win' });
  command.refused([...lookup, '--metric', 'dtz'], 'E_TABLE_MISSING', 'KQvK');
});

test('compares every way to keep a table', () => {
  // run, not done: on a slow machine there is progress on stderr
  const args = ['tables', '--compare', 'chess', 'KQvK', '--dir', 'full', '--repr', 'wdl,wdl-one-side,dtm,dtm-by-4'];
  const { status, stdout } = command.run([...args, '--codec', 'raw,plain', '--json']);
  expect(status).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { representation: string; codec: string; bytes: number; random: number });
  expect(lines.map(({ representation, codec }) => `${representation} ${codec}`)).toContain('dtm-by-4 plain');
  expect(lines).toHaveLength(8);
  const bytes = (representation: string): number =>
    lines.find((line) => line.representation === representation && line.codec === 'plain')!.bytes;
  expect(bytes('wdl-one-side')).toBeLessThan(bytes('wdl'));
  expect(bytes('dtm-by-4')).toBeLessThan(bytes('dtm'));
});

test('says what is wrong', () => {
  const pack = ['pack', 'chess', '--dir', 'full', '--out', 'other'];
  command.refused([...pack, '--repr', 'wdl-three-sides'], 'E_USAGE', 'wdl-three-sides');
  command.refused([...pack, '--repr', 'dtm-by-40'], 'E_USAGE', 'dtm-by-40');
  command.refused([...pack, '--repr', 'dtz'], 'E_TABLE_MISSING', 'dtz');
  command.refused([...pack, '--codec', 'zip'], 'E_USAGE', 'zip');
  command.refused([...pack, '--codec', 'plain', '--smallest'], 'E_USAGE', '--smallest');
  command.refused(['pack', 'chess', 'KRvK', '--dir', 'full', '--out', 'other'], 'E_TABLE_MISSING', 'KRvK');
  command.refused(['pack', 'chess', '--dir', 'full', '--out', 'full'], 'E_USAGE', 'full');
  symlinkSync('full', command.path('link'));
  command.refused(['pack', 'chess', '--dir', 'full', '--out', 'link/.', '--force'], 'E_USAGE', 'the tables are there');
  command.refused(['pack', 'chess', '--dir', 'full'], 'E_USAGE', '--out');
  command.refused(['tables', '--compare', 'chess', '--dir', 'full'], 'E_USAGE', '--compare');
  command.refused(['tables', 'chess', 'KQvK', '--dir', 'full'], 'E_USAGE', '--compare');
  // nothing is left of what failed
  expect(command.files().filter((name) => name.startsWith('other'))).toEqual([]);
});
