/**
 * Threads of a machine. What a thread does is all in the compiled kernel (assembly/threads.ts); the script that starts it is
 * a few lines that Node takes as they are, whether the project runs compiled or from its sources.
 */

export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of memory for this thread alone. */
  readonly scratch: number;
}

export interface Thread {
  end(): void;
}

const SCRIPT = `
const { parentPort, workerData: { module, memory, scratch } } = require('node:worker_threads');
WebAssembly.instantiate(module, { env: { memory, abort() { throw new Error('the kernel aborted'); } } }).then(
  ({ exports }) => {
    exports.useScratch(scratch);
    parentPort.postMessage('ready');
    exports.serve(0);
  },
);
`;

/** Resolves when the thread waits for commands. Threads do not keep the process alive. */
export async function startThread(start: ThreadStart): Promise<Thread> {
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(SCRIPT, { eval: true, workerData: start });
  await new Promise<void>((done, fail) => {
    worker.once('message', () => done());
    worker.once('error', fail);
  });
  worker.unref();
  return { end: () => void worker.terminate() };
}
