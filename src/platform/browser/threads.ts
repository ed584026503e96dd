/** Pages solve with one thread for now. */

import type { Thread } from '../contract.ts';

/** Whether `startThread` can start threads. */
export const hasThreads = false;

/** Rejects: there are no threads. */
export function startThread(_script: string, _data: unknown, _isAwaited?: boolean): Promise<Thread> {
  return Promise.reject(new Error('there are no threads here'));
}
