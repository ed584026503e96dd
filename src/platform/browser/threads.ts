/** Pages solve with one thread for now. */

import type { Thread } from '../contract.ts';

export const hasThreads = false;

export function startThread(_script: string, _data: unknown): Promise<Thread> {
  return Promise.reject(new Error('there are no threads here'));
}
