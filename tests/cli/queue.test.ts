/** `endgame generate --queue` with workers that are separate processes, against a real server. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildId } from '../../src/cli/build-id.ts';
import { namedGame, runId } from '../../src/cli/table-task.ts';
import type { JobQueue } from '../../src/jobs/index.ts';
import { openNatsQueue } from '../../src/nats/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { hasNats, NatsServer } from '../support/nats-server.ts';
import { strength } from '../support/strength.ts';
import { Command, main } from './command.ts';

const command = new Command();
const refused = command.refused.bind(command);
/** Seconds until a job falls back whose worker is lost. */
const LEASE = 2;

/** The table files of a directory and digests of their bytes. */
function tables(dir: string): Map<string, string> {
  const names = readdirSync(command.path(dir)).filter((name) => name.endsWith('.egt'));
  const digest = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(command.path(dir, name)))
      .digest('hex');
  return new Map(names.map((name) => [name, digest(name)]));
}

/** The file that tells the processes which a process has begun; there is none where the system does not tell. */
function childrenFile(pid: number): string {
  return `/proc/${pid}/task/${pid}/children`;
}

/** Returns whether a process has come so far as to run its program: one that is stopped before holds up its parent. */
function isTableWorker(pid: number): boolean {
  return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('table-worker');
}

/** A command that runs beside the test. */
class Beside {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(args: readonly string[]) {
    this.process = spawn(process.execPath, [main, ...args], { cwd: command.directory });
    for (const stream of [this.process.stdout!, this.process.stderr!])
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    this.ended = once(this.process, 'close').then(([code]) => code as number | null);
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      expect(this.hasEnded, this.output).toBe(false);
      await setTimeout(10);
    }
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.process.kill(signal);
    await this.ended;
  }
}

describe.skipIf(!hasNats)('a queue', () => {
  let server: NatsServer;
  let running: Beside[] = [];
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  afterAll(async () => await server?.end());
  afterEach(async () => {
    for (const each of running) if (!each.hasEnded) await each.kill('SIGKILL');
    running = [];
    command.done(['queue', server.url, '--remove']);
  });

  const begin = (...args: string[]): Beside => {
    const process = new Beside(args);
    running.push(process);
    return process;
  };
  const worker = (dir: string, ...more: string[]): Beside =>
    begin('worker', '--queue', server.url, '--dir', dir, '--memory', '1GB', ...more);
  const generate = (dir: string, ...more: string[]): Beside =>
    begin('generate', ...more, '--dir', dir, '--queue', server.url, '--memory', '1GB');
  /** Opens the queue from which a lost job falls back soon. */
  const opened = async (build = buildId()): Promise<JobQueue> =>
    await openNatsQueue(server.url, { build, lease: LEASE });

  test('three workers make the bytes of one process, whoever is killed', async () => {
    const runs = [
      { dir: 'chess', args: ['chess', '--men', '3-4', '--metric', 'wdl'] },
      { dir: 'small', args: ['chess-5x5', '--men', '3-4'] },
    ];
    for (const { dir, args } of runs) command.done(['generate', ...args, '--dir', `${dir}-alone`, '-q']);
    const queue = await opened();
    const random = new Random(5);
    const workers = [0, 1, 2].map((i) => worker(`worker-${i}`));
    const gone: Beside[] = [];
    const begun = runs.map(({ dir, args }) => generate(dir, ...args));
    let [kills, restarts] = [0, 0];
    const left = (): number => strength(5, 16) - kills;
    while (left() > 0 && begun.some(({ hasEnded }) => !hasEnded)) {
      await setTimeout(200 + random.below(strength(900, 400)));
      const i = kills === 0 ? 0 : random.below(5);
      if (i < 3) {
        gone.push(workers[i]);
        await workers[i].kill('SIGKILL');
        workers[i] = worker(`worker-${i}`);
        kills++;
      } else if (i === 3) {
        // Another process that is told the same goes on.
        const k = random.below(2);
        await begun[k].kill('SIGKILL');
        begun[k] = generate(runs[k].dir, ...runs[k].args);
      } else if (restarts < strength(1, 4)) {
        for (const each of workers) await each.says('working for');
        await server.kill();
        await setTimeout(random.below(1500));
        await server.start();
        restarts++;
      }
    }
    for (let [k, each] of begun.entries()) {
      await each.ended;
      // One that begins while the server is away says so. The same command goes on.
      if (each.output.includes('connection refused')) each = generate(runs[k].dir, ...runs[k].args);
      expect(await each.ended, each.output).toBe(0);
    }
    // How many there is time for depends on the machine.
    expect(kills).toBeGreaterThanOrEqual(strength(1, 12));
    for (const { dir } of runs) expect(tables(dir)).toEqual(tables(`${dir}-alone`));

    // Every table has one result, whose bytes are whole, and no worker was told twice to have made it.
    const { results, failures, open } = await queue.contents();
    expect(results).toHaveLength(tables('chess').size + tables('small').size);
    expect(results.length).toBeGreaterThanOrEqual(60);
    expect([failures, open]).toEqual([[], 0]);
    for (const result of results) expect((await queue.fetch(result))?.length).toBe(result.bytes);
    const told = [...workers, ...gone].flatMap(
      ({ output }) => output.match(/^chess\S* \S+(?=: [\d.]+ k?M?B in)/gm) ?? [],
    );
    expect(new Set(told).size).toBe(told.length);
    await queue.close();
  });

  test('a worker that stands still loses its table to another, and what it makes later does no harm', async () => {
    const queue = await opened();
    const slow = worker('slow');
    await slow.says('working for');
    const run = generate('still', 'chess', 'KRvKB', '--metric', 'wdl');
    while ((await queue.contents()).open === 0) await setTimeout(5);
    await slow.says('chess K'); // it has begun, and goes on with the next one
    slow.process.kill('SIGSTOP');
    const quick = worker('quick');
    expect(await run.ended, run.output).toBe(0);
    expect(quick.output).toContain('chess KRvKB');
    slow.process.kill('SIGCONT');
    await setTimeout(500);
    await slow.kill('SIGTERM');
    expect(slow.process.exitCode, slow.output).toBe(0);
    command.done(['generate', 'chess', 'KRvKB', '--metric', 'wdl', '--dir', 'still-alone', '-q']);
    expect(tables('still')).toEqual(tables('still-alone'));
    expect((await queue.contents()).results).toHaveLength(tables('still').size);
    await queue.close();
  });

  test('a table that a killed worker has left behind is made anew, with the same bytes', async () => {
    const queue = await opened();
    const run = runId(buildId(), (await namedGame('chess')).known, { metric: 'wdl' });
    command.done(['generate', 'chess', 'KQBvK', '--metric', 'wdl', '--dir', `left/${run}`, '-q']);
    const before = tables(`left/${run}`);
    worker('left');
    const again = generate('left-again', 'chess', 'KQBvK', '--metric', 'wdl');
    expect(await again.ended, again.output).toBe(0);
    expect(tables('left-again')).toEqual(before);
    await queue.close();
  });

  test('a process that hangs below its worker is ended, and the table made again', async () => {
    const queue = await opened();
    const patient = worker('hanging', '--patience', '3');
    const run = generate('hang', 'chess-5x5', 'KQvKR');
    // Its process is stopped as soon as it is there: it is silent from then on.
    if (existsSync(childrenFile(patient.process.pid!))) {
      let child = 0;
      for (; !isTableWorker(child); await setTimeout(5))
        child = Number(readFileSync(childrenFile(patient.process.pid!), 'utf8').trim().split(' ')[0]);
      process.kill(child, 'SIGSTOP');
      await patient.says('showed no progress for 3 s');
    }
    expect(await run.ended, run.output).toBe(0);
    expect(tables('hang').size).toBeGreaterThanOrEqual(4);
    await queue.close();
  });

  test('a table that always fails is set aside with its error, and tried again by the next run', async () => {
    const queue = await opened();
    // A directory stands where the file of the table belongs.
    const run = runId(buildId(), (await namedGame('chess')).known, { metric: 'wdl' });
    mkdirSync(command.path('blocked', run, 'chess.KQvK.wdl.egt'), { recursive: true });
    const bad = worker('blocked');
    const first = generate('poison', 'chess', 'KQvK', '--metric', 'wdl');
    expect(await first.ended).toBe(1);
    expect(first.output).toMatch(/^endgame: [^\n]*chess\.KQvK\.wdl\.egt[^\n]* \(E_FILE; [^\n]+\)$/m);
    const { failures } = await queue.contents();
    expect(failures).toMatchObject([{ code: 'E_FILE' }]);
    expect(command.done(['queue', server.url])).toMatch(/1 failed; 1 workers\nfailed: [^\n]+\(E_FILE\)\n$/);
    await bad.kill('SIGTERM');
    const good = worker('good');
    const again = generate('poison', 'chess', 'KQvK', '--metric', 'wdl');
    expect(await again.ended, again.output).toBe(0);
    expect(good.output).toContain('chess KQvK: ');
    expect((await queue.contents()).failures).toEqual([]);
    await queue.close();
  });

  test('another build is refused: who works, who generates, who looks', async () => {
    const queue = await opened('0.0.1-other');
    expect(queue.name).toBe(server.address);
    for (const args of [
      ['worker', '--queue', server.url],
      ['generate', 'chess', 'KQvK', '--queue', server.url],
      ['queue', server.url],
    ])
      refused(args, 'E_QUEUE', '0.0.1-other', '--remove');
    await queue.close();
  });

  test("a game of one's own is made by workers that name the same module, and left to them by others", async () => {
    const games = JSON.stringify(new URL('../../dist/games/index.js', import.meta.url).href);
    const rules = `import { mnk } from ${games};\nexport default { ...mnk({ columns: 3, rows: 2, inRow: 2 }), tables: 'each' };\n`;
    writeFileSync(command.path('own.mjs'), rules);
    writeFileSync(command.path('changed.mjs'), `${rules}// changed\n`);
    const queue = await opened();
    const other = worker('other', '--game', './changed.mjs');
    const run = generate('own', './own.mjs');
    await other.says('is left to others: this worker names no such game, of these rules');
    const right = worker('right', '--game', './own.mjs');
    expect(await run.ended, run.output).toBe(0);
    command.done(['generate', './own.mjs', '--dir', 'own-alone', '-q']);
    expect(tables('own')).toEqual(tables('own-alone'));
    expect(right.output).toContain('mnk-3-2-2 1-0: ');
    expect(other.output).not.toContain(' in ');
    await queue.close();
  });

  test('a job makes only what a worker has: no path is loaded, no other rules', async () => {
    const queue = await opened();
    const some = worker('careful');
    writeFileSync(command.path('evil.mjs'), `import { writeFileSync } from 'node:fs'; writeFileSync('ran', '');`);
    const task = {
      game: { id: './evil.mjs', version: 1, module: '' },
      table: 'K',
      bytes: 1,
      needs: [],
      flags: { metric: 'dtm' },
    };
    await queue.offer({ id: 'forged', task });
    await expect(queue.settled('forged', undefined)).rejects.toMatchObject({ code: 'E_QUEUE' });
    expect(existsSync(command.path('ran'))).toBe(false);
    await some.kill('SIGTERM');
    await queue.close();
  });
});

test('what cannot be reached or makes no sense is told in a line', () => {
  refused(['queue', 'nats://127.0.0.1:1'], 'E_QUEUE', 'refused');
  refused(['queue', 'http://secret@host'], 'E_USAGE', 'nats://');
  refused(['generate', 'chess', '--queue', 'nats://127.0.0.1:1', '--shard', '1/2'], 'E_USAGE', '--shard');
  refused(['worker'], 'E_USAGE', '--queue');
});

test('without the packages that speak to NATS a line says what to install', () => {
  // An installation without them: links to everything else, which Node does not follow.
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const folder = command.path('bare');
  mkdirSync(command.path('bare', 'node_modules'), { recursive: true });
  for (const name of ['dist', 'package.json']) symlinkSync(`${project}${name}`, `${folder}/${name}`);
  for (const name of readdirSync(`${project}node_modules`))
    if (name !== '@nats-io') symlinkSync(`${project}node_modules/${name}`, `${folder}/node_modules/${name}`);
  const flags = ['--preserve-symlinks', '--preserve-symlinks-main', `${folder}/dist/src/cli/main.js`];
  const { status, stderr } = spawnSync(process.execPath, [...flags, 'queue', 'nats://127.0.0.1:1'], {
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^endgame: [^\n]+ \(E_USAGE; npm install @nats-io\/transport-node [^\n]+\)\n$/);
  expect(status).toBe(2);
});
