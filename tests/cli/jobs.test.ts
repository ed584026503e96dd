/** `endgame generate` with worker processes and shards, also when they are killed. */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../../src/specialize/index.ts';
import { strength } from '../support/strength.ts';
import { Command, main } from './command.ts';

const command = new Command();
const generate = (dir: string, ...more: string[]): string[] => [
  'generate',
  'chess',
  '--men',
  '3',
  '--metric',
  'wdl',
  '--dir',
  dir,
  ...more,
]; // prettier-ignore

/** The files of a directory and their bytes. */
function files(dir: string): Map<string, string> {
  return new Map(readdirSync(command.path(dir)).map((name) => [name, readFileSync(command.path(dir, name), 'base64')]));
}

/** Returns the processes that a process has begun; there are none where the system does not tell. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number); // prettier-ignore
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

interface Killed {
  readonly code: number | null;
  readonly stderr: string;
  /** The workers that ran when the run was killed. */
  readonly workers: readonly number[];
}

/** Begins a run and calls `kill` as soon as `when` says so; not if it has ended by then. */
async function killed(
  args: readonly string[],
  when: (pid: number) => boolean,
  kill: (pid: number, workers: readonly number[]) => void,
): Promise<Killed> {
  const run = spawn(process.execPath, [main, ...args], { cwd: command.directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  run.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((done) => run.once('close', (code) => done(code)));
  while (run.exitCode === null && !when(run.pid!)) await setTimeout(5);
  const workers = run.exitCode === null ? childrenOf(run.pid!) : [];
  if (run.exitCode === null) kill(run.pid!, workers);
  const code = await ended;
  for (let wait = 0; wait < 500 && workers.some(isRunning); wait++) await setTimeout(20);
  expect(workers.filter(isRunning)).toEqual([]);
  return { code, stderr, workers };
}

/** Returns a condition that holds after some milliseconds. */
function after(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start > ms;
}

const hasWorkers = (pid: number): boolean => childrenOf(pid).length === 2;

command.done(generate('alone'));
const right = files('alone');

test('two workers make the same bytes, with much memory and with little', () => {
  expect(command.done(generate('two', '--workers', '2'))).toMatch(/\n6 made, 0 already there, in two\n$/);
  expect(files('two')).toEqual(right);
  // Tables of different needs take a process each then, one after the other.
  const little = generate('two', '--workers', '2', '--memory', '17MB', '--force');
  if (strength(false, true)) expect(command.done(little)).toContain('5 made, 1 already');
  expect(files('two')).toEqual(right);
});

test('a shard makes its own tables, and a run without shards makes those of the others', () => {
  expect(command.done(generate('shards', '--shard', '2/2'))).toMatch(
    /\n3 made, 0 already there, in shards; 3 fall to other shards\n$/,
  );
  expect(command.done(generate('shards'))).toMatch(/\n3 made, 3 already there, in shards\n$/);
  expect(files('shards')).toEqual(right);
});

test('going on after failures: each in one line, the exit code is 1, and what can be made is there', () => {
  const { status, stdout, stderr } = command.run(generate('going', '--memory', '16.2MB', '--keep-going'));
  expect(status).toBe(1);
  expect(stderr).toMatch(/^(endgame: solving chess K[NBRQ]vK needs [^\n]*\(E_BUDGET; [^\n]*\)\n){4}$/);
  expect(stdout).toMatch(
    /^KvK: [^\n]*\n1 made, 0 already there, in going; 4 failed; 1 not begun, since they need a table that failed \(KPvK\)\n$/,
  );
});

test.skipIf(!existsSync(`/proc/${process.pid}/task/${process.pid}/children`))(
  'killed again and again, the run or a worker: one line tells it, no worker stays, and in the end the bytes are the same',
  async () => {
    const args = generate('killed', '--workers', '2');
    const worker = await killed(args, hasWorkers, (_, [, second]) => process.kill(second, 'SIGKILL'));
    expect(worker.code).toBe(1);
    expect(worker.stderr).toMatch(
      /^endgame: the process that made K\wvK was ended by SIGKILL \(E_ABORTED; [^\n]+\)\n$/,
    );
    // Ctrl-C reaches the workers too.
    const stopped = await killed([...args, '--force'], hasWorkers, (pid, workers) => {
      for (const each of [...workers, pid]) process.kill(each, 'SIGINT');
    });
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toMatch(/^endgame: stopped [^\n]+ \(E_ABORTED; [^\n]+\)\n$/);
    const random = new Random(29);
    for (let round = 0; round < strength(5, 20); round++) {
      const { stderr } = await killed([...args, '--force'], after(150 + random.below(650)), (pid) =>
        process.kill(pid, 'SIGKILL'),
      );
      expect(stderr).toBe('');
    }
    command.done(args);
    expect(files('killed')).toEqual(right);
  },
);
