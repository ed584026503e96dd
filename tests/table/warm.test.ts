/**
 * Warm probes allocate nothing. A process of its own, so that the size of its heap is known: the young generation is so
 * large that nothing is collected during the probes, what the heap has grown by is what they allocated, and code is compiled
 * where it runs, so that a busy machine is not measured before it is warm.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { CODECS, CODERS } from '../../src/table/index.ts';
import { temporaryDirectory } from './support.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const PROBES = 400_000;
/** Less than this a probe: one number on the heap would be 16, a small object more. */
const LEAST_OBJECT = 12;

const program = `
  const [dist, directory, ...codecs] = process.argv.slice(1);
  const { chess } = await import(dist + 'games/chess.js');
  const { Position } = await import(dist + 'src/game/position.js');
  const { specialize, Random } = await import(dist + 'src/specialize/index.js');
  const store = { ...(await import(dist + 'src/table/index.js')), ...(await import(dist + 'src/make/index.js')) };
  const spec = specialize(chess);
  const from = store.TableStore.open(directory, { create: true });
  await store.generateTables(spec, ['KRvK'], from, { metric: 'wdl' });
  const known = await store.learn(spec, 'KRvK', 'wdl', from, () => 1);
  const space = spec.space(spec.slicesOf('KRvK')[0]);
  const p = new Position(chess.schema);
  const random = new Random(7);
  const indices = new Int32Array(10_000);
  for (let n = 0; n < indices.length; ) {
    const index = random.below(space.size);
    if (space.unrank(index, p) && chess.legal(p)) indices[n++] = index;
  }
  const probe = (prober, count) => {
    let won = 0;
    for (let i = 0; i < count; i++) {
      space.unrank(indices[i % indices.length], p);
      if (prober.value(p) > 0) won++;
    }
    if (won === 0) throw new Error('nobody won');
  };
  const allocated = {};
  for (const codec of codecs) {
    const encoding = { representation: store.parseRepresentation('wdl', 'outcome'), codec };
    const bytes = store.joinChunks(store.encodeAs(known, encoding));
    const table = store.Table.open(new store.MemoryByteSource(bytes, codec), new store.BlockCache());
    const prober = new store.Prober(spec, 'wdl', (slice) =>
      slice.name === 'KRvK' ? table : from.table('chess', chess.version, spec.tableOf(slice), 'wdl'),
    );
    probe(prober, 200_000);
    gc();
    const before = process.memoryUsage().heapUsed;
    probe(prober, ${PROBES});
    allocated[codec] = process.memoryUsage().heapUsed - before;
  }
  console.log(JSON.stringify(allocated));
`;

test('probes of a warm table, by every codec', { timeout: 240_000 }, () => {
  expect(existsSync(join(dist, 'src/table/index.js'))).toBe(true);
  const codecs = [...Object.keys(CODECS), ...Object.keys(CODERS)];
  const child = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--no-concurrent-recompilation',
      '--min-semi-space-size=64',
      '--max-semi-space-size=64',
      '--input-type=module',
      '-e',
      program,
    ].concat(['--', pathToFileURL(dist).href, temporaryDirectory(), ...codecs]),
    { encoding: 'utf8' },
  );
  expect(child.stderr).toBe('');
  const allocated = JSON.parse(child.stdout) as Record<string, number>;
  expect(Object.keys(allocated)).toEqual(codecs);
  const wasteful = Object.entries(allocated).filter(([, bytes]) => !(bytes < PROBES * LEAST_OBJECT));
  expect(Object.fromEntries(wasteful)).toEqual({});
});
