/** Progress on stderr: a bar on a terminal, plain lines at a slow pace elsewhere, nothing for work of under a second. */

const QUIET_MS = 1_000;
const LINE_EVERY_MS = 10_000;
const DRAW_EVERY_MS = 100;
const BAR = 30;
/** To the start of the line; the rest of the line is cleared. */
const RETURN = '\r';
const CLEAR = '\u001b[K';

/** What is used of a terminal, or of a file in its place. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class ProgressReport {
  readonly #stream: ProgressStream;
  readonly #clock: () => number;
  readonly #start: number;
  #drawn = false;
  #last: number;

  /** @param clock milliseconds */
  constructor(stream: ProgressStream = process.stderr, clock: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#clock = clock;
    this.#start = clock();
    this.#last = this.#start;
  }

  /** @param what short label; @param share 0..1 */
  update(what: string, share: number): void {
    const now = this.#clock();
    const wait = this.#stream.isTTY === true ? DRAW_EVERY_MS : LINE_EVERY_MS;
    if (now - this.#start < QUIET_MS || now - this.#last < wait) return;
    this.#last = now;
    const percent = `${Math.round(share * 100)}%`;
    if (this.#stream.isTTY !== true) {
      this.#stream.write(`${what} ${percent}\n`);
      return;
    }
    const done = Math.round(Math.min(1, Math.max(0, share)) * BAR);
    const line = `${'█'.repeat(done)}${'·'.repeat(BAR - done)} ${percent} ${what}`;
    // A line that wraps could not be cleared.
    this.#stream.write(`${RETURN}${line.slice(0, (this.#stream.columns ?? 80) - 1)}${CLEAR}`);
    this.#drawn = true;
  }

  /** Clears the bar; what comes next is drawn anew. */
  stop(): void {
    if (this.#drawn) this.#stream.write(`${RETURN}${CLEAR}`);
    this.#drawn = false;
  }
}
