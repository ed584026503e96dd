/** Programs of entries: what is asked, what is measured, and what ends them. */

import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ArenaLimits, Contestant } from '../../src/arena/contestant.ts';
import { type ArenaEntry, isUnchanged, readEntries, readEntry } from '../../src/arena/entry.ts';
import { Entries, LIAR } from './entries.ts';

const entries = new Entries();
const LIMITS: ArenaLimits = { seconds: 20, memory: 1e9 };
const right = (): undefined => undefined;

async function answersOf(entry: ArenaEntry, questions: readonly string[], limits = LIMITS): Promise<string[]> {
  const answers: string[] = [];
  const contestant = new Contestant(entry, ['game', 'outcome'], limits);
  await contestant.session(questions, (_, answer) => void answers.push(answer), undefined);
  return answers;
}

describe('a program', () => {
  test('gets words, its own directory, and little of the environment', async () => {
    process.env['ARENA_SECRET'] = 'told';
    const program =
      '#!/bin/sh\nread -r line; echo "$1 $2 $line"; read -r line; pwd; read -r line; env | sort | tr "\\n" " "; echo\nread -r line\n';
    const entry = entries.make('words', program);
    const [words, directory, environment] = await answersOf(entry, ['a position', 'second', 'third']);
    expect(words).toBe('game outcome a position');
    expect(directory).toBe(entry.directory);
    expect(environment).toMatch(/\bPATH=/);
    expect(environment).not.toMatch(/ARENA_SECRET|HOME=/);
  });

  test('is charged for the CPU of its children, those that have ended too', async () => {
    const burn = 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done';
    const idle = entries.make('idle', LIAR);
    const busy = entries.make('busy', `#!/bin/sh\nwhile read -r line; do sh -c '${burn}'; echo win; done\n`);
    const cost = async (entry: ArenaEntry) =>
      new Contestant(entry, [], LIMITS).session(['one', 'two'], right, undefined);
    const [quick, slow] = [await cost(idle), await cost(busy)];
    expect(slow.seconds).toBeGreaterThan(quick.seconds + 0.02);
    expect(slow.first.seconds).toBeLessThan(slow.seconds);
    expect(slow.longest).toBeGreaterThan(0);
    expect(quick.outside.some(({ path, bytes }) => /\/libc[.-]/.test(path) && bytes > 100_000)).toBe(true);
    expect(quick.outside.some(({ path }) => path.startsWith(idle.directory))).toBe(false);
  });

  test.each<[string, string, Partial<ArenaLimits>, RegExp]>([
    ['crashes', '#!/bin/sh\nread -r line; echo gone wrong >&2; exit 3\n', {}, /^ended with 3: gone wrong$/],
    ['waits', '#!/bin/sh\nread -r line; sleep 60\n', { seconds: 0.5 }, /^gave no answer to "one" in 500 ms$/],
    ['talks', '#!/bin/sh\nread -r line; echo win; echo loss; sleep 60\n', {}, /^wrote "loss" without being asked$/],
    ['floods', '#!/bin/sh\nread -r line; while :; do printf win; done\n', {}, /^wrote "winwin.*which is no answer$/],
    ['has no interpreter', '#!/nonexistent/program\n', {}, /^cannot be started: /],
    ['leaves', '#!/bin/sh\nread -r line; echo win\n', {}, /^ended (with 0|before its input did)$/],
  ])('that %s is out', async (what, program, limits, why) => {
    const entry = entries.make(what, program);
    const run = async (): Promise<string[]> => {
      const answers = await answersOf(entry, ['one', 'two'], { ...LIMITS, ...limits });
      return answers;
    };
    await expect(run()).rejects.toThrow(why);
  });

  test('that takes too much memory is out', async () => {
    const program = `#!/usr/bin/env node\nconst all = Buffer.alloc(3e8, 1);\nsetTimeout(() => console.log(all.length), 60000);\n`;
    await expect(answersOf(entries.make('large', program), ['one'], { ...LIMITS, memory: 2e8 })).rejects.toThrow(
      /^takes \d+ MB of memory, allowed are 200 MB$/,
    );
  });

  test('ends with all its children when the session does', async () => {
    const program = '#!/bin/sh\nsleep 1000 &\nread -r line; echo $!; read -r line\n';
    const [child] = await answersOf(entries.make('parent', program), ['one']);
    expect(Number(child)).toBeGreaterThan(1);
    await expect.poll(() => isRunning(Number(child))).toBe(false);
  });

  test('is ended by a signal', async () => {
    const controller = new AbortController();
    const entry = entries.make('patient', '#!/bin/sh\nread -r line; sleep 60\n');
    const session = new Contestant(entry, [], LIMITS).session(['one'], right, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(session).rejects.toThrow('enough');
  });
});

/** A process that has ended and that nobody has waited for is a zombie. */
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !readFileSync(path, 'utf8').includes(') Z ');
}

describe('an entry', () => {
  test('is charged for every file, and is frozen with its contents', () => {
    const entry = entries.make('charged', LIAR);
    mkdirSync(join(entry.directory, 'deep'));
    writeFileSync(join(entry.directory, 'deep', '.hidden'), new Uint8Array(1000));
    const grown = readEntry(entry.directory);
    expect(grown.bytes).toBe(entry.bytes + 1000);
    expect(entry.bytes).toBe(LIAR.length + JSON.stringify({ role: 'compute', stored: 0 }).length);
    expect(isUnchanged(grown)).toBe(true);
    writeFileSync(join(entry.directory, 'deep', '.hidden'), new Uint8Array(1000).fill(1));
    expect(isUnchanged(grown)).toBe(false);
    rmSync(entry.directory, { recursive: true });
    expect(isUnchanged(grown)).toBe(false);
  });

  test.each<[string, (directory: string) => void, RegExp]>([
    ['a link', (at) => symlinkSync('/etc/hostname', join(at, 'link')), /entry "a link": "link" is a link/],
    ['no program', (at) => rmSync(join(at, 'run')), /entry "no program": there is no file "run"/],
    ['no role', (at) => writeFileSync(join(at, 'entry.json'), '{"role": "judge"}'), /its role is "judge"/],
    ['no JSON', (at) => writeFileSync(join(at, 'entry.json'), 'role'), /entry.json cannot be read/],
    [
      'too many bytes',
      (at) => writeFileSync(join(at, 'entry.json'), '{"role": "mixture", "stored": 1e9}'),
      /"stored" is 1000000000/,
    ],
    ['no tables', (at) => writeFileSync(join(at, 'entry.json'), '{"role": "complete"}'), /stores nothing/],
    [
      'tables',
      (at) => writeFileSync(join(at, 'entry.json'), '{"role": "compute", "stored": 3}'),
      /it computes, and stores 3 bytes/,
    ],
  ])('with %s is refused', (name, spoil, why) => {
    const { directory } = entries.make(name, LIAR);
    spoil(directory);
    expect(() => readEntry(directory)).toThrow(why);
  });

  test('of a name that is taken is refused, and so is one that is not executable or not there', () => {
    const { directory } = entries.make('twice', LIAR);
    expect(() => readEntries([directory, directory])).toThrow('two entries are called "twice"');
    expect(() => readEntries([join(directory, 'nowhere')])).toThrow('entry "nowhere"');
    rmSync(join(directory, 'run'));
    writeFileSync(join(directory, 'run'), LIAR, { mode: 0o644 });
    expect(() => readEntry(directory)).toThrow('"run" is not executable');
  });
});
