import { setImmediate } from 'node:timers/promises';

/** Resolves once timers, signals and input that wait have had their turn. */
export function giveTurn(): Promise<void> {
  return setImmediate();
}
