/** What a process knows of itself. */

import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** The runtime and its version, such as `v20.20.2`. */
export const runtime: string = process.version;
export const pid: number = process.pid;

/** Process numbers mean something on one machine (or container) only. */
export const hostName: () => string = hostname;

/** `2 * bytes` hexadecimal digits that nobody can foresee. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Whether a process of this machine runs. */
export function isAlive(other: number): boolean {
  try {
    process.kill(other, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Seconds of CPU, user and system, that the process has used so far. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
