import type { Kept } from '../engine/index.ts';
import type { Position } from '../game/position.ts';
import type { Provenance } from './answer.ts';
import type { Finders } from './finders.ts';
import type { FoundValue } from './found-value.ts';
import type { OnDemandRun } from './on-demand-run.ts';
import type { QueryOptions } from './solver-options.ts';

/** What counts the bytes that it reads. */
interface Metered {
  readonly bytesRead: number;
}

/** Counts what one query uses, from its beginning on. */
export class Account {
  readonly #finders: Finders;
  readonly #stores: readonly (Metered | undefined)[];
  readonly #keep: Kept | undefined;
  readonly #start = performance.now();
  readonly #before: number;
  readonly #readBefore: number | undefined;
  readonly #slices: string[] = [];
  readonly #fedBy = new Set<string>();
  #positions = 0;
  #moves = 0;

  constructor(finders: Finders, stores: readonly (Metered | undefined)[], keep: Kept | undefined) {
    this.#finders = finders;
    this.#stores = stores;
    this.#keep = keep;
    this.#before = this.#bytesRead;
    this.#readBefore = keep?.bytesRead;
  }

  get #bytesRead(): number {
    return this.#stores.reduce((sum, store) => sum + (store?.bytesRead ?? 0), 0);
  }

  /** Returns the run of the query, which counts. */
  run(options: QueryOptions): OnDemandRun {
    const { deadline, distanceSeconds } = options;
    return {
      ...options,
      deadline: deadline === undefined ? undefined : this.#start + deadline,
      distancesUntil: distanceSeconds === undefined ? undefined : this.#start + 1000 * distanceSeconds,
      onSolved: (slice, effort) => {
        this.#slices.push(slice.name);
        for (const name of effort.fedBy ?? []) this.#fedBy.add(name);
        this.#positions += effort.positions;
        this.#moves += effort.edges;
        options.onSolved?.(slice, effort);
      },
      onLooked: (positions, moves) => {
        this.#positions += positions;
        this.#moves += moves;
      },
    };
  }

  /** Says what was used for the answer about a position. */
  close(p: Position, { source, method, store }: FoundValue): Provenance {
    return {
      source,
      ...(method === undefined ? {} : { method }),
      table: source === 'rules' ? '' : this.#finders.primary.tableOf(p),
      ...(store === undefined ? {} : { store }),
      bytesRead: this.#bytesRead - this.#before,
      ...(this.#readBefore === undefined ? {} : { bytesReadBack: this.#keep!.bytesRead - this.#readBefore }),
      positionsExpanded: this.#positions,
      movesExpanded: this.#moves,
      slicesSolved: this.#slices,
      ...(this.#fedBy.size > 0 ? { fedBy: [...this.#fedBy] } : {}),
      ms: performance.now() - this.#start,
      warnings: [...new Set(this.#finders.takeFaults().map((error) => error.message))],
    };
  }
}
