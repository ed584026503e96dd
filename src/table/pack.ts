/**
 * A pack: a directory of table files of one or several games, with a manifest. One table may be there in several
 * metrics, a file each; where a call names no metric it means dtm.
 */

import { fileSystem, paths } from '#platform/files';
import { readFile } from '../platform/read-file.ts';
import { EndgameError } from '../game/errors.ts';
import type { Metric } from '../game/values.ts';
import { removeStale, writeFileAtomic } from './atomic.ts';
import { BlockCache } from './cache.ts';
import { makeDirectory } from './directory.ts';
import { type EncodedTable, encodeTable, type TableInput } from './encode.ts';
import { fileFailure, foreign, missing } from './failure.ts';
import { metricOf } from './format.ts';
import type { ReadMeter } from './layout.ts';
import {
  byFile,
  entryOf,
  formatManifest,
  type Inventory,
  MANIFEST_NAME,
  type PackEntry,
  takeInventory,
} from './manifest.ts';
import { makeFileName } from './names.ts';
import { FileByteSource } from './byte-source.ts';
import { Table } from './table.ts';

export interface PackOptions {
  /** Makes the directory if there is none, and removes what killed runs left in it. Default: read only what is there. */
  readonly create?: boolean;
  /** Shared by all tables of the pack; default 32 MiB. Tables that a coder made are kept in it whole. */
  readonly cache?: BlockCache;
}

export class Pack {
  readonly directory: string;
  readonly cache: BlockCache;
  /** Counts for all tables of the pack, from opening on. */
  readonly meter: ReadMeter = { bytesRead: 0, blocksRead: 0 };
  readonly #inventory: Inventory;
  readonly #open = new Map<string, Table>();

  private constructor(directory: string, inventory: Inventory, cache: BlockCache) {
    this.directory = directory;
    this.cache = cache;
    this.#inventory = inventory;
  }

  /** @throws EndgameError E_FILE if the directory is missing (and not to be created) or cannot be read */
  static open(directory: string, options: PackOptions = {}): Pack {
    try {
      if (options.create) {
        makeDirectory(directory);
        removeStale(directory);
      }
      if (!fileSystem.stat(directory).isDirectory) throw new Error('it is not a directory');
      return new Pack(directory, takeInventory(directory), options.cache ?? new BlockCache());
    } catch (error) {
      if (error instanceof EndgameError) throw error;
      throw fileFailure('opening the pack', directory, error);
    }
  }

  /** The tables that can be used, of one game or of all, in the order of their file names. */
  list(game?: string, metric: Metric | 'all' = 'dtm'): PackEntry[] {
    return [...this.#inventory.entries.values()]
      .filter((entry) => game === undefined || entry.game === game)
      .filter((entry) => metric === 'all' || metricOf(entry.representation) === metric)
      .sort(byFile);
  }

  /** Why files of the directory that look like tables are not in the list. */
  problems(): EndgameError[] {
    return [...this.#inventory.problems.values()];
  }

  /** Whether the pack has a table for these rules. Its blocks have not been looked at. */
  has(game: string, rules: number, table: string, metric: Metric = 'dtm'): boolean {
    return this.#inventory.entries.get(makeFileName(game, table, metric))?.rules === rules;
  }

  /**
   * The table, opened at the first call and then kept until it is written anew or the pack is closed.
   * @throws EndgameError E_TABLE_MISSING, E_TABLE_FOREIGN (other rules or format), E_TABLE_DAMAGED, E_FILE
   */
  table(game: string, rules: number, table: string, metric: Metric = 'dtm'): Table {
    const file = makeFileName(game, table, metric);
    const kept = this.#open.get(file);
    if (kept !== undefined && kept.header.rules === rules) return kept;
    const path = paths.join(this.directory, file);
    const problem = this.#inventory.problems.get(file);
    if (problem !== undefined) throw problem;
    const entry = this.#inventory.entries.get(file);
    if (entry === undefined) throw missing(this.directory, { game, table, metric });
    if (entry.rules !== rules) throw otherRules(path, game, entry.rules, rules);
    const opened = Table.open(new FileByteSource(path), this.cache, this.meter);
    const { header } = opened;
    const right = header.game === game && header.table === table && metricOf(header.representation) === metric;
    if (right && header.rules === rules) {
      this.#open.set(file, opened);
      return opened;
    }
    opened.close(); // the file has been replaced behind our back
    if (right) throw otherRules(path, game, header.rules, rules);
    throw foreign(path, `holds the ${header.representation} of table ${header.table} of ${header.game}`);
  }

  /**
   * Stores a table in place of an older one, if any; a `Table` opened before from the older one is closed.
   * @throws EndgameError E_DISK_FULL or E_FILE, and then the older one is untouched; E_USAGE (codec, block size)
   * @internal
   */
  write(input: TableInput): PackEntry {
    return this.put(encodeTable(input));
  }

  /**
   * Stores a table that is encoded already, as `write` does.
   * @throws EndgameError E_DISK_FULL or E_FILE
   * @internal
   */
  put(encoded: EncodedTable): PackEntry {
    const entry = entryOf(encoded.header, encoded.bytes, encoded.checksum);
    writeFileAtomic(paths.join(this.directory, entry.file), encoded.chunks);
    this.#open.get(entry.file)?.close();
    this.#open.delete(entry.file);
    this.#inventory.problems.delete(entry.file);
    this.#inventory.entries.set(entry.file, entry);
    const manifest = formatManifest(this.#inventory.entries.values());
    writeFileAtomic(paths.join(this.directory, MANIFEST_NAME), [new TextEncoder().encode(manifest)]);
    return entry;
  }

  /**
   * Stores a table of another pack as it is there.
   * @throws EndgameError as `from.table` and `put`; E_TABLE_DAMAGED before anything is written
   */
  take(from: Pack, game: string, rules: number, table: string, metric: Metric): PackEntry {
    const source = from.table(game, rules, table, metric);
    source.check();
    const { header, checksum } = source;
    const path = paths.join(from.directory, makeFileName(game, table, metric));
    try {
      const bytes = readFile(path);
      return this.put({ header, chunks: [bytes], bytes: bytes.length, checksum });
    } catch (error) {
      if (error instanceof EndgameError) throw error;
      throw fileFailure('reading', path, error);
    }
  }

  /** Closes every table; the pack may be used again and then opens them anew. */
  close(): void {
    for (const table of this.#open.values()) table.close();
    this.#open.clear();
  }
}

function otherRules(path: string, game: string, found: number, wanted: number): EndgameError {
  return foreign(path, `made for rules version ${found} of ${game}, expected ${wanted}`);
}
