/** Entries that come with the arena and that nobody here wrote, against Syzygy's files. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { holdArena } from '../../src/arena/arena.ts';
import { readEntries } from '../../src/arena/entry.ts';
import { linesOf } from '../../src/arena/log.ts';
import { fathomEntry } from '../../src/arena/make/fathom.ts';
import { xzEntry } from '../../src/arena/make/xz.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import { SYZYGY } from '../support/syzygy.ts';
import { Entries, havePython } from './entries.ts';

const entries = new Entries();
const haveFathom = spawnSync('cc', ['-x', 'c', '-fsyntax-only', '-include', 'tbprobe.h', '/dev/null']).status === 0;

test.skipIf(!havePython)('xz and, where it is installed, Fathom answer three men as the arena does', async () => {
  const tables = ['KPvK', 'KRvK', 'KQvK'];
  const spec = specialize(chess);
  const directory = join(entries.directory, 'made');
  mkdirSync(directory);
  const making = { directory, specialization: spec, tables, syzygy: SYZYGY, command: [], onProgress: () => undefined };
  const made = [...(await fathomEntry(making)), ...(await xzEntry(making))];
  const names = made.filter(({ why }) => why === undefined).map(({ name }) => name);
  expect(names).toEqual(haveFathom ? ['fathom', 'xz'] : ['xz']);
  const { log, confirmed } = await holdArena({
    field: { specialization: spec, tables },
    asked: 'outcome',
    entries: readEntries(names.map((name) => join(directory, name))),
    sessions: 4,
    rounds: 5,
    seconds: 60,
    memory: 1e9,
    secret: 'secret',
    syzygy: new SyzygyTables([SYZYGY]),
  });
  expect(linesOf(log, 'out')).toEqual([]);
  const asked = linesOf(log, 'session').flatMap(({ questions }) => questions);
  expect(confirmed).toBe(asked.length);
  expect(linesOf(log, 'run')).toHaveLength(names.length * 20);
  const xz = linesOf(log, 'entry').find(({ entry }) => entry === 'xz')!;
  // three arrays of half a million letters each
  expect(xz.stored).toBeLessThan(40_000);
});
