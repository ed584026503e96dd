/**
 * Which build of the toolkit this is, for those that make tables together. Tables have the same bytes everywhere if the
 * programs are the same, and what Node compresses with.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../text/version.ts';

/** Hexadecimal digits of a digest that names something. */
const DIGITS = 16;

/** Returns the version and a digest of all programs that are packed, such as `0.2.0-8c1f…`. */
export function buildId(): string {
  const folder = fileURLToPath(new URL('../..', import.meta.url));
  const programs = ['src', 'games']
    .flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
    )
    .filter((file) => file.endsWith('.js') && !file.startsWith(join('src', 'study')))
    .sort((a, b) => (a < b ? -1 : 1));
  const { zlib, brotli } = process.versions;
  const parts = programs.flatMap((file) => [file, readFileSync(join(folder, file))]);
  return `${VERSION}-${digestOf(process.arch, zlib, brotli ?? '', ...parts)}`;
}

/** Returns a digest of texts and bytes, 16 hexadecimal digits. */
export function digestOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // The length of a part stands before it, so that two lists do not run together into one.
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest('hex').slice(0, DIGITS);
}
