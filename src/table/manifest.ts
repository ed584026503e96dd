/** The manifest of a store lists the contents of its files, for people and for a quick start (inventory.ts). */

import { metricOf, type Representation, REPRESENTATIONS, type TableHeader } from './format.ts';
import { makeFileName } from './names.ts';
import { asStatistics, type Statistics } from './statistics.ts';
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
