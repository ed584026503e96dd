/** The built command, run as a user runs it: what it prints, and what it says to bad input. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'endgame-cli-'));
const tables = join(directory, 'tables');

function endgame(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, ...args], { cwd: directory, encoding: 'utf8' });
}

/** Everything below the directory. */
function files(): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort((a, b) => (a < b ? -1 : 1));
}

/** Fails with one line that holds all of `parts`, and leaves the directory as it was. */
function refused(args: readonly string[], ...parts: string[]): void {
  const before = files();
  const { status, stderr } = endgame(...args);
  expect(status, stderr).toBeGreaterThan(0);
  expect(stderr.trim().split('\n'), stderr).toHaveLength(1);
  for (const part of parts) expect(stderr).toContain(part);
  expect(files()).toEqual(before);
}

beforeAll(() => {
  const made = endgame('generate', 'chess', 'KRvK', 'KPvK', '--dir', tables);
  expect(made.status, made.stderr).toBe(0);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('generate, tables, verify and solve work together', () => {
  const listed = endgame('tables', 'chess', '--dir', tables, '--json')
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { table: string });
  expect(listed.map((entry) => entry.table)).toEqual(['KBvK', 'KNvK', 'KPvK', 'KQvK', 'KRvK', 'KvK']);
  expect(endgame('tables', '--dir', tables, '--check').stdout).toContain('all checksums right');
  expect(endgame('verify', 'chess', 'KRvK', '--dir', tables).stdout).toContain('all values right');
  expect(endgame('generate', 'chess', 'KRvK', '--dir', tables).stdout).toContain('0 made, 2 already there');
  const solved = endgame('solve', 'chess', '8/8/8/8/8/1k6/8/K2R4 w - - 0 1', '--dir', tables, '--json');
  const answer = JSON.parse(solved.stdout) as Record<string, unknown>;
  expect(answer).toMatchObject({
    game: 'chess',
    position: '8/8/8/8/8/1k6/8/K2R4 w - - 0 1',
    outcome: 'win',
    plies: 19,
  });
  expect(answer.provenance).toMatchObject({ source: 'table', positionsExpanded: 0 });
  expect((answer.moves as unknown[])[0]).toMatchObject({ move: 'd1c1', san: 'Rc1', outcome: 'loss', plies: 18 });
  expect(answer.line).toHaveLength(19);
});

test('many positions at once: bad lines are named, the others answered', () => {
  writeFileSync(
    join(directory, 'positions.txt'),
    '8/8/8/8/8/1k6/8/K2R4 w - - 0 1\nnonsense\n\n8/8/8/8/8/2k5/8/K2Q4 b - - 0 1\n',
  );
  const { status, stdout, stderr } = endgame('solve', 'chess', '--file', 'positions.txt', '--json', '--dir', tables);
  expect(stdout.trim().split('\n')).toHaveLength(2);
  expect(stderr).toMatch(/^positions\.txt:2: .*E_POSITION/);
  expect(status).toBe(1);
});

describe('bad input is one line with a code', () => {
  const solve = (fen: string): string[] => ['solve', 'chess', fen, '--dir', tables];
  test.each<[string, string[], string[]]>([
    ['unknown game', ['generate', 'chss', '--dir', tables], ['E_GAME_UNKNOWN', 'chess']],
    ['unknown class', ['generate', 'chess', 'KXvK', '--dir', tables], ['E_TABLE_UNKNOWN', 'KXvK']],
    ['a class without a king', ['generate', 'chess', 'QvK', '--dir', tables], ['E_TABLE_UNKNOWN']],
    ['kings in contact', solve('8/8/8/8/8/1k6/K7/3R4 w - - 0 1'), ['E_POSITION']],
    ['side not to move in check', solve('8/8/8/8/8/1k6/8/1R1K4 w - - 0 1'), ['E_POSITION']],
    ['pawn on the last rank', solve('P7/8/8/8/8/1k6/8/K7 w - - 0 1'), ['E_POSITION']],
    ['too many men', solve('rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w - - 0 1'), ['E_POSITION', 'too many men']],
    ['castling rights', solve('4k3/8/8/8/8/8/8/4K2R w K - 0 1'), ['E_POSITION', 'castling']],
    ['garbage', solve('hello'), ['E_POSITION', 'hello']],
    [
      'missing table',
      [...solve('8/8/8/8/2k5/8/1r6/K2Q4 w - - 0 1'), '--solver', 'lookup'],
      ['E_TABLE_MISSING', 'KQvKR'],
    ],
    ['missing directory', ['tables', '--dir', join(directory, 'nowhere')], ['E_FILE', 'nowhere']],
    ['budget too small', [...solve('8/8/8/8/2k5/8/1r6/K2Q4 w - - 0 1'), '--budget', '1kB'], ['E_BUDGET']],
    ['memory too small', ['generate', 'chess', 'KQvKR', '--dir', tables, '--memory', '1MB'], ['E_BUDGET']],
    [
      'no such file of positions',
      ['solve', 'chess', '--file', 'absent.txt', '--dir', tables],
      ['E_FILE', 'absent.txt'],
    ],
    ['a class too large', ['generate', 'chess', 'KQRBNPvKQRBNP', '--dir', tables], ['too']],
  ])('%s', (_, args, parts) => refused(args, ...parts));

  test('a directory that cannot be written', () => {
    writeFileSync(join(directory, 'plain'), '');
    refused(['generate', 'chess', 'KRvK', '--dir', join(directory, 'plain', 'tables')], 'E_FILE');
    refused(['generate', 'chess', 'KRvK', '--dir', join(directory, 'plain')], 'E_FILE');
  });

  test('options that make no sense say what is expected', () => {
    for (const args of [
      ['generate', 'chess', '--men', 'x'],
      ['solve', 'chess', '--budget', 'much'],
      ['solve', '--nonsense'],
      ['dance'],
    ]) {
      const { status, stderr } = endgame(...args);
      expect(status).toBeGreaterThan(0);
      expect(stderr).toMatch(/^error: /);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test('a truncated and a bit-flipped table', () => {
    const broken = join(directory, 'broken');
    mkdirSync(broken);
    const bytes = readFileSync(join(tables, 'chess.KRvK.egt'));
    writeFileSync(join(broken, 'chess.KRvK.egt'), bytes);
    truncateSync(join(broken, 'chess.KRvK.egt'), bytes.length >> 1);
    expect(endgame('tables', '--dir', broken)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('E_TABLE_DAMAGED') as string,
    });
    const flipped = Uint8Array.from(bytes);
    flipped[bytes.length >> 1] ^= 1;
    writeFileSync(join(broken, 'chess.KRvK.egt'), flipped);
    refused(['tables', '--dir', broken, '--check'], 'E_TABLE_DAMAGED', 'chess.KRvK.egt');
    refused(['verify', 'chess', 'KRvK', '--dir', broken], 'E_TABLE_DAMAGED');
  });
});

test('a killed run leaves no half table, keeps what was made, and resumes', async () => {
  const dir = join(directory, 'killed');
  for (const ms of [500, 900, 1400]) {
    const run = spawn(process.execPath, [main, 'generate', 'chess', 'KRvKR', '--dir', dir], { stdio: 'ignore' });
    await setTimeout(ms);
    run.kill('SIGKILL');
    await new Promise((done) => run.once('exit', done));
  }
  const left = endgame('generate', 'chess', '--dir', dir);
  expect(left.status, left.stderr).toBe(0);
  expect(endgame('tables', '--dir', dir, '--check').status).toBe(0);
  expect(readdirSync(dir).filter((name) => !/\.egt$|^manifest\.json$/.test(name))).toEqual([]);
});
