/**
 * What a store has. The files have the last word: an entry of the manifest counts only while its file has the stated
 * length and ends in the stated checksum. A lost or damaged manifest is rebuilt from the headers.
 */

import { EndgameError } from '../game/errors.ts';
import { BlockCache } from './cache.ts';
import { hex64 } from './checksum.ts';
import { foreign } from './failure.ts';
import { CHECKSUM_BYTES } from './format.ts';
import { viewOf } from './layout.ts';
import { byFile, entryOf, manifestText, parseManifest, type TableEntry } from './manifest.ts';
import { TABLE_SUFFIX } from './names.ts';
import type { ByteSource } from './byte-source.ts';
import { Table } from './table.ts';
import type { TableFiles } from './table-files.ts';

/**
 * The tables among the files of a store. A file is examined when it is asked for, so that opening a store of many tables
 * takes no longer than listing them: 8 bytes of a file that the manifest knows, the header of any other.
 */
export class Inventory {
  readonly #files: TableFiles;
  /** Names of all files when the store was opened. */
  readonly #listed: readonly string[];
  /** Table files that are not examined yet. */
  readonly #unseen: Set<string>;
  /** Usable tables by file. */
  readonly #entries = new Map<string, TableEntry>();
  /** Files that look like tables but cannot be used, with the reason. */
  readonly #problems = new Map<string, EndgameError>();
  #manifest: Map<string, TableEntry> | undefined;

  /** @throws the system's error if the files cannot be listed */
  constructor(files: TableFiles) {
    this.#files = files;
    this.#listed = [...files.list()];
    this.#unseen = new Set(this.#listed.filter(isTableFile));
  }

  /**
   * Takes in the files that have come since.
   * @throws the system's error if the files cannot be listed
   */
  refresh(): void {
    for (const file of this.#files.list()) if (isTableFile(file) && !this.has(file)) this.#unseen.add(file);
  }

  /** Whether no file looks like a table. */
  get isEmpty(): boolean {
    return this.#unseen.size + this.#entries.size + this.#problems.size === 0;
  }

  /** Returns whether there is a file of the name, usable or not. */
  has(file: string): boolean {
    return this.#unseen.has(file) || this.#entries.has(file) || this.#problems.has(file);
  }

  /** Returns the table of a file; undefined if there is none or it cannot be used. */
  entry(file: string): TableEntry | undefined {
    this.#see(file);
    return this.#entries.get(file);
  }

  /** Returns why a file that looks like a table cannot be used; undefined if it can, or if there is none. */
  problem(file: string): EndgameError | undefined {
    this.#see(file);
    return this.#problems.get(file);
  }

  /** Returns all usable tables in the order of their file names. */
  entries(): TableEntry[] {
    this.#seeAll();
    return [...this.#entries.values()].sort(byFile);
  }

  /** Returns why files that look like tables cannot be used, in the order of their names. */
  problems(): EndgameError[] {
    this.#seeAll();
    return [...this.#problems].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
  }

  /** Takes a table that was written. */
  set(entry: TableEntry): void {
    this.#unseen.delete(entry.file);
    this.#problems.delete(entry.file);
    this.#entries.set(entry.file, entry);
  }

  #seeAll(): void {
    for (const file of this.#unseen) this.#see(file);
  }

  #see(file: string): void {
    if (!this.#unseen.has(file)) return;
    try {
      this.#manifest ??= readManifest(this.#files, this.#listed);
      this.#entries.set(file, inspect(this.#files, file, this.#manifest.get(file)));
    } catch (error) {
      if (!(error instanceof EndgameError)) throw error;
      this.#problems.set(file, error);
    }
    this.#unseen.delete(file);
  }
}

function isTableFile(file: string): boolean {
  return file.endsWith(TABLE_SUFFIX) && !file.startsWith('.');
}

function readManifest(files: TableFiles, names: readonly string[]): Map<string, TableEntry> {
  try {
    const text = manifestText(files, names);
    return text === undefined ? new Map() : parseManifest(text);
  } catch (error) {
    if (error instanceof EndgameError) return new Map(); // unreadable: the headers say the same
    throw error;
  }
}

function inspect(files: TableFiles, file: string, known: TableEntry | undefined): TableEntry {
  const source = files.open(file);
  try {
    if (known?.bytes === source.size && known.checksum === statedChecksum(source)) return known;
    const table = Table.open(source, new BlockCache(0));
    const entry = entryOf(table.header, source.size, table.checksum);
    if (entry.file !== file) {
      throw foreign(
        files.describe(file),
        `holds the ${entry.representation} of table ${entry.table} of ${entry.game}, whose file is ${entry.file}`,
      );
    }
    return entry;
  } finally {
    source.close();
  }
}

function statedChecksum(source: ByteSource): string | undefined {
  if (source.size < CHECKSUM_BYTES) return undefined;
  const tail = source.readAt(source.size - CHECKSUM_BYTES, CHECKSUM_BYTES);
  return tail.length === CHECKSUM_BYTES ? hex64(viewOf(tail).getBigUint64(0, true)) : undefined;
}
