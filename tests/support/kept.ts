/** Results whose bytes follow from their keys, and processes that are killed while they keep them. */

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Random } from '../../src/specialize/random.ts';
import { KeptDirectory } from '../../src/table/kept/directory.ts';

const KEYS = 12;
const BYTES = 20_000;
const built = fileURLToPath(new URL('../../dist/src/table/index.js', import.meta.url));

/** Returns bytes that no other key has. */
export function bytesOf(key: string, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + key.charCodeAt(i % key.length) * (1 + (i >> 8))) & 255);
}

/** Keeps results until it is killed, in a directory too small for them; if nobody kills it, for half a minute. */
const CHILD = `
import { KeptDirectory } from ${JSON.stringify(built)};
${bytesOf.toString()}
const kept = new KeptDirectory({ directory: process.argv[1], bytes: ${(KEYS * BYTES) / 2} });
for (let i = 0, end = Date.now() + 30_000; Date.now() < end; i++) {
  const key = 'key ' + (i % ${KEYS});
  if (kept.get(key) === undefined) kept.put(key, [bytesOf(key, ${BYTES})], 1 + (i % 5));
  if (i === 0) console.log('begun');
}`;

/**
 * Kills processes that keep results, two at a time, and reads what is left.
 * @returns the results read, and the processes killed while they worked
 */
export async function killedAndRead(
  directory: string,
  times: number,
  random: Random,
): Promise<{ read: number; runs: number }> {
  let read = 0;
  let runs = 0;
  const start = (): { begun: Promise<string>; end: () => Promise<void> } => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', CHILD, directory]);
    let complaint = '';
    child.stderr.on('data', (text) => (complaint += String(text)));
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    const begun = Promise.race([
      new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text)))),
      ended.then(() => complaint),
    ]);
    const end = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    };
    return { begun, end };
  };
  while (runs < times) {
    const pair = [start(), start()];
    const both = await Promise.all(pair.map(({ begun }) => begun));
    expect(both).toEqual(['begun\n', 'begun\n']);
    await setTimeout(random.below(60));
    for (const { end } of pair) await end();
    runs += 2;
    const kept = new KeptDirectory({ directory, bytes: KEYS * BYTES });
    expect(readdirSync(directory).filter((name) => !/^[0-9a-f]{16}\.kept$|^endgame-kept\.json$/.test(name))).toEqual(
      [],
    );
    for (let i = 0; i < KEYS; i++) {
      const bytes = kept.get(`key ${i}`);
      if (bytes === undefined) continue;
      expect(Buffer.compare(bytes, bytesOf(`key ${i}`, BYTES))).toBe(0);
      read++;
    }
  }
  return { read, runs };
}
