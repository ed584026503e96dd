/** Comparison of the values of whole slices; vitest's own comparison takes a minute for a few million numbers. */

import type { Values } from '../../src/game/values.ts';

const CHUNK = 1 << 16;

/** Returns the first difference of two slices in words, or '' if they are equal. */
export function difference(found: Values, truth: Values): string {
  if (found.length !== truth.length) return `${found.length} values instead of ${truth.length}`;
  const a = new Int16Array(Math.min(CHUNK, found.length));
  const b = new Int16Array(a.length);
  for (let from = 0; from < found.length; from += a.length) {
    const n = Math.min(a.length, found.length - from);
    found.read(from, a.subarray(0, n));
    truth.read(from, b.subarray(0, n));
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return `index ${from + i}: ${a[i]} instead of ${b[i]}`;
  }
  return '';
}
