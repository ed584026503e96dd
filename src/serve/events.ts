/** Server-sent events (WHATWG HTML, section 9.2): progress while an answer is computed, then the answer. */

import { failureText } from './exchange.ts';

/** Milliseconds from one event of progress to the next. */
const PACE = 100;

/** Tells an event at once. */
export type Tell = (event: string, data: unknown) => void;

/**
 * Runs work and yields its events as they are told, then `answer` with the result, or `error`.
 * @param work tells its events; those named `progress` are thinned out
 */
export async function* eventsOf(work: (tell: Tell) => Promise<unknown>): AsyncGenerator<string> {
  const texts: string[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  let last = Number.NEGATIVE_INFINITY;
  const tell: Tell = (event, data) => {
    if (event === 'progress') {
      const now = performance.now();
      if (now - last < PACE) return;
      last = now;
    }
    texts.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    wake();
  };
  const end = (event: string, data: unknown): void => {
    isOver = true;
    tell(event, data);
  };
  void work(tell).then(
    (answer) => end('answer', answer),
    (error) => {
      const { code, message, hint } = failureText(error);
      end('error', { error: { code, message, hint } });
    },
  );
  for (;;) {
    const text = texts.shift();
    if (text !== undefined) yield text;
    else if (isOver) return;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
