/**
 * `npm run bench:serve [-- POSITIONS [SECONDS [DIR [TABLES...]]]]`: answers per second of `endgame serve`, in lichess' form with all moves, over
 * random positions of chess with three and four men (or of the tables named), each asked once a round; the cache of texts is off. The
 * service is a process of its own; 64 connections ask it from here, each the next question when it has its answer. First every position is
 * asked once, unmeasured, so that all is computed, and the first answers are compared with those of a solver.
 *
 * DIR has tables of dtm and dtz (`endgame generate chess --men 3-4`, once for each); `-` stands for none. Without them what a search found
 * is not kept for long, so a part of the questions is searched again each time.
 *
 * It prints answers per second of the wall and per second of the service's CPU, latencies, and the service's memory at the beginning, in
 * the middle and at the end. On a machine that others use, the CPU figure is the one to compare.
 */

import './one-line.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chess } from '../games/chess.ts';
import { Solver } from '../src/solve/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { quantile } from '../src/text/quantile.ts';
import { countOf } from './count.ts';
import { randomPositions } from './questions.ts';

const CONNECTIONS = 64;
const CHECKED = 20;
const MOST_MEN = 4;
/** Ticks of a processor's clock in /proc a second, on Linux. */
const TICKS = 100;
const [count = '100000', seconds = '30', directory = '-', ...tables] = process.argv.slice(2);
const length = countOf(seconds, 'seconds');
const specialization = specialize(chess);
const names = tables.length > 0 ? tables : specialization.tablesWithMen(3, MOST_MEN);
const positions = [...new Set(randomPositions(specialization, names, countOf(count, 'positions'), 1))];
const requests = positions.map(
  (fen) => `GET /standard?fen=${encodeURIComponent(fen)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
);

/** What came of asking. */
interface Asked {
  readonly answers: number;
  readonly failed: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
}

const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const args = ['serve', 'chess', '--port', '0', '--cache', '0', '--memory', '8GB', '--deadline', '120'];
const stored = directory === '-' ? [] : ['--dir', directory];
const limits = ['--computing', '4', '--waiting', '200', '--per-client', '200'];
const server = spawn(process.execPath, [main, ...args, ...stored, ...limits], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const port = Number(/:(\d+)\n/.exec(line.toString())![1]);
  console.log(`${positions.length} positions of ${names.length} tables, Node ${process.version}`);
  const warm = await ask(port, requests.length, Number.POSITIVE_INFINITY);
  console.log(`first round: ${warm.answers} answers in ${warm.seconds.toFixed(1)} s, ${warm.failed} failed`);
  await compare(port);
  const memory = [residentMegabytes(server)];
  for (const part of [1, 2]) {
    const before = cpuSeconds(server);
    const found = await ask(port, Number.POSITIVE_INFINITY, length / 2);
    report(`part ${part}`, found, cpuSeconds(server) - before);
    memory.push(residentMegabytes(server));
  }
  console.log(`resident memory at the beginning, in the middle and at the end: ${memory.join(', ')} MB`);
} finally {
  server.kill('SIGTERM');
}

/** Asks by all connections until so many answers or seconds are over. */
async function ask(port: number, most: number, seconds: number): Promise<Asked> {
  const start = performance.now();
  const end = start + 1000 * seconds;
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const one = async (): Promise<void> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    while (next < most && performance.now() < end) {
      const request = requests[next++ % requests.length];
      const begun = performance.now();
      const { status } = await exchange(socket, request);
      latencies.push(performance.now() - begun);
      if (status !== 200) failed++;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return { answers: latencies.length, failed, seconds: (performance.now() - start) / 1000, latencies };
}

/** Sends a request and waits for the whole reply. */
function exchange(socket: Socket, request: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let needed = Number.POSITIVE_INFINITY;
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      length += chunk.length;
      // The head comes in the first chunk: it has a few hundred bytes.
      if (needed === Number.POSITIVE_INFINITY) needed = lengthOf(chunks[0]);
      if (length < needed) return;
      socket.off('data', take);
      socket.off('error', reject);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.write(request);
  });
}

function lengthOf(head: Buffer): number {
  const text = head.toString('latin1');
  const end = text.indexOf('\r\n\r\n') + 4;
  return end + Number(/content-length: (\d+)/i.exec(text.slice(0, end))![1]);
}

/** Compares answers with those of a solver in this process. */
async function compare(port: number): Promise<void> {
  const solver = new Solver({ game: chess });
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (let i = 0; i < Math.min(CHECKED, positions.length); i++) {
    const { body } = await exchange(socket, requests[i]);
    const { category, moves } = JSON.parse(body) as { category: string; moves: readonly unknown[] };
    const answer = await solver.query(positions[i], { moves: true });
    if (category !== answer.outcome50 || moves.length !== answer.moves.length) {
      throw new Error(`${positions[i]}: served as ${category}, ${answer.outcome50} by a solver`);
    }
  }
  socket.destroy();
  solver.close();
}

function report(name: string, { answers, failed, seconds, latencies }: Asked, cpu: number): void {
  const sorted = latencies.toSorted((a, b) => a - b);
  const rate = Math.round(answers / seconds);
  const perCpu = Number.isNaN(cpu) ? '' : `, ${Math.round(answers / cpu)} a CPU second`;
  const times = [0.5, 0.99].map((share) => quantile(sorted, share).toFixed(1));
  console.log(`${name}: ${rate} answers a second${perCpu}; p50 ${times[0]} ms, p99 ${times[1]} ms; ${failed} failed`);
}

/** Returns the seconds of CPU that a process has taken; NaN where the system does not tell. */
function cpuSeconds({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return Number.NaN;
  }
}

function residentMegabytes({ pid }: ChildProcess): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000);
  } catch {
    return Number.NaN;
  }
}
