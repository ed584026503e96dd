/**
 * What the processes of an entry use, read from Linux' /proc. An entry leads a session of processes of its own, so its
 * children are found by the number of the session.
 */

import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** Ticks of the clock in a second, and bytes of a page, which Linux fixes for user space on the machines of Node. */
const TICKS = 100;
const PAGE = 4096;

/** Whether this machine tells what processes use. */
export const canMeasure: boolean = existsSync('/proc/self/stat');

/** What processes use together. */
export interface TreeUsage {
  /** CPU seconds, user and system, children that have ended included. */
  readonly seconds: number;
  /** Bytes in memory; what processes share counts for each. */
  readonly memory: number;
}

/** A file that a process has open or in memory. */
export interface UsedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Fields of /proc/PID/stat, counted from the state, which follows the name. */
interface Stat {
  readonly pid: string;
  readonly fields: readonly string[];
}
const SESSION = 3;
const CPU = [11, 12];
const CPU_OF_CHILDREN = [13, 14];
const RESIDENT = 21;

function processesOf(session: number): Stat[] {
  return readdirSync('/proc').flatMap((pid) => {
    const text = /^\d+$/.test(pid) ? readIfThere(`/proc/${pid}/stat`) : undefined;
    // the name of a program may contain anything
    const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields !== undefined && Number(fields[SESSION]) === session ? [{ pid, fields }] : [];
  });
}

/**
 * Returns what the processes of a session use; undefined if there are none left. Threads are counted in nanoseconds
 * where the kernel does so, threads and children that have ended in ticks of 10 ms.
 */
export function usageOf(session: number): TreeUsage | undefined {
  const processes = processesOf(session);
  if (processes.length === 0) return undefined;
  let seconds = 0;
  let memory = 0;
  for (const { pid, fields } of processes) {
    const ticks = (places: readonly number[]): number =>
      places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS;
    seconds += Math.max(ticks(CPU), threadSeconds(pid)) + ticks(CPU_OF_CHILDREN);
    memory += Number(fields[RESIDENT]) * PAGE;
  }
  return { seconds, memory };
}

function threadSeconds(pid: string): number {
  return listIfThere(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [nanoseconds = '0'] = readIfThere(`/proc/${pid}/task/${thread}/schedstat`)?.split(' ') ?? [];
    return sum + Number(nanoseconds) / 1e9;
  }, 0);
}

/** Returns the files outside a directory that the processes of a session have open or in memory, the largest first. */
export function filesOutside(session: number, directory: string): UsedFile[] {
  const paths = processesOf(session).flatMap(({ pid }) => [
    ...(readIfThere(`/proc/${pid}/maps`) ?? '').split('\n').map((line) => line.slice(line.indexOf('/'))),
    ...listIfThere(`/proc/${pid}/fd`).map((number) => linkIfThere(`/proc/${pid}/fd/${number}`)),
  ]);
  return [...new Set(paths)]
    .filter((path) => path.startsWith('/') && !path.startsWith(`${directory}/`))
    .flatMap((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isFile() === true && stat.size > 0 ? [{ path, bytes: stat.size }] : [];
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** Ends the processes of a session. */
export function endSession(session: number): void {
  for (const { pid } of processesOf(session)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  }
}

/** Processes end while they are looked at. */
function readIfThere(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'latin1'));
}

function listIfThere(path: string): string[] {
  return attempt(() => readdirSync(path)) ?? [];
}

function linkIfThere(path: string): string {
  return attempt(() => readlinkSync(path)) ?? '';
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
