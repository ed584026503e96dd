/**
 * `npm run bench:killed -- KILLS DIR ARGS...`: what a generation takes, and whether one that is killed again and again makes the same bytes.
 * ARGS are those of `endgame generate`, without `--dir`: `20 /tmp/tables chess --men 3-4 --metric wdl --workers 2`.
 *
 * It runs the command in DIR/whole, then in DIR/killed, where SIGKILL ends it at random moments: KILLS of them in about the time of the
 * first run, then it goes on to the end. Files of different bytes are an error. DIR/whole goes on too, if it is there.
 *
 * It prints seconds by the clock and of CPU, the greatest sum of resident memory of all processes of a run (what they share counts for
 * each), and the load of the machine. On a machine that others use, the CPU figure is the one to compare. Linux only: it reads /proc.
 */

import './one-line.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Random } from '../src/specialize/index.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { countOf } from './count.ts';

/** Milliseconds between two looks at the processes. */
const EVERY = 200;
/** Ticks of a processor's clock in /proc a second, and bytes of a page, on Linux. */
const TICKS = 100;
const PAGE = 4096;
const SEED = 22;
const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/** What a run, or several of them, took. */
interface Taken {
  readonly seconds: number;
  /** Of CPU, all processes together. */
  readonly cpu: number;
  /** Bytes. */
  readonly peak: number;
  /** Whether it came to its end. */
  readonly ended: boolean;
}

const [kills, directory, ...args] = process.argv.slice(2);
if (directory === undefined || args.length === 0)
  throw new Error('say how many kills, a directory, and the arguments of endgame generate');
const most = countOf(kills, 'kills');

const whole = await run(join(directory, 'whole'));
tell('whole', whole);
const random = new Random(SEED);
const parts: Taken[] = [];
while (parts.length < most && parts.at(-1)?.ended !== true)
  parts.push(await run(join(directory, 'killed'), (2000 * whole.seconds * random.below(1000)) / 1000 / most));
const killed = parts.filter(({ ended }) => !ended).length;
parts.push(await run(join(directory, 'killed')));
tell(`killed ${killed} times`, {
  seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
  cpu: parts.reduce((sum, { cpu }) => sum + cpu, 0),
  peak: Math.max(...parts.map(({ peak }) => peak)),
  ended: true,
});
compare();

/** Runs the command until it ends, or is killed after some milliseconds. */
async function run(dir: string, most = Number.POSITIVE_INFINITY): Promise<Taken> {
  const child = spawn(process.execPath, [main, 'generate', ...args, '--dir', dir, '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const start = performance.now();
  const cpu = new Map<number, number>();
  let peak = 0;
  while (child.exitCode === null && performance.now() - start < most) {
    let bytes = 0;
    for (const pid of processes(child)) {
      const state = stateOf(pid);
      if (state === undefined) continue;
      bytes += state.bytes;
      cpu.set(pid, state.cpu);
    }
    peak = Math.max(peak, bytes);
    await setTimeout(Math.min(EVERY, Math.max(1, most - (performance.now() - start))));
  }
  const left = processes(child).slice(1);
  const ended = child.exitCode !== null || !child.kill('SIGKILL');
  await closed;
  if (ended && child.exitCode !== 0) throw new Error(`endgame generate ended with code ${child.exitCode}`);
  while (left.some((pid) => stateOf(pid) !== undefined)) await setTimeout(EVERY);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0), peak, ended };
}

/** Returns the process and those that it has begun, as far as they run. */
function processes({ pid }: ChildProcess): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const below = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  return [pid!, ...below];
}

/** Returns the CPU seconds and the resident bytes of a process; undefined if it has ended. */
function stateOf(pid: number): { readonly cpu: number; readonly bytes: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    if (fields[0] === 'Z') return undefined;
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, bytes: Number(fields[21]) * PAGE };
  } catch {
    return undefined;
  }
}

function tell(what: string, { seconds, cpu, peak }: Taken): void {
  const load = loadavg()[0].toFixed(1);
  console.log(
    `${what}: ${formatSeconds(seconds)} by the clock, ${formatSeconds(cpu)} of CPU, peak ${formatBytes(peak)}, load ${load}`,
  );
}

/** @throws Error if the directories differ */
function compare(): void {
  const [right, found] = ['whole', 'killed'].map((name) => digests(join(directory, name)));
  const wrong = [...new Set([...right.keys(), ...found.keys()])].filter((name) => right.get(name) !== found.get(name));
  if (wrong.length > 0) throw new Error(`other bytes: ${wrong.join(', ')}`);
  console.log(`${right.size} files, the same bytes`);
}

function digests(dir: string): Map<string, string> {
  const digest = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return new Map(readdirSync(dir).map((name) => [name, digest(name)]));
}
