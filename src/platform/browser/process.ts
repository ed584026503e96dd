/** What a page knows of itself. */

export const runtime: string = (globalThis as { navigator?: { userAgent: string } }).navigator?.userAgent ?? 'browser';
export const pid = 0;

export const hostName: () => string = () => 'page';

export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function isAlive(_other: number): boolean {
  return true;
}

/** A page cannot see its CPU time: seconds of the clock. */
export function cpuSeconds(): number {
  return performance.now() / 1000;
}
