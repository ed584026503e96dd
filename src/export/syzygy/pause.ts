import { abortError } from '../../game/errors.ts';
import { Pacer } from '../../platform/pacer.ts';

/** Gives other work its turn where it is due. Long computations await it now and then. */
export type Pause = () => Promise<void>;

/**
 * Returns a pause.
 * @param what the pause throws the abort error of, once the signal is given
 */
export function pauseUntil(what: string, signal: AbortSignal | undefined): Pause {
  const pacer = new Pacer();
  return async () => {
    if (pacer.isDue) await pacer.pause();
    if (signal?.aborted) throw abortError(what);
  };
}
