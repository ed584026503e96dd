/** What a worker keeps of fetched tables, and what it takes for a task. */

import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asTask, jobId, runId } from '../../src/cli/table-task.ts';
import { WorkerTables } from '../../src/cli/worker-tables.ts';

const directory = mkdtempSync(join(tmpdir(), 'endgame-worker-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('the tables that were used longest ago go first, and none that a job works with', async () => {
  const tables = new WorkerTables(directory, 250);
  tables.storeOf('run');
  const path = (name: string): string => join(directory, 'run', `${name}.egt`);
  for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) {
    writeFileSync(path(name), new Uint8Array(100));
    utimesSync(path(name), 1000 + i, 1000 + i);
  }
  const left = (): string[] => ['a', 'b', 'c', 'd'].filter((name) => existsSync(path(name)));
  await tables.using([path('a'), path('never made')], async () => {
    await tables.using([path('b')], () => Promise.resolve());
    // b was used last and a is held, so c and d go.
    expect(left()).toEqual(['a', 'b']);
  });
  expect(left()).toEqual(['a', 'b']);
  tables.close();
});

test('a task is taken only if every field is right', () => {
  const task = {
    game: { id: 'chess', version: 3, module: '' },
    table: 'KQvK',
    bytes: 10,
    needs: [{ table: 'KvK', id: 'x' }],
    flags: { metric: 'wdl', engine: 'kernel', codec: 'forest', repr: 'wdl', exits: true, only: true, lookAhead: 8 },
  };
  expect(asTask(structuredClone(task))).toEqual(task);
  expect(asTask({ ...task, flags: { metric: 'dtm', dir: '/etc', threads: 9 } })?.flags).toEqual({ metric: 'dtm' });
  const wrong: unknown[] = [undefined, null, 'x', [], {}];
  for (const key of ['game', 'table', 'bytes', 'needs', 'flags'])
    for (const value of [undefined, null, -1, {}, ['x'], [null]]) wrong.push({ ...task, [key]: value });
  for (const key of Object.keys(task.flags)) wrong.push({ ...task, flags: { ...task.flags, [key]: -1 } });
  for (const key of Object.keys(task.game)) wrong.push({ ...task, game: { ...task.game, [key]: null } });
  for (const each of wrong) expect(asTask(each), JSON.stringify(each)).toBeUndefined();
});

test('jobs are told apart by all that decides their bytes', () => {
  const game = { id: 'a', version: 1, module: '' };
  const runs = [
    runId('b', game, { metric: 'wdl' }),
    runId('c', game, { metric: 'wdl' }),
    runId('b', { ...game, version: 2 }, { metric: 'wdl' }),
    runId('b', { ...game, module: 'x' }, { metric: 'wdl' }),
    runId('b', game, { metric: 'dtm' }),
    runId('b', game, { metric: 'wdl', exits: true }),
  ];
  expect(new Set(runs).size).toBe(runs.length);
  expect(runId('b', game, { exits: true, metric: 'wdl' })).toBe(runs.at(-1));
  for (const table of ['KQvK', 'a.b/ü *>']) expect(jobId(runs[0], table)).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
});
