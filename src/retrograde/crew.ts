import { hasThreads, startThread } from '#platform/threads';
import type { Game } from '../game/contract.ts';
import { type GameOrigin, originOf } from '../game/origin.ts';
import type { Thread } from '../platform/contract.ts';
import type { SliceJob } from './helper.ts';

/** Most threads: rings grow with their square. */
const MOST_THREADS = 16;
/** Milliseconds after which threads without work end. The next slice mostly comes at once, and finds them warm. */
const IDLE = 1_000;

/** What a thread runs: a few lines that Node takes as they are. The module behind them is a compiled one. */
const SCRIPT = `
import(data.helper).then(async ({ helperOf }) => {
  onMessage(await helperOf(data.origin, data.id));
  ready();
});
`;

/** Threads that help with slices of one game (helper.ts). Where they cannot start, the others do their share. */
export class Crew {
  readonly #game: Game;
  readonly #origin: GameOrigin;
  readonly #threads: Thread[] = [];
  #started = 0;
  /** Grows when threads end, so that those of an earlier crew that start late end at once. */
  #round = 0;
  #isBusy = false;
  #job: SliceJob | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(game: Game, origin: GameOrigin) {
    this.#game = game;
    this.#origin = origin;
  }

  /** Returns a crew; undefined where memory cannot be shared, and for games that no thread can load. */
  static of(game: Game): Crew | undefined {
    const origin = originOf(game);
    if (!hasThreads || typeof SharedArrayBuffer === 'undefined' || origin === undefined) return undefined;
    return new Crew(game, origin);
  }

  /** Returns how many threads to use where `threads` are wanted, the caller's included. */
  static most(threads: number): number {
    return Math.min(threads, MOST_THREADS);
  }

  /** Whether threads have started, so that help costs nothing. */
  get isWarm(): boolean {
    return this.#threads.length > 0;
  }

  /** Whether it helps with a slice. It helps with one at a time. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Keeps others from asking for help, until `release` or `end`. */
  hire(): void {
    clearTimeout(this.#timer);
    this.#isBusy = true;
  }

  /** Lets `threads - 1` threads help with a slice. Those that start later help from then on. */
  begin(job: SliceJob, threads: number): void {
    this.#job = job;
    for (const thread of this.#threads.slice(0, threads - 1)) thread.send(job);
    for (; this.#started < threads - 1; this.#started++) void this.#start(this.#round);
  }

  /** Ends the work for a slice that is done. */
  release(): void {
    this.#job = undefined;
    this.#isBusy = false;
    this.#timer = setTimeout(() => this.end(), IDLE);
    // A timer of Node keeps the process alive; that of a page is a number.
    if (typeof this.#timer === 'object') this.#timer.unref();
  }

  /** Ends all threads, whatever they do. */
  end(): void {
    clearTimeout(this.#timer);
    this.#job = undefined;
    this.#isBusy = false;
    this.#round++;
    for (const thread of this.#threads.splice(0)) thread.end();
    this.#started = 0;
  }

  async #start(round: number): Promise<void> {
    let thread: Thread;
    try {
      const helper = new URL('./helper.js', import.meta.url).href;
      thread = await startThread(SCRIPT, { helper, origin: this.#origin, id: this.#game.id }, false);
    } catch {
      return;
    }
    if (round !== this.#round) {
      thread.end();
      return;
    }
    this.#threads.push(thread);
    if (this.#job !== undefined) thread.send(this.#job);
  }
}
