import type { FromDesk, ReviewedGame, UsableTables } from '../desk/messages.ts';

/** What is known of a file so far. */
export interface Review {
  readonly name: string;
  readonly isWorking: boolean;
  readonly games: readonly ReviewedGame[];
  /** 0 to 1. */
  readonly share: number;
  /** Games that were read, and why others were skipped; absent until the file ends. */
  readonly read?: number;
  readonly problems?: readonly string[];
  readonly failure?: string;
}

/** Reviews files of games in a worker of their own. A later file ends an earlier one. */
export class Reviews {
  #worker: Worker | undefined;

  /** Reviews a file; `tell` is called whenever more is known. */
  open(file: File, tables: UsableTables, tell: (review: Review) => void): void {
    this.close();
    const worker = new Worker(new URL('../desk/worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    let review: Review = { name: file.name, isWorking: true, games: [], share: 0 };
    const update = (more: Partial<Review>): void => {
      if (this.#worker !== worker) return;
      review = { ...review, ...more };
      tell(review);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<FromDesk>) => {
      if (data.kind === 'reviewed') update({ games: [...review.games, data.game] });
      else if (data.kind === 'progress') update({ share: data.share });
      else if (data.kind === 'review-end') update({ isWorking: false, read: data.games, problems: data.problems });
      else if (data.kind === 'failed') update({ isWorking: false, failure: data.message });
      if (!review.isWorking) worker.terminate();
    });
    worker.addEventListener('error', ({ message }) => update({ isWorking: false, failure: message }));
    worker.postMessage({ kind: 'review', id: 0, file, tables });
    update({});
  }

  /** Ends the work. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
