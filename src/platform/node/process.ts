/** What a process knows of itself. */

import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** The runtime and its version, such as `v20.20.2`. */
export const runtime: string = process.version;
/** The number of this process, unique on one machine (or container) only. */
export const pid: number = process.pid;

/** Returns the name of the machine. */
export const hostName: () => string = hostname;

/** Returns `2 * bytes` unpredictable hexadecimal digits. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Returns whether a process of this machine runs. */
export function isAlive(other: number): boolean {
  try {
    process.kill(other, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Returns seconds of CPU, user and system, that the process has used so far. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
