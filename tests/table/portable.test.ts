/** The same bytes answer in a worker, and nothing that a probe needs is bound to Node. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import {
  BlockCache,
  joinChunks,
  MemoryByteSource,
  TableStore,
  parseRepresentation,
  Prober,
  Table,
} from '../../src/table/index.ts';
import { encodeAs, generateTables, learn } from '../../src/make/index.ts';
import { temporaryDirectory } from './support.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Files of the project that a file loads, itself included, and everything else that it imports. */
function loads(
  file: string,
  files = new Set<string>(),
  others = new Set<string>(),
): { files: Set<string>; others: Set<string> } {
  if (files.has(file)) return { files, others };
  files.add(file);
  const text = readFileSync(file, 'utf8');
  for (const match of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gms)) {
    const name = match[1];
    if (name.startsWith('.')) loads(join(dirname(file), name), files, others);
    else others.add(name);
  }
  return { files, others };
}

test('what probes and what reads games need nothing of Node', () => {
  for (const entry of [
    'src/table/prober.ts',
    'src/table/table.ts',
    'src/table/memory-byte-source.ts',
    'games/chess.ts',
    'games/chess/replay.ts',
    'games/chess/pgn.ts',
  ]) {
    const { files, others } = loads(join(project, entry));
    expect(files.size).toBeGreaterThan(0);
    expect(
      [...others].filter((name) => name.startsWith('node:')),
      entry,
    ).toEqual([]);
    const bound = [...files].filter((file) => /\bBuffer\.|: Buffer\b|\bprocess\./.test(readFileSync(file, 'utf8')));
    expect(bound, `${entry}: globals of Node`).toEqual([]);
  }
  // what is allowed: packages that browsers load as well
  const { others } = loads(join(project, 'src/table/prober.ts'));
  expect([...others].sort()).toEqual(['lru-cache', 'msgpackr'].filter((name) => others.has(name)));
});

test('a worker probes shared bytes', async () => {
  const spec = specialize(ticTacToe);
  const from = TableStore.open(temporaryDirectory(), { create: true });
  await generateTables(spec, ['all'], from);
  const known = await learn(spec, 'all', 'dtm', from, () => 1);
  const bytes = joinChunks(
    encodeAs(known, { representation: parseRepresentation('dtm-one-side', 'outcome'), codec: 'plain' }),
  );
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);

  const p = new Position(ticTacToe.schema);
  const table = Table.open(new MemoryByteSource(shared), new BlockCache());
  const here = new Prober(spec, 'dtm', () => table);
  const texts: string[] = [];
  const expected: number[] = [];
  for (const slice of spec.slicesOf('all')) {
    for (let index = 0; index < spec.space(slice).size; index += 3) {
      if (!spec.space(slice).unrank(index, p) || !ticTacToe.legal!(p)) continue;
      texts.push(ticTacToe.format(p));
      expected.push(here.value(p));
    }
  }
  expect(texts.length).toBeGreaterThan(100);

  const built = (path: string): string => pathToFileURL(join(project, 'dist', path)).href;
  expect(existsSync(join(project, 'dist/src/table/prober.js'))).toBe(true);
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    (async () => {
      const { ticTacToe } = await import(workerData.urls[0]);
      const { Position } = await import(workerData.urls[1]);
      const { specialize } = await import(workerData.urls[2]);
      const { Table } = await import(workerData.urls[3]);
      const { Prober } = await import(workerData.urls[4]);
      const { MemoryByteSource } = await import(workerData.urls[5]);
      const { BlockCache } = await import(workerData.urls[6]);
      const table = Table.open(new MemoryByteSource(workerData.bytes), new BlockCache());
      const prober = new Prober(specialize(ticTacToe), 'dtm', () => table);
      const p = new Position(ticTacToe.schema);
      parentPort.postMessage(workerData.texts.map((text) => {
        ticTacToe.parse(p, text);
        return prober.value(p);
      }));
    })();
  `;
  const urls = [
    'games/tic-tac-toe.js',
    'src/game/position.js',
    'src/specialize/index.js',
    'src/table/table.js',
    'src/table/prober.js',
    'src/table/memory-byte-source.js',
    'src/table/cache.js',
  ].map(built);
  const worker = new Worker(program, { eval: true, workerData: { bytes: shared, texts, urls } });
  const found = await new Promise<number[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(found).toEqual(expected);
});
