/**
 * Threads of a machine. The compiled kernel (assembly/threads.ts) does a thread's work. The script that starts it is a
 * few lines that Node takes as they are, whether the project runs compiled or from its sources.
 */

import { startThread } from '#platform/threads';
import type { Thread } from '../platform/contract.ts';

/** What a new thread receives. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of memory for this thread alone. */
  readonly scratch: number;
}

const SCRIPT = `
const { module, memory, scratch } = data;
WebAssembly.instantiate(module, { env: { memory, abort() { throw new Error('the kernel aborted'); } } }).then(
  ({ exports }) => {
    exports.useScratch(scratch);
    ready();
    exports.serve(0);
  },
);
`;

/** Starts a thread; resolves when it waits for commands. */
export function startKernelThread(start: ThreadStart): Promise<Thread> {
  return startThread(SCRIPT, start);
}
