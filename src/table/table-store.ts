import { EndgameError } from '../game/errors.ts';
import type { Metric } from '../game/values.ts';
import { BlockCache } from './cache.ts';
import { DirectoryFiles } from './directory-files.ts';
import { type EncodedTable, encodeTable, type TableInput } from './encode.ts';
import { fileFailure, foreign, missing } from './failure.ts';
import { metricOf } from './format.ts';
import { Inventory } from './inventory.ts';
import type { ReadMeter } from './layout.ts';
import { entryOf, formatManifest, MANIFEST_NAME, manifestText, type TableEntry } from './manifest.ts';
import { makeFileName } from './names.ts';
import { answeredBy } from './representation.ts';
import { Table } from './table.ts';
import type { TableFiles } from './table-files.ts';

/** Options of opening a directory. */
export interface TableStoreOptions {
  /**
   * Makes the directory if there is none, removes the temporary files of killed runs, and mends the manifest that they
   * left behind. Default: read only.
   */
  readonly create?: boolean;
  /** Shared by all tables of the store; default 32 MiB. It holds coders' payloads whole. */
  readonly cache?: BlockCache;
  /** The store whose tables are used where this one has no file of the name or none that answers. */
  readonly fallback?: TableStore | undefined;
}

/**
 * A store of tables: the table files of one or several games, with a manifest, wherever their bytes are. A table may be
 * there in several metrics, one file each; a call without a metric means dtm.
 *
 * A store may have a fallback, whose tables are found as if they were its own; they are neither listed nor written.
 */
export class TableStore {
  /** Blocks and payloads of all tables of the store. */
  readonly cache: BlockCache;
  readonly #meter: ReadMeter = { bytesRead: 0, blocksRead: 0 };
  readonly #fallback: TableStore | undefined;
  readonly #files: TableFiles;
  readonly #inventory: Inventory;
  readonly #open = new Map<string, Table>();

  /** @throws EndgameError E_FILE if the files cannot be listed */
  constructor(files: TableFiles, cache: BlockCache = new BlockCache(), fallback?: TableStore) {
    this.#files = files;
    this.cache = cache;
    this.#fallback = fallback;
    this.#inventory = listing(files, () => new Inventory(files));
  }

  /**
   * Opens the tables in a directory.
   * @throws EndgameError E_FILE if the directory is missing (and not to be created) or cannot be read
   */
  static open(directory: string, { create, cache, fallback }: TableStoreOptions = {}): TableStore {
    const store = new TableStore(new DirectoryFiles(directory, create), cache, fallback);
    if (create) store.#mendManifest();
    return store;
  }

  /** Name in messages; for a directory its path. */
  get name(): string {
    return this.#files.name;
  }

  /** Counts for all tables of the store and of its fallback, from its opening on. */
  get meter(): Readonly<ReadMeter> {
    if (this.#fallback === undefined) return this.#meter;
    const { bytesRead, blocksRead } = this.#fallback.meter;
    return { bytesRead: this.#meter.bytesRead + bytesRead, blocksRead: this.#meter.blocksRead + blocksRead };
  }

  /**
   * Bytes that its tables and those of its fallback take beyond the bound of the cache: decoded trees take several times the
   * bytes of their files.
   * @internal
   */
  get bytesBeyondCache(): number {
    const stores = [this, ...(this.#fallback === undefined ? [] : [this.#fallback])];
    const tables = stores.flatMap((store) => [...store.#open.values()]);
    const caches = new Set(stores.map(({ cache }) => cache));
    const bytes = tables.reduce((sum, table) => sum + table.byteLength, 0);
    return Math.max(
      0,
      [...caches].reduce((sum, cache) => sum + cache.bytes - cache.maxBytes, bytes),
    );
  }

  /**
   * Takes in the tables that other processes have written since the store was opened.
   * @throws EndgameError E_FILE if the files cannot be listed
   * @internal
   */
  refresh(): void {
    listing(this.#files, () => this.#inventory.refresh());
  }

  /** Returns the usable tables, of one game or of all, in the order of their file names. */
  list(game?: string, metric: Metric | 'all' = 'dtm'): TableEntry[] {
    return this.#inventory
      .entries()
      .filter((entry) => game === undefined || entry.game === game)
      .filter((entry) => metric === 'all' || metricOf(entry.representation) === metric);
  }

  /** Returns why files that look like tables are not in the list. */
  problems(): EndgameError[] {
    return this.#inventory.problems();
  }

  /** Returns whether the store has a table for these rules. It does not examine the table's blocks. */
  has(game: string, rules: number, table: string, metric: Metric = 'dtm'): boolean {
    const file = makeFileName(game, table, metric);
    return this.#holding(file).#inventory.entry(file)?.rules === rules;
  }

  /** Returns the name of the store that has the table: of this one or of its fallback. */
  holder(game: string, table: string, metric: Metric = 'dtm'): string {
    return this.#holding(makeFileName(game, table, metric)).name;
  }

  /** Returns the store that has a file of the name: this one, else its fallback; this one too if neither has it. */
  #holding(file: string): TableStore {
    if (this.#fallback === undefined || this.#inventory.has(file)) return this;
    const below = this.#fallback.#holding(file);
    return below.#inventory.has(file) ? below : this;
  }

  /**
   * Returns the metric under which the store has a table that answers a question, the closest first; undefined if none
   * does. The fallback is asked where no table of its own answers.
   */
  answering(game: string, rules: number, table: string, question: Metric): Metric | undefined {
    const own = answeredBy(question).find(
      (metric) => this.#inventory.entry(makeFileName(game, table, metric))?.rules === rules,
    );
    return own ?? this.#fallback?.answering(game, rules, table, question);
  }

  /**
   * Returns the table. The first call opens it; it stays open until it is written again or the store is closed.
   * @throws EndgameError E_TABLE_MISSING, E_TABLE_FOREIGN (other rules or format), E_TABLE_DAMAGED, E_FILE; NotFetched
   */
  table(game: string, rules: number, table: string, metric: Metric = 'dtm'): Table {
    const file = makeFileName(game, table, metric);
    const known = this.#open.get(file);
    if (known !== undefined && known.header.rules === rules) return known;
    const holding = this.#holding(file);
    if (holding !== this) return holding.table(game, rules, table, metric);
    const problem = this.#inventory.problem(file);
    if (problem !== undefined) throw problem;
    const entry = this.#inventory.entry(file);
    if (entry === undefined) throw missing(this.name, { game, table, metric });
    const path = this.#files.describe(file);
    if (entry.rules !== rules) throw otherRules(path, game, entry.rules, rules);
    const opened = Table.open(this.#files.open(file), this.cache, this.#meter);
    const { header } = opened;
    const right = header.game === game && header.table === table && metricOf(header.representation) === metric;
    if (right && header.rules === rules) {
      this.#open.set(file, opened);
      return opened;
    }
    opened.close(); // another program has replaced the file
    if (right) throw otherRules(path, game, header.rules, rules);
    throw foreign(path, `holds the ${header.representation} of table ${header.table} of ${header.game}`);
  }

  /**
   * Returns a table's file: what is known of it, and a function that reads it whole.
   * @throws EndgameError E_TABLE_MISSING, E_TABLE_DAMAGED, E_TABLE_FOREIGN; `read` E_FILE
   * @internal
   */
  file(game: string, table: string, metric: Metric): { readonly entry: TableEntry; readonly read: () => Uint8Array } {
    const file = makeFileName(game, table, metric);
    const holding = this.#holding(file);
    const problem = holding.#inventory.problem(file);
    if (problem !== undefined) throw problem;
    const entry = holding.#inventory.entry(file);
    if (entry === undefined) throw missing(this.name, { game, table, metric });
    const read = (): Uint8Array => {
      const source = holding.#files.open(file);
      try {
        return source.readAt(0, source.size);
      } finally {
        source.close();
      }
    };
    return { entry, read };
  }

  /**
   * Stores a table in place of an older one, if any, and closes an open `Table` of the older one.
   * @throws EndgameError E_DISK_FULL or E_FILE, and then the older one is untouched; E_USAGE (codec, block size)
   * @internal
   */
  write(input: TableInput): TableEntry {
    return this.put(encodeTable(input));
  }

  /**
   * Stores an encoded table, as `write` does.
   * @throws EndgameError E_DISK_FULL or E_FILE
   * @internal
   */
  put(encoded: EncodedTable): TableEntry {
    const entry = entryOf(encoded.header, encoded.bytes, encoded.checksum);
    this.#files.write(entry.file, encoded.chunks);
    this.#open.get(entry.file)?.close();
    this.#open.delete(entry.file);
    this.#inventory.set(entry);
    this.refresh();
    this.#writeManifest();
    return entry;
  }

  /**
   * Copies a table of another store.
   * @throws EndgameError as `from.table` and `put`; E_TABLE_DAMAGED before anything is written
   */
  take(from: TableStore, game: string, rules: number, table: string, metric: Metric): TableEntry {
    const { header, checksum } = checked(from.table(game, rules, table, metric));
    const bytes = from.file(game, table, metric).read();
    return this.put({ header, chunks: [bytes], bytes: bytes.length, checksum });
  }

  #writeManifest(): void {
    this.#files.write(MANIFEST_NAME, [new TextEncoder().encode(this.#manifest())]);
  }

  #manifest(): string {
    return formatManifest(this.#inventory.entries());
  }

  /** Writes the manifest anew if it does not list the tables that are there: a run was killed before it was written. */
  #mendManifest(): void {
    try {
      if (!this.#inventory.isEmpty && manifestText(this.#files, this.#files.list()) !== this.#manifest())
        this.#writeManifest();
    } catch {
      // The files have the last word; whoever writes a table tries again, and is told.
    }
  }

  /** Closes every table, those of the fallback too; the store may be used again and then reopens them. */
  close(): void {
    for (const table of this.#open.values()) table.close();
    this.#open.clear();
    this.#fallback?.close();
  }
}

/** @throws EndgameError E_FILE if the files cannot be listed */
function listing<T>(files: TableFiles, list: () => T): T {
  try {
    return list();
  } catch (error) {
    throw error instanceof EndgameError ? error : fileFailure('listing the tables', files.name, error);
  }
}

function checked(table: Table): Table {
  table.check();
  return table;
}

function otherRules(path: string, game: string, found: number, wanted: number): EndgameError {
  return foreign(path, `made for rules version ${found} of ${game}, expected ${wanted}`);
}
