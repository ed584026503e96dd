/**
 * Returns the binary logarithm of a window that holds the whole block, within brotli's limits 10 to 24. A larger one
 * takes time and saves no bytes.
 */
export function brotliWindow(length: number): number {
  // a window of 2^w reaches back 2^w - 16 bytes
  return Math.min(24, Math.max(10, Math.ceil(Math.log2(length + 16))));
}
