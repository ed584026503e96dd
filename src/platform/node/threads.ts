/** Threads of Node. */

import { Worker } from 'node:worker_threads';
import type { Thread } from '../contract.ts';

/** Whether `startThread` can start any. */
export const hasThreads = true;

const PRELUDE = `const { parentPort, workerData: data } = require('node:worker_threads');
const ready = () => parentPort.postMessage('ready');
`;

/**
 * Runs a script, which finds what it is given as `data` and calls `ready()`; resolves then.
 * @throws what the script threw before that
 */
export async function startThread(script: string, data: unknown): Promise<Thread> {
  const worker = new Worker(PRELUDE + script, { eval: true, workerData: data });
  await new Promise<void>((done, fail) => {
    worker.once('message', () => done());
    worker.once('error', fail);
  });
  worker.unref();
  return { end: () => void worker.terminate() };
}
