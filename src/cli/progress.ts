/** Progress on stderr: a bar on a terminal, plain lines at a slow pace elsewhere, nothing for work of under a second. */

import { SingleBar } from 'cli-progress';

const QUIET_MS = 1_000;
const LINE_EVERY_MS = 10_000;

export class ProgressReport {
  readonly #tty: boolean = process.stderr.isTTY;
  readonly #start: number = performance.now();
  #bar: SingleBar | undefined;
  #lastLine = performance.now();

  /** @param what short label; @param share 0..1 */
  update(what: string, share: number): void {
    const now = performance.now();
    if (now - this.#start < QUIET_MS) return;
    if (this.#tty) {
      if (!this.#bar) {
        this.#bar = new SingleBar({
          format: '{bar} {percentage}% {what}',
          stream: process.stderr,
          clearOnComplete: true,
          hideCursor: true,
          barsize: 30,
          barCompleteChar: '█',
          barIncompleteChar: '·',
        });
        this.#bar.start(1000, 0, { what });
      }
      this.#bar.update(Math.round(share * 1000), { what });
    } else if (now - this.#lastLine >= LINE_EVERY_MS) {
      this.#lastLine = now;
      process.stderr.write(`${what} ${Math.round(share * 100)}%\n`);
    }
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
