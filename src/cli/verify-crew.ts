import { Worker } from 'node:worker_threads';
import type { Slice } from '../specialize/index.ts';
import type { VerifyReport } from '../verify/index.ts';
import { EndgameError } from '../game/errors.ts';
import { Claims } from './claims.ts';
import type { StoredVerifier, VerifiedPart } from './stored-verifier.ts';
import type { SliceOrder, VerifyOrder } from './verify-worker.ts';
import type { RunOptions } from '../values/index.ts';

/** Smaller slices are verified before another thread knows of them. */
const FEWEST = 1 << 16;

/** Threads that verify a slice together, the caller's being one of them. What they find does not depend on their number. */
export class VerifyCrew {
  readonly #own: StoredVerifier;
  readonly #order: VerifyOrder;
  readonly #threads: number;
  readonly #workers: Worker[] = [];

  /** @param order what the other threads open */
  constructor(own: StoredVerifier, order: VerifyOrder, threads: number) {
    this.#own = own;
    this.#order = order;
    this.#threads = threads;
  }

  /**
   * Verifies a slice.
   * @throws EndgameError as `verifySlice`: of all that is wrong, what has the least index; or what a thread threw
   */
  async verify(
    table: string,
    slice: Slice,
    { signal, onProgress }: Pick<RunOptions, 'signal'> & { readonly onProgress: (share: number) => void },
  ): Promise<VerifyReport> {
    const { size } = this.#own.specialization.space(slice);
    const claims = new Claims(size);
    const helpers = size < FEWEST ? [] : this.#hired();
    const order: SliceOrder = { table, slice: slice.name, size, claims: claims.memory };
    const parts = await Promise.all([
      this.#own.verify(table, slice, claims, { signal, onProgress }),
      ...helpers.map((worker) => ask(worker, order)),
    ]).finally(() => claims.stop());
    const failures = parts.flatMap(({ failure }) => failure ?? []).sort((a, b) => a.at - b.at);
    if (failures.length > 0) throw new EndgameError(...failures[0].error);
    return parts.reduce((a, b) => ({ positions: a.positions + b.positions, moves: a.moves + b.moves }));
  }

  /** Ends the other threads, whatever they do. */
  end(): void {
    for (const worker of this.#workers.splice(0)) void worker.terminate();
  }

  #hired(): readonly Worker[] {
    while (this.#workers.length < this.#threads - 1)
      this.#workers.push(new Worker(new URL('./verify-worker.js', import.meta.url), { workerData: this.#order }));
    return this.#workers;
  }
}

/** Lets a thread help with a slice; resolves when no chunk is left for it. */
async function ask(worker: Worker, order: SliceOrder): Promise<VerifiedPart> {
  return await new Promise<VerifiedPart>((done, fail) => {
    worker.once('error', fail);
    worker.once('message', (part: VerifiedPart) => {
      worker.off('error', fail);
      done(part);
    });
    worker.postMessage(order);
  });
}
