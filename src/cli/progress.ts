import type { JobsProgress } from '../jobs/index.ts';
import { formatDuration } from '../text/format.ts';

const QUIET_MS = 1_000;
const LINE_EVERY_MS = 10_000;
const DRAW_EVERY_MS = 100;
const BAR = 30;
/** `RETURN` moves to the start of the line, `CLEAR` clears the rest of it. */
const RETURN = '\r';
const CLEAR = '\u001b[K';

let isHidden = false;

/** Shows no progress from here on (`--quiet`). */
export function hideProgress(): void {
  isHidden = true;
}

/** The part of a terminal that is used, or of a file in its place. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Reports progress on stderr: a bar on a terminal, plain lines at a slow pace elsewhere, nothing for work of under a
 * second.
 */
export class ProgressReport {
  readonly #stream: ProgressStream;
  readonly #clock: () => number;
  readonly #start: number;
  #drawn = false;
  #announced: string | undefined;
  #last: number;

  /** @param clock returns milliseconds */
  constructor(stream: ProgressStream = process.stderr, clock: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#clock = clock;
    this.#start = clock();
    this.#last = this.#start;
  }

  /**
   * Reports the state.
   * @param what short label
   * @param share share done, 0 to 1
   */
  update(what: string, share: number): void {
    if (isHidden) return;
    const now = this.#clock();
    const wait = this.#stream.isTTY === true ? DRAW_EVERY_MS : LINE_EVERY_MS;
    if (now - this.#start < QUIET_MS) return;
    if (this.#announced !== undefined) {
      this.stop();
      this.#stream.write(`${this.#announced}\n`);
      this.#announced = undefined;
    }
    if (now - this.#last < wait) return;
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

  /** Takes a line to write as soon as the work has taken a second. */
  announce(line: string): void {
    this.#announced = line;
  }

  /** Clears the bar; the next update draws it again. */
  stop(): void {
    if (this.#drawn) this.#stream.write(`${RETURN}${CLEAR}`);
    this.#drawn = false;
  }
}

/**
 * Returns the label and the share to report of a table in progress: those of all tables if there are several.
 * @param share of the table
 */
export function amongAll(what: string, share: number, whole: JobsProgress | undefined): [what: string, share: number] {
  if (whole === undefined || whole.jobs < 2) return [what, share];
  const left = whole.secondsLeft === undefined ? '' : `, about ${formatDuration(whole.secondsLeft)} left`;
  return [`${whole.ended} of ${whole.jobs} tables${left}: ${what}`, whole.share];
}
