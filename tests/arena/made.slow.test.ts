/** The arena of chess with all the entries that come with it, by the command. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { verdictOf } from '../../src/arena/verdict.ts';
import { main } from '../cli/command.ts';
import { SYZYGY } from '../support/syzygy.ts';
import { Entries, havePython } from './entries.ts';

const entries = new Entries();

test.skipIf(!havePython)('entries that come with the arena are made by one command, and are right', () => {
  const files = join(entries.directory, 'syzygy');
  mkdirSync(files);
  for (const name of ['KPvK.rtbw', 'KQvK.rtbw', 'KRvK.rtbw']) copyFileSync(join(SYZYGY, name), join(files, name));
  const run = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'arena', 'chess', ...words, '-q'], {
      cwd: entries.directory,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout;
  };
  const made = JSON.parse(run('--make', 'made', '--syzygy', 'syzygy', '--men', '3', '--json')) as {
    name: string;
    why?: string;
  }[];
  const names = made.filter(({ why }) => why === undefined).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['xz', 'ours-complete', 'ours-compute']));
  const words = [
    ...names.map((name) => join('made', name)),
    '--syzygy',
    'syzygy',
    '--sessions',
    '6',
    '--out',
    'results',
  ];
  const told = JSON.parse(run(...words, '--men', '3', '--json')) as { confirmed: number } & ReturnType<
    typeof verdictOf
  >;
  expect(told.rows.map(({ entry, out }) => [entry, out])).toEqual(names.map((name) => [name, undefined]));
  const log = readFileSync(join(entries.directory, 'results', 'log.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const sessions = log
    .map((line) => JSON.parse(line) as { line: string; questions: string[] })
    .filter(({ line }) => line === 'session');
  expect(told.confirmed).toBe(sessions.flatMap(({ questions }) => questions).length);
  expect(told.judgement!.scale).toBeGreaterThan(0);
  expect(readFileSync(join(entries.directory, 'results', 'map.svg'), 'utf8')).toMatch(/^<svg/);
});
