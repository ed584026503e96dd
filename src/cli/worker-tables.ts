import { readdirSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { TableStore } from '../table/index.ts';
import { TABLE_SUFFIX } from '../table/names.ts';

/**
 * The directory in which a worker keeps what it has fetched and made: a store for each run, since runs may make one table
 * in several ways. It has a limit, and the tables that were used longest ago go first.
 */
export class WorkerTables {
  readonly #directory: string;
  readonly #limit: number;
  readonly #stores = new Map<string, TableStore>();
  /** Files that a job works with, and how many jobs do. */
  readonly #held = new Map<string, number>();

  /** @param limit bytes; what jobs in progress work with is kept, however much it is */
  constructor(directory: string, limit: number) {
    this.#directory = directory;
    this.#limit = limit;
  }

  /**
   * Returns the store of a run.
   * @throws EndgameError E_FILE
   */
  storeOf(run: string): TableStore {
    let store = this.#stores.get(run);
    if (store === undefined) {
      store = TableStore.open(join(this.#directory, run), { create: true });
      this.#stores.set(run, store);
    }
    store.refresh();
    return store;
  }

  /** Works with files, which are not removed meanwhile; then removes what is too much. */
  async using<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
    for (const path of paths) this.#held.set(path, (this.#held.get(path) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const path of paths) {
        const left = this.#held.get(path)! - 1;
        if (left > 0) this.#held.set(path, left);
        else this.#held.delete(path);
        touch(path);
      }
      this.#trim();
    }
  }

  close(): void {
    for (const store of this.#stores.values()) store.close();
    this.#stores.clear();
  }

  #trim(): void {
    const files = readdirSync(this.#directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(TABLE_SUFFIX))
      .map((name) => join(this.#directory, name))
      .map((path) => ({ path, stat: statSync(path, { throwIfNoEntry: false }) }))
      .map(({ path, stat }) => ({ path, bytes: stat?.size ?? 0, used: stat?.mtimeMs ?? 0 }));
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.sort((a, b) => a.used - b.used)) {
      if (bytes <= this.#limit) return;
      if (this.#held.has(file.path)) continue;
      unlinkSync(file.path);
      bytes -= file.bytes;
    }
  }
}

/** Notes that a file was used just now; it may be one that was never made. */
function touch(path: string): void {
  const now = new Date();
  if (statSync(path, { throwIfNoEntry: false })) utimesSync(path, now, now);
}
