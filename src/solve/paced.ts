import { Pacer } from '../platform/pacer.ts';

/** What may end a run of steps before they are done. */
export interface PacedOptions {
  /** Time of `performance.now()` at which to stop; may be Infinity. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
  /** Called whenever other work gets its turn. */
  readonly onPause?: (() => void) | undefined;
}

/**
 * Takes steps until they are done, the time comes or the signal fires; timers and signals get their turn meanwhile.
 * @returns the result; undefined if the steps were stopped, and then they can be taken up again
 */
export async function paced<T>(
  steps: Generator<unknown, T, void>,
  { until, signal, onPause }: PacedOptions,
): Promise<{ readonly result: T } | undefined> {
  const pacer = new Pacer();
  for (;;) {
    if (signal?.aborted || performance.now() >= until) return undefined;
    const step = steps.next();
    if (step.done) return { result: step.value };
    if (!pacer.isDue) continue;
    onPause?.();
    await pacer.pause();
  }
}
