import { Worker } from 'node:worker_threads';
import type { Thread } from '../contract.ts';

/** Whether `startThread` can start threads. */
export const hasThreads = true;

const PRELUDE = `const { parentPort, workerData: data } = require('node:worker_threads');
const ready = () => parentPort.postMessage('ready');
const onMessage = (take) => parentPort.on('message', take);
`;

/**
 * Starts a thread that runs a script, and resolves when the script calls `ready()`. The script finds its input as
 * `data`, and what is sent to it by `onMessage(take)`.
 * @param isAwaited whether the process lives at least until the script is ready
 * @throws an error of the script before that
 */
export async function startThread(script: string, data: unknown, isAwaited = true): Promise<Thread> {
  const worker = new Worker(PRELUDE + script, { eval: true, workerData: data });
  if (!isAwaited) worker.unref();
  await new Promise<void>((done, fail) => {
    worker.once('message', () => done());
    worker.once('error', fail);
  });
  worker.unref();
  return { send: (message) => worker.postMessage(message), end: () => void worker.terminate() };
}
