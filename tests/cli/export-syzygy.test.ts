/** `endgame export syzygy`. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();

test('writes both files, or the one that tells the metric', () => {
  const text = command.done(['export', '-q', 'syzygy', 'chess', 'KNvK', '--out', 'files']);
  expect(text).toBe('files/KNvK.rtbw: 80 B\nfiles/KNvK.rtbz: 80 B\n');
  expect(statSync(command.path('files', 'KNvK.rtbw')).size).toBe(80);
  command.done(['export', '-q', 'syzygy', 'chess', 'KvKR', '--metric', 'wdl50', '--out', 'one']);
  expect(readdirSync(command.path('one'))).toEqual(['KRvK.rtbw']);
});

test('stored tables give the same file as computed values', () => {
  command.run(['generate', 'chess', 'KRvK', '--metric', 'wdl50', '--dir', 'tables']);
  command.done(['export', '-q', 'syzygy', 'chess', 'KRvK', '--metric', 'wdl50', '--dir', 'tables', '--out', 'stored']);
  const bytes = (folder: string): Buffer => readFileSync(command.path(folder, 'KRvK.rtbw'));
  expect(bytes('stored')).toEqual(bytes('one'));
});

test('what it writes answers questions', () => {
  const asked = ['solve', 'chess', '8/8/8/8/3k4/8/3K4/R7 w - - 0 1', '--syzygy', 'one', '--metric', 'wdl50'];
  const text = command.done([...asked, '--solver', 'lookup', '--no-pack']);
  expect(text).toContain("From Syzygy's files of KRvK in one");
});

test('refuses other games, metrics that no file tells, standard output and classes of too many men', () => {
  const refused = (code: string, part: string, ...args: string[]): void =>
    command.refused(['export', 'syzygy', ...args], code, part);
  refused('E_USAGE', 'awari', 'awari', '8');
  refused('E_USAGE', 'dtm', 'chess', 'KQvK', '--metric', 'dtm');
  refused('E_USAGE', 'standard output', 'chess', 'KQvK', '--out', '-');
  refused('E_TOO_LARGE', 'KQPvKR', 'chess', 'KQPvKR');
  refused('E_TOO_LARGE', 'KvK', 'chess', 'KvK');
});
