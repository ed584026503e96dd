import { Worker } from 'node:worker_threads';
import type { Slice } from '../specialize/index.ts';
import type { Sheet, VerifyReport } from '../verify/index.ts';
import { EndgameError } from '../game/errors.ts';
import { Claims } from './claims.ts';
import { type SheetStep, sheetSteps } from './sheet-passes.ts';
import type { StoredVerifier, VerifiedPart } from './stored-verifier.ts';
import type { SliceOrder, VerifyOrder } from './verify-worker.ts';
import type { RunOptions } from '../values/index.ts';

/** Smaller slices are verified before another thread knows of them. */
const FEWEST = 1 << 16;

const NOTHING: VerifyReport = { positions: 0, moves: 0 };

type CrewRun = Pick<RunOptions, 'signal'> & { readonly onProgress: (share: number) => void };

/** Threads that verify a slice together, the caller's being one of them. What they find does not depend on their number. */
export class VerifyCrew {
  readonly #own: StoredVerifier;
  readonly #order: VerifyOrder;
  readonly #threads: number;
  readonly #workers: Worker[] = [];
  /** Sheets of the last slice, of which the next may need some. */
  #filled: readonly Sheet[] = [];

  /** @param order what the other threads open */
  constructor(own: StoredVerifier, order: VerifyOrder, threads: number) {
    this.#own = own;
    this.#order = order;
    this.#threads = threads;
  }

  /**
   * Verifies a slice: from sheets where its table allows that, else position by position.
   * @throws EndgameError as `verifySlice`: of all that is wrong, what has the least index; or what a thread threw
   */
  async verify(table: string, slice: Slice, run: CrewRun): Promise<VerifyReport> {
    const filled = this.#filled;
    this.#filled = [];
    const sheets = this.#own.outcomes?.sheetsFor(slice, filled);
    if (sheets === undefined) {
      const claims = new Claims(this.#own.specialization.space(slice).size);
      return await this.#together(table, { slice: slice.name }, claims, this.#own.verify(table, slice, claims, run));
    }
    const report = await this.#step(table, sheetSteps(sheets, filled), run);
    this.#filled = sheets;
    return report;
  }

  /** Makes all passes and returns what was found in the last sheet. */
  async #step(table: string, steps: readonly SheetStep[], { signal, onProgress }: CrewRun): Promise<VerifyReport> {
    const all = steps.reduce((sum, { work }) => sum + work, 0);
    const own = steps[steps.length - 1].sheets;
    let done = 0;
    let report = NOTHING;
    for (const { pass, sheets, chunk, work } of steps) {
      const claims = new Claims(sheets[sheets.length - 1].space.size, undefined, chunk);
      const before = done;
      const run = { signal, onProgress: (share: number): void => onProgress((before + share * work) / all) };
      const order = { pass, sheets: this.#own.outcomes!.orders(sheets) };
      const found = await this.#together(table, order, claims, this.#own.pass(pass, table, sheets, claims, run));
      if (sheets.length === own.length) report = sum(report, found);
      done += work;
    }
    return report;
  }

  /** Lets the other threads help with what this one has begun, and sums up what all have found. */
  async #together(
    table: string,
    work: SliceOrder['work'],
    claims: Claims,
    own: Promise<VerifiedPart>,
  ): Promise<VerifyReport> {
    const { size, chunk } = claims;
    const helpers = size < FEWEST ? [] : this.#hired();
    const order: SliceOrder = { table, work, size, claims: claims.memory, chunk };
    const parts = await Promise.all([own, ...helpers.map((worker) => ask(worker, order))]).finally(() => claims.stop());
    const failures = parts.flatMap(({ failure }) => failure ?? []).sort((a, b) => a.at - b.at);
    if (failures.length > 0) throw new EndgameError(...failures[0].error);
    return parts.reduce(sum, NOTHING);
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

function sum(a: VerifyReport, b: VerifyReport): VerifyReport {
  return { positions: a.positions + b.positions, moves: a.moves + b.moves };
}
