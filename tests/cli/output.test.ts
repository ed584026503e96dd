/** Where output goes, and what of the input may come back in it. */

import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codedFile } from '../support/forged.ts';
import { Command, main } from './command.ts';

const command = new Command();
const FULL = '/dev/full';
const POSITION = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
const COMMANDS = [['games'], ['--help'], ['solve', 'chess', POSITION]];

function refused(args: readonly string[], code: string, ...parts: string[]): void {
  command.refused(args, code, ...parts);
}

describe.skipIf(!existsSync(FULL))('a full disk behind stdout', () => {
  test.each(COMMANDS)('%s: one line', (...args) => {
    const stdout = openSync(FULL, 'w');
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], {
      cwd: command.directory,
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
    });
    closeSync(stdout);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^endgame: stdout: no space left [^\n]+ \(E_DISK_FULL; [^\n]+\)\n$/);
  });

  test('behind stderr too: answers still come', () => {
    const stderr = openSync(FULL, 'w');
    const run = spawnSync(process.execPath, [main, 'solve', 'chess', 'nonsense'], {
      stdio: ['ignore', 'pipe', stderr],
    });
    closeSync(stderr);
    expect(run.status).toBe(1);
  });
});

test.each(COMMANDS)('a reader that closes the pipe: %s ends quietly', (...args) => {
  // "true" reads nothing; the shell tells the status of the command before it.
  const shell = `"$0" "$@" 2>errors | true; echo "\${PIPESTATUS[0]} $(cat errors)"`;
  const out = execFileSync('bash', ['-c', shell, process.execPath, main, ...args], { cwd: command.directory });
  expect(out.toString()).toBe('0 \n');
});

describe('control characters of the input', () => {
  test.each<[string, string[], string]>([
    ['a position', ['solve', 'chess', '8/8\n\u001b[31m'], 'E_POSITION'],
    ['a position of another game', ['solve', 'awari', '1,\u001b]0;x\u0007\n2'], 'E_POSITION'],
    ['a table', ['generate', 'chess', 'K\nvK\u009b'], 'E_TABLE_UNKNOWN'],
    ['a game', ['solve', 'ch\ness\u202e'], 'E_GAME_UNKNOWN'],
    ['a file', ['plan', 'chess', '--costs', 'a\nb\u001b[2J'], 'E_FILE'],
  ])('%s', (_, args, code) => refused(args, code));

  test('a header', () => {
    const text = 'a\u001b[31m\nendgame: b';
    const header = {
      game: 'chess',
      rules: 99,
      table: text,
      domain: 'outcome',
      representation: 'plies',
      codec: 'plain',
      blockBytes: 2,
      cellBits: 8,
      palette: [0],
      slices: [],
      statistics: { positions: 1, wins: 1, draws: 0, losses: 0, longestWin: { plies: 3, position: text } },
      generator: text,
    } as const;
    mkdirSync(command.path('forged'));
    const name = 'chess.a%1B%5B31m%0Aendgame%3A%20b.egt';
    writeFileSync(join(command.path('forged'), name), codedFile(header, new Uint8Array(0)));
    const listed = command.done(['tables', '--dir', 'forged']);
    expect(listed).toContain(String.raw`a\u001b[31m\nendgame: b`);
    expect(listed.split('\n')).toHaveLength(7);
    expect(listed).not.toContain('\u001b');
  });
});

test('a file of costs in UTF-16 is named as such', () => {
  writeFileSync(command.path('costs.json'), Buffer.from('\ufeff{}', 'utf16le'));
  refused(['plan', 'chess', '--costs', 'costs.json', '--budget', '1kB'], 'E_FILE', 'UTF-16');
});
