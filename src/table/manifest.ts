/**
 * The manifest of a store lists the contents of its files, for people and for a quick start. The files have the last
 * word: an entry counts only while its file has the stated length and ends in the stated checksum. A lost or damaged
 * manifest is rebuilt from the headers.
 */

import { EndgameError } from '../game/errors.ts';
import { BlockCache } from './cache.ts';
import { hex64 } from './checksum.ts';
import { foreign } from './failure.ts';
import { CHECKSUM_BYTES, metricOf, type Representation, REPRESENTATIONS, type TableHeader } from './format.ts';
import { viewOf } from './layout.ts';
import { makeFileName, TABLE_SUFFIX } from './names.ts';
import type { ByteSource } from './byte-source.ts';
import { asStatistics, type Statistics } from './statistics.ts';
import { Table } from './table.ts';
import type { TableFiles } from './table-files.ts';

/** Name of the manifest's file. */
export const MANIFEST_NAME = 'manifest.json';

/** One table of a store. */
export interface TableEntry {
  /** Name of the file within the store. */
  readonly file: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** XXH64 of the file without its last 8 bytes, which hold it; 16 hexadecimal digits. */
  readonly checksum: string;
  readonly game: string;
  /** Version of the game's rules. */
  readonly rules: number;
  readonly table: string;
  readonly representation: Representation;
  /** Id of the codec or coder. */
  readonly codec: string;
  readonly statistics: Statistics;
}

/** Returns the entry of a table file. */
export function entryOf(header: TableHeader, bytes: number, checksum: string): TableEntry {
  const { game, rules, table, representation, codec, statistics } = header;
  const file = makeFileName(game, table, metricOf(representation));
  return { file, bytes, checksum, game, rules, table, representation, codec, statistics };
}

/** Returns a manifest as JSON, the same bytes for the same entries. */
export function formatManifest(entries: Iterable<TableEntry>): string {
  const tables = [...entries].sort(byFile);
  return `${JSON.stringify({ format: 1, tables }, undefined, 2)}\n`;
}

/** Compares entries by file name. */
export function byFile(a: TableEntry, b: TableEntry): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

/**
 * Returns the entries of a manifest by file. Damaged entries and entries of another format are left out. So are entries
 * without a representation, from the time before there were metrics: the file's header tells it.
 */
export function parseManifest(text: string): Map<string, TableEntry> {
  const entries = new Map<string, TableEntry>();
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return entries;
  }
  if (typeof root !== 'object' || root === null) return entries;
  const { format, tables } = root as { format?: unknown; tables?: unknown };
  if (format !== 1 || !Array.isArray(tables)) return entries;
  for (const item of tables as unknown[]) {
    const entry = asEntry(item);
    if (entry !== undefined) entries.set(entry.file, entry);
  }
  return entries;
}

function asEntry(x: unknown): TableEntry | undefined {
  if (typeof x !== 'object' || x === null) return undefined;
  const { file, bytes, checksum, game, rules, table, codec, statistics } = x as Partial<TableEntry>;
  const representation = REPRESENTATIONS.find((each) => each === (x as Partial<TableEntry>).representation);
  if (typeof game !== 'string' || typeof table !== 'string' || typeof codec !== 'string') return undefined;
  if (!Number.isSafeInteger(bytes) || !Number.isSafeInteger(rules) || typeof checksum !== 'string') return undefined;
  const counted = asStatistics(statistics);
  if (counted === undefined || representation === undefined) return undefined;
  if (file !== makeFileName(game, table, metricOf(representation))) return undefined;
  return { file, bytes: bytes!, checksum, game, rules: rules!, table, representation, codec, statistics: counted };
}

/** The contents of a store. */
export interface Inventory {
  /** Usable tables by file. */
  readonly entries: Map<string, TableEntry>;
  /** Files that look like tables but cannot be used, with the reason. */
  readonly problems: Map<string, EndgameError>;
}

/**
 * Examines the files of a store. It reads 8 bytes of each file that the manifest knows, and the header of any other.
 * @throws the system's error if the files cannot be listed
 */
export function takeInventory(files: TableFiles): Inventory {
  const names = [...files.list()];
  const known = readManifest(files, names);
  const entries = new Map<string, TableEntry>();
  const problems = new Map<string, EndgameError>();
  for (const file of names.sort()) {
    if (!file.endsWith(TABLE_SUFFIX) || file.startsWith('.')) continue;
    try {
      entries.set(file, inspect(files, file, known.get(file)));
    } catch (error) {
      if (!(error instanceof EndgameError)) throw error;
      problems.set(file, error);
    }
  }
  return { entries, problems };
}

/**
 * Returns the text of a store's manifest; undefined if there is none.
 * @param names of the files of the store
 * @throws EndgameError E_FILE
 */
export function manifestText(files: TableFiles, names: Iterable<string>): string | undefined {
  if (![...names].includes(MANIFEST_NAME)) return undefined;
  const source = files.open(MANIFEST_NAME);
  try {
    return new TextDecoder().decode(source.readAt(0, source.size));
  } finally {
    source.close();
  }
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
