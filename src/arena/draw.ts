/**
 * Commit and reveal: the hash of a secret is published before entries are handed in, the secret after they are frozen.
 * Sessions are drawn from the secret and the digests of all entries. So nobody who enters knows the questions, and whoever
 * runs the arena cannot choose them once the entries are there.
 */

import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** Returns an unpredictable secret in hexadecimal. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

/** Returns what is published of a secret before entries are handed in: its SHA-256. */
export function commitmentOf(secret: string): string {
  return sha256(secret).toString('hex');
}

/**
 * Returns the seed of the questions: the first four bytes of the SHA-256 of the secret and the digests of the entries, in
 * rising order, joined by line feeds.
 */
export function seedOf(secret: string, digests: readonly string[]): number {
  return sha256([secret, ...[...digests].sort()].join('\n')).readUInt32BE();
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
