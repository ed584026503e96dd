import { setImmediate } from 'node:timers/promises';

/** Resolves once waiting timers, signals and input have had their turn. */
export function giveTurn(): Promise<void> {
  return setImmediate();
}
