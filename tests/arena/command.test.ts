/** `endgame arena` as a command. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ArenaVerdict } from '../../src/arena/verdict.ts';
import { Command } from '../cli/command.ts';
import { LIAR } from './entries.ts';

const command = new Command();

function entry(name: string): void {
  mkdirSync(command.path(name));
  writeFileSync(command.path(name, 'run'), LIAR, { mode: 0o755 });
  writeFileSync(command.path(name, 'entry.json'), '{"role": "compute"}');
}

entry('liar');
mkdirSync(command.path('empty'));

test.each<[string, string[], string, string[]]>([
  ['no entry', ['tic-tac-toe'], 'E_USAGE', ['no entry is named']],
  ['an entry without a program', ['tic-tac-toe', 'empty'], 'E_FILE', ['entry "empty"', '"run"']],
  ['men of another game', ['tic-tac-toe', 'liar', '--men', '3'], 'E_USAGE', ['--men is for chess']],
  ['a directory without Syzygy', ['chess', 'liar', '--syzygy', 'empty'], 'E_FILE', ['no Syzygy files']],
  ['a study that is none', ['tic-tac-toe', 'liar', '--study', 'liar/entry.json'], 'E_USAGE', ['no results of a study']],
])('refuses %s', (_, args, code, parts) => {
  expect(() => command.refused(['arena', ...args], code, ...parts)).not.toThrow();
});

test('publishes the hash of a secret that it writes, and draws from it', () => {
  const hash = command.done(['arena', 'tic-tac-toe', '--commit', 'secret.txt']).trim();
  const secret = readFileSync(command.path('secret.txt'), 'utf8').trim();
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).toBe(createHash('sha256').update(secret).digest('hex'));
  const args = ['arena', 'tic-tac-toe', 'liar', '--secret', 'secret.txt', '--sessions', '4', '-q'];
  const told = JSON.parse(command.done([...args, '--json', '--out', 'results'])) as ArenaVerdict;
  expect(told.rows).toMatchObject([{ entry: 'liar', role: 'compute', stored: 0 }]);
  expect(told.rows[0].out).toMatch(/^says "win"/);
  const [first] = readFileSync(command.path('results', 'log.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first)).toMatchObject({ line: 'arena', game: 'tic-tac-toe', commitment: hash, sessions: 4 });
  expect(JSON.parse(readFileSync(command.path('results', 'arena.json'), 'utf8'))).toMatchObject(told);
  expect(command.done(args)).toMatch(
    /Out: liar, which says "win" of .*\n\nNo verdict: .*nobody plays "compute", and nobody "complete"\./,
  );
});
