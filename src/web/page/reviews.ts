import type { FromDesk, ReviewedGame, ReviewedPly, UsableTables } from '../desk/messages.ts';

/** A game with the number of mistakes in it. */
export interface CountedGame extends ReviewedGame {
  readonly mistakes: number;
}

/** What is known of a file so far. */
export interface Review {
  readonly name: string;
  readonly isWorking: boolean;
  readonly games: readonly CountedGame[];
  /** In all games. */
  readonly mistakes: number;
  /** 0 to 1. */
  readonly share: number;
  /** Games that were read, and why others were skipped; absent until the file ends. */
  readonly read?: number;
  readonly problems?: readonly string[];
  readonly failure?: string;
}

/** Milliseconds between two times that more is told: games may come by the hundred. */
const PACE_MS = 200;
const MISTAKES: ReadonlySet<string | undefined> = new Set(['?', '??']);

/** Reviews files of games in a worker of their own. A later file ends an earlier one. */
export class Reviews {
  #worker: Worker | undefined;

  /** Reviews a file; `tell` is called now and then when more is known. */
  open(file: File, tables: UsableTables, tell: (review: Review) => void): void {
    this.close();
    const worker = new Worker(new URL('../desk/worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    const games: CountedGame[] = [];
    let review: Review = { name: file.name, isWorking: true, games, mistakes: 0, share: 0 };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tellNow = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (this.#worker === worker) tell({ ...review, games: [...games] });
    };
    const update = (more: Partial<Review>): void => {
      review = { ...review, ...more };
      if (review.isWorking) timer ??= setTimeout(tellNow, PACE_MS);
      else {
        worker.terminate();
        tellNow();
      }
    };
    worker.addEventListener('message', ({ data }: MessageEvent<FromDesk>) => {
      if (data.kind === 'reviewed') {
        const mistakes = data.game.plies.filter(isMistake).length;
        games.push({ ...data.game, mistakes });
        update({ mistakes: review.mistakes + mistakes });
      } else if (data.kind === 'progress') update({ share: data.share });
      else if (data.kind === 'review-end') update({ isWorking: false, read: data.games, problems: data.problems });
      else if (data.kind === 'failed') update({ isWorking: false, failure: data.message });
    });
    worker.addEventListener('error', ({ message }) => update({ isWorking: false, failure: message }));
    worker.postMessage({ kind: 'review', id: 0, file, tables });
    tellNow();
  }

  /** Ends the work. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** Returns whether a move gives something away. */
export function isMistake({ glyph }: ReviewedPly): boolean {
  return MISTAKES.has(glyph);
}
