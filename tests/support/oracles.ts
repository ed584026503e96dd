/**
 * Answers computed by other people's programs. The full collection lies beside the checkout on the developers'
 * machines; elsewhere tests fall back to the small samples committed in tests/data and say so.
 */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const project = fileURLToPath(new URL('../../', import.meta.url));
const shared = join(project, '..', 'shared');
const told = new Set<string>();

/** Whether the full collection is present. */
export const haveShared: boolean = existsSync(join(shared, 'oracles'));

/** Returns the path of a file of the collection, or of its committed sample, or undefined if neither exists. */
export function oraclePath(...parts: string[]): string | undefined {
  const full = join(shared, ...parts);
  const sample = join(project, 'tests', 'data', basename(full));
  const path = existsSync(full) ? full : existsSync(sample) ? sample : undefined;
  if (!told.has(full)) {
    told.add(full);
    console.info(`oracle ${parts.join('/')}: ${path === full ? 'full' : path ? 'committed sample' : 'absent'}`);
  }
  return path;
}

/** Returns the text of a file, gunzipped if its name ends in .gz. */
export function readOracle(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
