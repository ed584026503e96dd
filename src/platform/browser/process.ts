/** What a page knows of itself. */

/** The browser's name and version, as it gives them. */
export const runtime: string = (globalThis as { navigator?: { userAgent: string } }).navigator?.userAgent ?? 'browser';
/** A page has no process number. */
export const pid = 0;

/** A page does not know its machine. */
export const hostName: () => string = () => 'page';

/** Returns `2 * bytes` unpredictable hexadecimal digits. */
export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Returns true: a page cannot know. */
export function isAlive(_other: number): boolean {
  return true;
}

/** Returns seconds of the clock: a page cannot see its CPU time. */
export function cpuSeconds(): number {
  return performance.now() / 1000;
}
