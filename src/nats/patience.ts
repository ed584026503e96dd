/** Requests to a server that may be away for a while: a worker outlives a restart of it. */

import { EndgameError, isEndgameError } from '../game/errors.ts';

const PAUSE_MS = 500;
/** Names of the errors of a connection that mends itself. */
const PASSING = [
  'TimeoutError',
  'RequestError',
  'NoResponders',
  'ConnectionError',
  'JetStreamNotEnabled',
  'JetStreamError', // "heartbeats missed"
  'JetStreamStatusError', // "server shutdown"
];
const CLOSED = ['ClosedConnectionError', 'DrainingConnectionError'];

/**
 * Does something until the server is there to do it.
 * @param seconds after which a server that does not answer is said to refuse
 * @throws EndgameError E_QUEUE if the connection is closed or the server refuses
 */
export async function patiently<T>(action: () => Promise<T>, server: string, seconds: number = Infinity): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isPassing(error) || performance.now() > end) throw refusal(error, server);
      await delay(PAUSE_MS);
    }
  }
}

/** Returns whether an error says that the server did not answer, and not that it refuses. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && PASSING.includes(error.name);
}

/** Returns the error of a server that refuses. */
export function refusal(error: unknown, server: string): unknown {
  if (!(error instanceof Error) || isEndgameError(error)) return error;
  const isClosed = CLOSED.includes(error.name);
  const hint = isClosed
    ? 'run it again to go on'
    : 'nothing was lost; see the log of nats-server, mend it, and run it again';
  const what = isClosed ? 'the connection is closed' : error.message;
  return new EndgameError('E_QUEUE', `${server}: ${what}`, hint, { cause: error });
}

/** Waits; the process may end meanwhile. */
export async function delay(ms: number): Promise<void> {
  await new Promise<void>((resolve) => void setTimeout(resolve, ms));
}
