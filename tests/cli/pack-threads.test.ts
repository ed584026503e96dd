/** `endgame pack` and `endgame measure` with several threads, also when it is killed, and when a table fails. */

import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseCosts } from '../../src/plan/costs.ts';
import { Random } from '../../src/specialize/index.ts';
import { strength } from '../support/strength.ts';
import { Command, main } from './command.ts';

const command = new Command();
/** KPvK and the tables below it, of which all but KvK are large enough for a thread. */
const pack = (out: string, ...more: string[]): string[] => [
  'pack',
  'chess',
  'KPvK',
  '--dir',
  'full',
  '--out',
  out,
  '--repr',
  'wdl-one-side',
  '--codec',
  'brotli',
  '--quiet',
  ...more,
]; // prettier-ignore

/** The files of a directory and their bytes. */
function files(dir: string): Map<string, string> {
  return new Map(readdirSync(command.path(dir)).map((name) => [name, readFileSync(command.path(dir, name), 'base64')]));
}

command.done(['generate', 'chess', 'KPvK', '--metric', 'wdl', '--dir', 'full', '--quiet']);
command.done(pack('one', '--threads', '1'));
const right = files('one');

test('one thread and several pack the same bytes', () => {
  command.refused(
    ['pack', 'chess', '--dir', 'full', '--out', 'two', '--fastest', '--threads', '2'],
    'E_USAGE',
    '--threads',
  );
  expect([...right.keys()].filter((name) => name.endsWith('.egt'))).toHaveLength(6);
  for (const threads of strength(['3'], ['2', '3', '5'])) {
    expect(command.done(pack(threads, '--threads', threads))).toMatch(/\n6 packed, 0 already there, in \d\n$/);
    expect(files(threads)).toEqual(right);
  }
  expect(command.done(pack('3', '--force'))).toMatch(/\n1 packed, 5 already there, in 3\n$/);
  expect(files('3')).toEqual(right);
});

test('measuring finds the same bytes with one thread and with several', () => {
  const [one, three] = ['1', '3'].map((threads) => {
    const out = `costs${threads}.json`;
    const args = ['measure', 'chess', 'KQvK', 'KRvK', '--dir', 'full', '--codec', 'brotli', '--threads', threads];
    command.done([...args, '--out', out, '--quiet']);
    const { tables } = parseCosts(readFileSync(command.path(out), 'utf8'), out);
    return tables.map(({ table, options }) => [
      table,
      ...options.map(({ representation, codec, bytes }) => [representation, codec, bytes]),
    ]);
  });
  expect(one).toHaveLength(3);
  for (const options of one) expect(options.length).toBeGreaterThan(1);
  expect(three).toEqual(one);
});

test.runIf(strength(false, true))('what small tables tell of large ones is the same in every thread', () => {
  command.done(['generate', 'awari', '9', '--dir', 'seeds', '--quiet']);
  const packed = ['1', '3'].map((threads) => {
    const run = ['pack', 'awari', '--dir', 'seeds', '--out', `learnt${threads}`, '--threads', threads, '--quiet'];
    return command
      .done(run)
      .replaceAll(/[\d.]+ s/g, '')
      .replace(/in learnt\d/, '')
      .split('\n')
      .sort(); // prettier-ignore
  });
  expect(packed[0].filter((line) => line.includes('small slices want')).length).toBeGreaterThan(0);
  expect(packed[1]).toEqual(packed[0]);
  expect(files('learnt3')).toEqual(files('learnt1'));
});

test('killed again and again, it goes on, and in the end the bytes are the same', async () => {
  const random = new Random(22);
  for (let round = 0; round < strength(3, 20); round++) {
    const run = spawn(process.execPath, [main, ...pack('killed', '--threads', '3', '--force')], {
      cwd: command.directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    run.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<void>((done) => run.once('close', () => done()));
    await setTimeout(200 + random.below(1500));
    run.kill('SIGKILL');
    await ended;
    expect(stderr).toBe('');
  }
  command.done(pack('killed', '--threads', '3'));
  expect(files('killed')).toEqual(right);
});

test('Ctrl-C ends all threads with one line', async () => {
  const run = spawn(process.execPath, [main, ...pack('stopped', '--threads', '3')], {
    cwd: command.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  run.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((done) => run.once('close', (code) => done(code)));
  // KvK comes first, and then threads have begun.
  run.stdout.once('data', () => run.kill('SIGINT'));
  expect(await ended).toBe(1);
  expect(stderr).toMatch(/^endgame: stopped while packing K\wvK \(E_ABORTED; [^\n]+\)\n$/);
  command.done(pack('stopped', '--threads', '2'));
  expect(files('stopped')).toEqual(right);
});

test('a damaged table fails in one line; going on packs what does not need it', () => {
  cpSync(command.path('full'), command.path('spoilt'), { recursive: true });
  const file = command.path('spoilt', 'chess.KQvK.wdl.egt');
  const bytes = readFileSync(file);
  bytes[bytes.length - 40] ^= 1;
  writeFileSync(file, bytes);
  for (const threads of strength(['3'], ['1', '3'])) {
    const out = `going${threads}`;
    const args = pack(out, '--threads', threads).map((arg) => (arg === 'full' ? 'spoilt' : arg));
    const { status, stderr } = command.run(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^endgame: [^\n]*chess\.KQvK\.wdl\.egt[^\n]*\(E_TABLE_DAMAGED; [^\n]*\)\n$/);
    const going = command.run([...args, '--keep-going']);
    expect(going.status).toBe(1);
    expect(going.stderr).toBe(stderr);
    expect(going.stdout).toContain('; 1 failed; 1 not begun, since they need a table that failed (KPvK)\n');
    for (const name of ['KvK', 'KBvK', 'KNvK', 'KRvK'].map((table) => `chess.${table}.wdl.egt`))
      expect(files(out).get(name)).toBe(right.get(name));
    expect(files(out).size).toBe(5);
  }
});
