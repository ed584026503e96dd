/**
 * The setup of every test file: it reports the CPU time of the file, including its child processes, to the reporters.
 */

import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Seconds of CPU. */
    cpu?: number;
  }
}

/** Clock ticks per second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

/** Returns the CPU seconds of this process and, on Linux, of the children that it has waited for. */
function seconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + ofChildren();
}

function ofChildren(): number {
  try {
    // The fields after the name, which ends in the last bracket, are the third and so on: cutime and cstime are the
    // 16th and the 17th (proc_pid_stat(5)).
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[16 - 3]) + Number(fields[17 - 3])) / TICKS;
  } catch {
    return 0;
  }
}

// A process runs one file (vitest's `isolate`), so its start counts as well.
// oxlint-disable-next-line no-empty-pattern -- vitest asks for a pattern here
afterAll(({}, file) => {
  file.meta.cpu = seconds();
});
