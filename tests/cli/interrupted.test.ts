/** Runs that end badly: killed at any time, or the disk full. What is left is whole, and the next run goes on. */

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../../src/specialize/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { strength } from '../support/strength.ts';
import { Command, main } from './command.ts';

const command = new Command();

/** Starts the command and kills it `ms` after `begun` holds. */
async function kill(args: readonly string[], begun: () => boolean, ms: number): Promise<void> {
  const run = spawn(process.execPath, [main, ...args], { cwd: command.directory, stdio: 'ignore' });
  const ended = new Promise<void>((done) => run.once('exit', () => done()));
  while (!begun() && run.exitCode === null) await setTimeout(5);
  await setTimeout(ms);
  run.kill('SIGKILL');
  await ended;
}

/** Returns the tables of a store and their bytes, after reading every one and verifying its checksums. */
function contents(dir: string): Map<string, Buffer> {
  const pack = TableStore.open(command.path(dir));
  expect(pack.problems()).toEqual([]);
  for (const { game, rules, table } of pack.list()) pack.table(game, rules, table).check();
  pack.close();
  return new Map(pack.list().map(({ file, table }) => [table, readFileSync(command.path(dir, file))]));
}

function leftovers(dir: string): string[] {
  return readdirSync(command.path(dir)).filter((name) => !/^chess\.\w+\.egt$|^manifest\.json$/.test(name));
}

test('a killed run leaves no half table, keeps what was made, and resumes', async () => {
  const args = ['generate', 'chess', 'KRvKR', '--dir', 'killed'];
  const random = new Random(17);
  const manifest = command.path('killed', 'manifest.json');
  // A table counts as made when the manifest names it.
  const made = (table: string) => () =>
    existsSync(manifest) && readFileSync(manifest, 'utf8').includes(`chess.${table}.egt`);
  await kill(args, made('KvK'), 0);
  let before = contents('killed');
  expect([...before.keys()]).toContain('KvK');
  for (const ms of [600, random.below(2000), random.below(2000)]) {
    await kill(args, made('KRvK'), ms);
    const after = contents('killed');
    for (const [table, bytes] of before) expect(after.get(table)).toEqual(bytes);
    before = after;
  }
  expect(command.done(args)).toMatch(/\n?\d made, \d already there, in killed\n$/);
  expect([...contents('killed').keys()]).toEqual(['KRvK', 'KRvKR', 'KvK']);
  expect(leftovers('killed')).toEqual([]);
  expect(command.done(['tables', '--dir', 'killed', '--check'])).toContain('all checksums right');
});

test('killed while tables are made anew: the old or the new one is there, and they are the same', async () => {
  command.done(['generate', 'chess', 'KPvK', '--dir', 'anew']);
  const whole = contents('anew');
  const args = ['generate', 'chess', 'KvK', 'KNvK', 'KBvK', 'KRvK', 'KQvK', '--force', '--dir', 'anew'];
  const random = new Random(18);
  for (let round = 0; round < strength(4, 8); round++) {
    await kill(args, () => true, 300 + random.below(1000));
    expect(contents('anew')).toEqual(whole);
  }
  command.done(args);
  expect(contents('anew')).toEqual(whole);
  expect(leftovers('anew')).toEqual([]);
});

test('a full disk: one line, no temporary file, what was finished stays, and elsewhere it works', (context) => {
  const dir = command.path('small');
  mkdirSync(dir);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    context.skip('no right to mount a small file system');
  }
  try {
    const { status, stderr } = command.run(['generate', 'chess', 'KPvK', '--dir', 'small']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^endgame: [^\n]*chess\.\w+\.egt[^\n]* \(E_DISK_FULL; [^\n]+\)\n$/);
    expect(leftovers('small')).toEqual([]);
    expect([...contents('small').keys()]).toContain('KvK');
  } finally {
    execFileSync('umount', [dir]);
  }
  expect(command.done(['generate', 'chess', 'KRvK', '--dir', 'large'])).toContain('2 made');
});
