/** Where questions wait for their turn: shares of clients, slots of computations, and one computation for the same question. */

import type { SliceProgress } from '../values/index.ts';
import { ClientShares } from './client-shares.ts';
import type { HttpRequest } from './exchange.ts';
import { SharedWork } from './shared-work.ts';
import { Slots } from './slots.ts';

/** How much is computed at once. */
export interface DeskLimits {
  /** Most computations at once. */
  readonly slots: number;
  /** Most that wait. */
  readonly places: number;
  /** Most questions of one client that are computed or wait. */
  readonly perClient: number;
  /** Most milliseconds of a question. */
  readonly deadline: number;
}

/** What a computation gets. */
export interface Turn {
  readonly signal: AbortSignal;
  /** When it must end, in milliseconds of `performance.now()`. */
  readonly until: number;
  readonly onProgress: (progress: SliceProgress) => void;
}

/** Lets questions be computed. */
export class Desk {
  readonly #limits: DeskLimits;
  readonly #shares: ClientShares;
  readonly #slots: Slots;
  readonly #shared = new SharedWork<unknown, SliceProgress>();

  constructor(limits: DeskLimits) {
    this.#limits = limits;
    this.#shares = new ClientShares(limits.perClient);
    this.#slots = new Slots(limits.slots, limits.places);
  }

  /** Most milliseconds of a question. */
  get deadline(): number {
    return this.#limits.deadline;
  }

  /** Number of computations in progress. */
  get running(): number {
    return this.#slots.running;
  }

  /** Number of computations that wait. */
  get waiting(): number {
    return this.#slots.waiting;
  }

  /**
   * Computes when it is the question's turn, or waits for the same question of somebody else.
   * @param key the question; equal keys have equal answers
   * @param compute stops at the signal and at its time
   * @throws HttpFailure 429, 503; EndgameError E_ABORTED if the client leaves; what `compute` throws
   */
  async compute<T>(
    request: Pick<HttpRequest, 'client' | 'signal' | 'arrived'>,
    key: string,
    compute: (turn: Turn) => Promise<T>,
    options: { readonly deadline?: number; readonly onProgress?: (progress: SliceProgress) => void } = {},
  ): Promise<T> {
    const until = request.arrived + (options.deadline ?? this.#limits.deadline);
    const begin = (signal: AbortSignal, onProgress: Turn['onProgress']): Promise<unknown> =>
      this.#slots.run(() => compute({ signal, until, onProgress }), signal);
    const wait = (): Promise<unknown> => this.#shared.join(key, begin, request.signal, options.onProgress);
    // The key decides what is computed, so who shares it shares the type.
    return (await this.#shares.run(request.client, wait)) as T;
  }
}
